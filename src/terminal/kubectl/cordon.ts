/** k8s.io/kubectl/pkg/cmd/drain: whether nodes take new pods, and sending away those that are there. */
import { isText, type Manifest, valueAt } from '../../engine/manifest'
import type { Command, CommandContext, CommandEnd } from '../command'
import { Batch } from './batch'
import { DRY_RUN, readDryRun } from './dry-run'
import { type Flag, type ParsedFlags, parseFlags } from './flags'
import { POD } from './kind'
import { type KubeObject, listKube } from './kube-store'
import { fatal, flagProblem } from './say'
import { wantedOnes } from './wanted-objects'
import { deleteKube, patchKube } from './write-object'

export const CORDON_FLAGS: readonly Flag[] = [{ name: 'selector', short: 'l', takesValue: true }, DRY_RUN]

export const DRAIN_FLAGS: readonly Flag[] = [
  ...CORDON_FLAGS,
  { name: 'force' },
  { name: 'ignore-daemonsets' },
  { name: 'delete-emptydir-data' },
  { name: 'disable-eviction' },
  { name: 'grace-period', takesValue: true },
  { name: 'timeout', takesValue: true },
  { name: 'pod-selector', takesValue: true, isUnmodelled: true },
]

/** `kubectl cordon` and `uncordon`. */
export const cordonVerb =
  (verb: 'cordon' | 'uncordon'): Command =>
  (words, context) => {
    const begun = begin(verb, words, CORDON_FLAGS, context)
    if ('exitCode' in begun) return begun
    for (const node of begun.nodes) mark(node, verb === 'cordon', begun.batch)
    return begun.batch.end()
  }

/** `kubectl drain`: a pod that no controller made again would be gone for good, so it takes `--force`. */
export const drainVerb: Command = (words, context) => {
  const begun = begin('drain', words, DRAIN_FLAGS, context)
  if ('exitCode' in begun) return begun
  const { nodes, batch, flags } = begun
  const { output } = context
  const faults: { readonly node: string; readonly text: string }[] = []
  for (const node of nodes) mark(node, true, batch)
  for (const { manifest } of nodes) {
    const { name } = manifest.metadata
    const pods = listKube(batch.document, POD).filter((pod) => valueAt(pod.manifest, ['spec', 'nodeName']) === name)
    const daemons = pods.filter((pod) => controllerOf(pod.manifest) === 'DaemonSet')
    const alone = pods.filter((pod) => controllerOf(pod.manifest) === undefined)
    const text = refusal(flags, alone, daemons)
    if (text !== '') {
      output.err(`error: unable to drain node "${name}" due to error: ${text}, continuing command...\n`)
      faults.push({ node: name, text })
      continue
    }
    warn(alone, daemons, context)
    const leaving = pods.filter((pod) => !daemons.includes(pod))
    for (const pod of leaving) output.err(`evicting pod ${fullName(pod)}\n`)
    for (const pod of leaving) {
      batch.take(deleteKube(batch.document, pod), () => `pod/${pod.manifest.metadata.name} evicted`)
    }
    output.out(`node/${name} drained\n`)
  }
  if (faults.length === 0) return batch.end()
  output.err(`There are pending nodes to be drained:\n${faults.map(({ node }) => ` ${node}\n`).join('')}`)
  output.err(faults.map(({ text }) => `${text}\n`).join(''))
  return { ...batch.end(), exitCode: 1 }
}

interface Begun {
  readonly nodes: readonly KubeObject[]
  readonly batch: Batch
  readonly flags: ParsedFlags
}

function begin(
  verb: string,
  words: readonly string[],
  own: readonly Flag[],
  context: CommandContext,
): Begun | CommandEnd {
  const parsed = parseFlags(words, own)
  if (!parsed.ok) return flagProblem(verb, parsed.error, context)
  const flags = parsed.value
  const dryRun = readDryRun(flags)
  if (!dryRun.ok) return fatal(dryRun.error, context)
  if (flags.operands.length === 0 && !flags.has('selector')) {
    return fatal(`USAGE: ${verb} NODE [flags]\nSee 'kubectl ${verb} -h' for help and examples`, context)
  }
  const names = flags.operands.map((name) => name.replace(/^nodes?\//, ''))
  const wanted = wantedOnes(verb, flags, ['node', ...names], context)
  if ('exitCode' in wanted) return wanted
  const batch = new Batch(context, dryRun.value)
  for (const text of wanted.missing) batch.refuse('NotFound', text)
  return { nodes: wanted.objects, batch, flags }
}

function mark(node: KubeObject, isCordoned: boolean, batch: Batch): void {
  const name = `node/${node.manifest.metadata.name}`
  const word = isCordoned ? 'cordoned' : 'uncordoned'
  const isAlready = (valueAt(node.manifest, ['spec', 'unschedulable']) === true) === isCordoned
  const written = patchKube(batch.document, node, { spec: { unschedulable: isCordoned || null } })
  batch.take(
    isAlready ? { ok: true, value: batch.document } : written,
    () => `${name} ${isAlready ? 'already ' : ''}${word}`,
  )
}

/** The kind that made the pod. */
function controllerOf({ metadata }: Manifest): string | undefined {
  const owners = Array.isArray(metadata.ownerReferences) ? metadata.ownerReferences : []
  const kind = valueAt(owners[0], ['kind'])
  return isText(kind) ? kind : undefined
}

const fullName = ({ manifest: { metadata } }: KubeObject): string =>
  `${isText(metadata.namespace) ? metadata.namespace : 'default'}/${metadata.name}`

const namesOf = (pods: readonly KubeObject[]): string => pods.map(fullName).join(', ')

function refusal(flags: ParsedFlags, alone: readonly KubeObject[], daemons: readonly KubeObject[]): string {
  const texts = [
    ...(daemons.length > 0 && !flags.has('ignore-daemonsets')
      ? [`cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): ${namesOf(daemons)}`]
      : []),
    ...(alone.length > 0 && !flags.has('force')
      ? [`cannot delete Pods that declare no controller (use --force to override): ${namesOf(alone)}`]
      : []),
  ]
  return texts.length > 1 ? `[${texts.join(', ')}]` : (texts[0] ?? '')
}

function warn(alone: readonly KubeObject[], daemons: readonly KubeObject[], { output }: CommandContext): void {
  const texts = [
    ...(alone.length > 0 ? [`deleting Pods that declare no controller: ${namesOf(alone)}`] : []),
    ...(daemons.length > 0 ? [`ignoring DaemonSet-managed Pods: ${namesOf(daemons)}`] : []),
  ]
  if (texts.length > 0) output.err(`Warning: ${texts.join('; ')}\n`)
}
