import { clusterOf } from '../../engine/lab/read-cluster'
import { behind } from '../completion/complete-options'
import type { Candidate, Typing } from '../completion/completion'
import { type Flag, GLOBAL_FLAGS } from './flags'
import { KUBE_KINDS, type KubeKind, kindNamed, NAMESPACE, POD, resourceName } from './kind'
import { listKube } from './kube-store'
import { VERBS, type Verb, verbIndex } from './verbs'

type Offered = readonly (string | Candidate)[]

/** What `kubectl completion bash` offers (k8s.io/kubectl/pkg/util/completion), less the descriptions in its lists. */
export function completeKubectl(typing: Typing): Offered {
  const { words, word } = typing
  const at = verbIndex(words)
  const name = at < 0 ? undefined : (words[at] ?? '')
  const verb = name !== undefined && Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
  if (words.includes('--') || (name !== undefined && !verb)) return []
  const flags = [...(verb?.flags ?? []), ...GLOBAL_FLAGS].filter(({ isUnmodelled }) => !isUnmodelled)
  const [, long, value] = /^--([\w-]+)=(.*)$/s.exec(word) ?? []
  if (long !== undefined && value !== undefined) {
    return valuesOf(long, name, { ...typing, word: value }).map((candidate) => behind(`--${long}=`, candidate))
  }
  const waiting = flagBefore(words.at(-1), flags)
  if (waiting) return valuesOf(waiting.name, name, typing)
  if (word.startsWith('-')) return flagWords(flags)
  if (!verb || name === undefined) return Object.keys(VERBS)
  return operands(verb, operandsIn(words.slice(at + 1), flags), typing)
}

/** The flag that waits for the next word as its value. */
function flagBefore(last: string | undefined, flags: readonly Flag[]): Flag | undefined {
  if (last === undefined || !last.startsWith('-')) return undefined
  return flags.find(
    ({ name, short, takesValue }) =>
      takesValue && (last === `--${name}` || (!last.startsWith('--') && short !== undefined && last.endsWith(short))),
  )
}

const flagWords = (flags: readonly Flag[]): Offered =>
  flags.flatMap(({ name, short, takesValue, mayTakeValue }): (string | Candidate)[] => [
    ...(short === undefined ? [] : [`-${short}`]),
    ...(takesValue || mayTakeValue ? [{ value: `--${name}=`, goesOn: true as const }] : [`--${name}`]),
  ])

/** Words that are neither flags nor their values. */
const operandsIn = (words: readonly string[], flags: readonly Flag[]): readonly string[] =>
  words.filter((word, index) => !word.startsWith('-') && !flagBefore(words[index - 1], flags))

const OUTPUTS = ['custom-columns=', 'json', 'jsonpath=', 'name', 'wide', 'yaml']

function valuesOf(flag: string, verb: string | undefined, { view, from, word }: Typing): Offered {
  const { document } = view.session
  switch (flag) {
    case 'namespace':
      return namesOf(NAMESPACE, document, undefined)
    case 'output':
      return OUTPUTS.map((value) => (value.endsWith('=') ? { value, goesOn: true as const } : value))
    case 'sort-by':
      return ['.metadata.creationTimestamp', '.metadata.name', '.spec.nodeName', '.status.podIP']
    case 'filename':
      return from('files', word)
    case 'dry-run':
      return ['client', 'none', 'server']
    case 'type':
      return verb === 'patch' ? ['json', 'merge', 'strategic'] : []
    case 'field-selector':
      return clusterOf(document).nodes.map(({ name }) => `spec.nodeName=${name}`)
    default:
      return []
  }
}

const namesOf = (kind: KubeKind, document: Typing['view']['session']['document'], namespace: string | undefined) =>
  listKube(document, kind, namespace).map(({ manifest }) => manifest.metadata.name)

function operands(verb: Verb, given: readonly string[], { words, word, view }: Typing): Offered {
  const { document } = view.session
  const namespace = namespaceIn(words)
  const names = (kind: KubeKind): readonly string[] => namesOf(kind, document, namespace)
  if (verb.operands === 'nothing') return []
  if (verb.operands === 'pod') {
    if (given.length > 0) return []
    return /^pods?\//.test(word) ? names(POD).map((name) => `${word.split('/')[0]}/${name}`) : names(POD)
  }
  const [type, ...named] = given
  const slash = word.indexOf('/')
  if (slash >= 0) {
    const kind = kindNamed(word.slice(0, slash))
    return kind ? names(kind).map((name) => ({ value: word.slice(0, slash + 1) + name, shown: name })) : []
  }
  if (type === undefined) return kindWords(word)
  const kind = type.includes('/') ? undefined : kindNamed(type)
  return kind ? names(kind).filter((name) => !named.includes(name)) : []
}

/** Resources as `kubectl api-resources -o name` has them; behind a comma, one more. */
function kindWords(word: string): Offered {
  const done = word.slice(0, word.lastIndexOf(',') + 1)
  const all = KUBE_KINDS.map(resourceName)
  return done === '' ? all : all.map((name) => ({ value: done + name, shown: name }))
}

function namespaceIn(words: readonly string[]): string {
  const at = words.findIndex((word) => word === '-n' || word === '--namespace')
  const written = words.map((word) => /^(?:-n|--namespace=)(.+)$/.exec(word)?.[1]).find((value) => value !== undefined)
  return (at < 0 ? written : words[at + 1]) ?? 'default'
}
