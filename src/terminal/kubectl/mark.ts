/** k8s.io/kubectl/pkg/cmd/{label,annotate}. */
import { isJsonObject, type Json } from '../../engine/manifest'
import type { Command, CommandContext } from '../command'
import { Batch } from './batch'
import { DRY_RUN, readDryRun } from './dry-run'
import { type Flag, parseFlags } from './flags'
import { typeName } from './kind'
import type { KubeObject } from './kube-store'
import { fatal, flagProblem } from './say'
import { wantedOnes } from './wanted-objects'
import { patchKube } from './write-object'

export const MARK_FLAGS: readonly Flag[] = [
  { name: 'overwrite' },
  { name: 'all' },
  { name: 'all-namespaces', short: 'A' },
  { name: 'selector', short: 'l', takesValue: true },
  { name: 'list', isUnmodelled: true },
  DRY_RUN,
  { name: 'filename', short: 'f', isUnmodelled: true },
  { name: 'resource-version', isUnmodelled: true },
]

/** `kubectl label` and `kubectl annotate`: `KEY=VALUE` sets, `KEY-` takes away. */
export const markVerb =
  (field: 'labels' | 'annotations'): Command =>
  (words, context) => {
    const verb = field === 'labels' ? 'label' : 'annotate'
    const noun = field === 'labels' ? 'label' : 'annotation'
    const parsed = parseFlags(words, MARK_FLAGS)
    if (!parsed.ok) return flagProblem(verb, parsed.error, context)
    const flags = parsed.value
    const dryRun = readDryRun(flags)
    if (!dryRun.ok) return fatal(dryRun.error, context)
    const isMark = (word: string): boolean => word.includes('=') || (/.-$/.test(word) && !/^[a-z]+\//.test(word))
    const first = flags.operands.findIndex((word, index) => index > 0 && isMark(word))
    const marks = first < 0 ? [] : flags.operands.slice(first)
    const resources = first < 0 ? flags.operands : flags.operands.slice(0, first)
    if (resources.length === 0) {
      return fatal(`one or more resources must be specified as <resource> <name> or <resource>/<name>`, context)
    }
    if (marks.length === 0) return fatal(`at least one ${noun} update is required`, context)
    const wanted = wantedOnes(verb, flags, resources, context)
    if ('exitCode' in wanted) return wanted
    const batch = new Batch(context, dryRun.value)
    for (const object of wanted.objects) mark(object, field, marks, flags.has('overwrite'), batch, context)
    for (const text of wanted.missing) batch.refuse('NotFound', text)
    return batch.end()
  }

function mark(
  object: KubeObject,
  field: 'labels' | 'annotations',
  marks: readonly string[],
  overwrites: boolean,
  batch: Batch,
  context: CommandContext,
): void {
  const own = object.manifest.metadata[field]
  const held = isJsonObject(own) ? own : {}
  const change: { [key: string]: Json } = {}
  for (const word of marks) {
    const [key = '', ...rest] = word.split('=')
    const value = rest.join('=')
    if (!word.includes('=')) {
      const name = word.slice(0, -1)
      if (Object.hasOwn(held, name)) change[name] = null
      else if (field === 'labels') context.output.out(`label "${name}" not found.\n`)
    } else if (Object.hasOwn(held, key) && held[key] !== value && !overwrites) {
      const text =
        field === 'labels'
          ? `'${key}' already has a value (${held[key]}), and --overwrite is false`
          : `--overwrite is false but found the following declared annotation(s): '${key}' already has a value (${held[key]})`
      batch.exitCode = fatal(text, context).exitCode
      return
    } else change[key] = value
  }
  const removes = marks.every((word) => !word.includes('='))
  const name = `${typeName(object.kind)}/${object.manifest.metadata.name}`
  const written = patchKube(batch.document, object, { metadata: { [field]: change } })
  batch.take(written, (isChanged) => {
    if (field === 'annotations') return `${name} annotated`
    if (!isChanged) return `${name} not labeled`
    return `${name} ${removes ? 'unlabeled' : 'labeled'}`
  })
}
