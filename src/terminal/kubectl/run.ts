/** k8s.io/kubectl/pkg/cmd/run. */
import { mergePatch } from '../../engine/lab/merge-patch'
import { isJsonObject, type JsonObject, type Manifest } from '../../engine/manifest'
import type { Command, CommandContext, CommandEnd } from '../command'
import { Batch, namespaceFor, nowOf, placedIn } from './batch'
import { DRY_RUN, readDryRun } from './dry-run'
import { type Flag, parseFlags } from './flags'
import { POD } from './kind'
import { findKube } from './kube-store'
import { printAs, readOutputFormat } from './output-format'
import { parseObject } from './parse-object'
import { fatal, flagProblem } from './say'
import { createKube } from './write-object'

export const RUN_FLAGS: readonly Flag[] = [
  { name: 'image', takesValue: true },
  { name: 'labels', short: 'l', takesValue: true },
  { name: 'restart', takesValue: true },
  { name: 'overrides', takesValue: true },
  { name: 'command' },
  { name: 'port', takesValue: true },
  { name: 'env', takesValue: true },
  { name: 'image-pull-policy', takesValue: true },
  { name: 'annotations', takesValue: true },
  { name: 'stdin', short: 'i', isUnmodelled: true },
  { name: 'tty', short: 't', isUnmodelled: true },
  { name: 'attach', isUnmodelled: true },
  { name: 'rm', isUnmodelled: true },
  DRY_RUN,
  { name: 'output', short: 'o', takesValue: true },
  { name: 'expose', isUnmodelled: true },
]

export const runVerb: Command = (words, context) => {
  const parsed = parseFlags(words, RUN_FLAGS)
  if (!parsed.ok) return flagProblem('run', parsed.error, context)
  const flags = parsed.value
  const dryRun = readDryRun(flags)
  if (!dryRun.ok) return fatal(dryRun.error, context)
  const [name, ...more] = flags.operands
  const image = flags.value('image')
  if (name === undefined) return fatal("NAME is required for run\nSee 'kubectl run -h' for help and examples", context)
  if (image === undefined) return fatal('required flag(s) "image" not set', context)
  const command = [...more, ...(flags.afterDash ?? [])]
  const labels = pairs(flags.values('labels'))
  const pod: Manifest = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { labels: Object.keys(labels).length > 0 ? labels : { run: name }, name },
    spec: {
      containers: [
        { ...(command.length > 0 && { [flags.has('command') ? 'command' : 'args']: command }), image, name },
      ],
      ...(flags.value('restart') !== undefined && { restartPolicy: flags.value('restart') ?? '' }),
    },
  }
  const overrides = parseObject(flags.value('overrides') ?? '{}')
  if (!overrides) return fatal('Invalid JSON Patch', context)
  const made = placedIn(mergePatch(pod, overrides) as Manifest, flags.value('namespace'))
  const format = flags.value('output') ?? ''
  if (format !== '') return dryRun.value === 'client' ? printPod(made, format, context) : noOutput(context)
  const batch = new Batch(context, dryRun.value)
  if (findKube(batch.document, POD, name, namespaceFor(POD, made, flags) ?? '')) {
    batch.refuse('AlreadyExists', `pods "${name}" already exists`)
  } else batch.take(createKube(batch.document, POD, made, nowOf(context)), () => `pod/${name} created`)
  return batch.end()
}

/** What `--dry-run=client -o yaml` prints, to be kept in a file: the defaults that kubectl itself fills in. */
function printPod(pod: Manifest, format: string, context: CommandContext): CommandEnd {
  const given: JsonObject = isJsonObject(pod.spec) ? pod.spec : {}
  const containers = Array.isArray(given.containers) ? given.containers : []
  const spec = {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    ...given,
    containers: containers.map((container) => (isJsonObject(container) ? { ...container, resources: {} } : container)),
  }
  const metadata = { creationTimestamp: null, ...pod.metadata }
  const manifest: Manifest = { ...pod, metadata, spec, status: {} }
  const read = readOutputFormat(format)
  if (!read.ok) return fatal(read.error, context)
  if (read.value.kind === 'table' || read.value.kind === 'not-modelled') return noOutput(context)
  const printed = printAs(read.value, [{ kind: POD, manifest }], true)
  if (!printed.ok) return fatal(printed.error, context)
  context.output.out(printed.value)
  return { exitCode: 0 }
}

function noOutput({ output }: CommandContext): CommandEnd {
  output.note({
    code: 'option-not-modelled',
    params: { command: 'kubectl run', option: '-o without --dry-run=client' },
  })
  return { exitCode: 1 }
}

const pairs = (values: readonly string[]): JsonObject =>
  Object.fromEntries(
    values
      .flatMap((value) => value.split(','))
      .map((pair) => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')]),
  )
