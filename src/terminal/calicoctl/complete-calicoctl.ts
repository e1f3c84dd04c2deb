import { clusterOf } from '../../engine/lab/read-cluster'
import { behind } from '../completion/complete-options'
import type { Candidate, Typing } from '../completion/completion'
import { listObjects } from './calico-store'
import type { Action } from './config-command'
import type { DocoptOption } from './docopt'
import { IPAM_OPTIONS } from './ipam-command'
import type { CalicoKind } from './kind'
import { calicoKinds } from './kinds'
import { LABEL_OPTIONS } from './label-command'
import { RESOURCE_OPTIONS } from './resource-verbs'

type Offered = readonly (string | Candidate)[]

const VERBS = ['apply', 'create', 'delete', 'get', 'ipam', 'label', 'node', 'patch', 'replace', 'version']

/** The real calicoctl comes without a completion; the lab's is made of its help texts, as kubectl's is of its own. */
export function completeCalicoctl(typing: Typing): Offered {
  const { words, word } = typing
  const [verb, ...rest] = words
  if (verb === undefined) return word.startsWith('-') ? ['--help', '--version'] : VERBS
  if (verb === 'node') return rest.length === 0 ? ['checksystem', 'diags', 'run', 'status'] : []
  if (verb === 'ipam') {
    const [command, ...more] = rest
    if (command === undefined) return Object.keys(IPAM_OPTIONS)
    return withOptions(IPAM_OPTIONS[command] ?? [], more, typing, () => [])
  }
  if (verb === 'label') {
    return withOptions(LABEL_OPTIONS, rest, typing, (operands) =>
      operands.length > 1 ? [] : resources('get', operands, typing),
    )
  }
  if (!isAction(verb)) return []
  return withOptions(RESOURCE_OPTIONS[verb], rest, typing, (operands) => resources(verb, operands, typing))
}

const isAction = (verb: string): verb is Action => Object.hasOwn(RESOURCE_OPTIONS, verb)

function withOptions(
  options: readonly DocoptOption[],
  words: readonly string[],
  typing: Typing,
  operands: (given: readonly string[]) => Offered,
): Offered {
  const { word } = typing
  const [, long, value] = /^--([\w-]+)=(.*)$/s.exec(word) ?? []
  if (long !== undefined && value !== undefined) {
    return valuesOf(long, { ...typing, word: value }).map((candidate) => behind(`--${long}=`, candidate))
  }
  const waiting = waitingBefore(words.at(-1), options)
  if (waiting) return valuesOf(waiting.long, typing)
  if (word.startsWith('-')) return options.flatMap(optionWords)
  return operands(words.filter((each, index) => !/^-./.test(each) && !waitingBefore(words[index - 1], options)))
}

const waitingBefore = (last: string | undefined, options: readonly DocoptOption[]): DocoptOption | undefined =>
  options.find(({ long, short, takesValue }) => takesValue && (last === `--${long}` || last === `-${short}`))

const optionWords = ({ long, short, takesValue }: DocoptOption): readonly (string | Candidate)[] => [
  ...(short === undefined ? [] : [`-${short}`]),
  takesValue ? { value: `--${long}=`, goesOn: true } : `--${long}`,
]

const OUTPUTS = ['custom-columns=', 'json', 'ps', 'wide', 'yaml']

function valuesOf(option: string, { view, word, from }: Typing): Offered {
  const { pods } = clusterOf(view.session.document)
  switch (option) {
    case 'filename':
    case 'config':
      return from('files', word)
    case 'output':
      return OUTPUTS.map((value) => (value.endsWith('=') ? { value, goesOn: true as const } : value))
    case 'namespace':
      return [...new Set(['default', ...pods.map(({ namespace }) => namespace)])]
    case 'type':
      return ['json', 'merge', 'strategic']
    case 'ip':
      return from('addresses', word)
    case 'strictaffinity':
      return ['false', 'true']
    default:
      return []
  }
}

function resources(verb: Action, [type, ...names]: readonly string[], { view }: Typing): Offered {
  if (verb === 'apply' || verb === 'create' || verb === 'replace') return []
  const { document } = view.session
  const kinds = calicoKinds(clusterOf(document).information.era)
  if (type === undefined) return kinds.map(({ words: [name = ''] }) => name)
  const kind = kinds.find(({ words }) => words.includes(type.toLowerCase()))
  if (!kind || (verb === 'patch' && names.length > 0)) return []
  return namesOf(kind, document).filter((name) => !names.includes(name))
}

const namesOf = (kind: CalicoKind, document: Typing['view']['session']['document']): readonly string[] =>
  listObjects(document, kind).map(({ object }) => object.metadata.name)
