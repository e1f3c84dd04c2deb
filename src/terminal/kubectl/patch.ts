/** k8s.io/kubectl/pkg/cmd/patch. */
import type { Command } from '../command'
import { Batch } from './batch'
import { DRY_RUN, readDryRun } from './dry-run'
import { type Flag, parseFlags } from './flags'
import { typeName } from './kind'
import { parseObject } from './parse-object'
import { fatal, flagProblem } from './say'
import { wantedOnes } from './wanted-objects'
import { patchKube } from './write-object'

export const PATCH_FLAGS: readonly Flag[] = [
  { name: 'patch', short: 'p', takesValue: true },
  { name: 'type', takesValue: true },
  { name: 'patch-file', isUnmodelled: true },
  DRY_RUN,
  { name: 'filename', short: 'f', isUnmodelled: true },
  { name: 'output', short: 'o', isUnmodelled: true },
]

/** A merge patch; Calico's kinds take no strategic one, as CRDs do not. */
export const patchVerb: Command = (words, context) => {
  const parsed = parseFlags(words, PATCH_FLAGS)
  if (!parsed.ok) return flagProblem('patch', parsed.error, context)
  const flags = parsed.value
  const dryRun = readDryRun(flags)
  if (!dryRun.ok) return fatal(dryRun.error, context)
  const type = flags.value('type') ?? 'strategic'
  if (type === 'json') {
    context.output.note({ code: 'option-not-modelled', params: { command: 'kubectl patch', option: '--type=json' } })
    return { exitCode: 1 }
  }
  if (type !== 'strategic' && type !== 'merge') {
    return fatal(`--type must be one of [json merge strategic], not "${type}"`, context)
  }
  const text = flags.value('patch')
  if (text === undefined)
    return fatal('must specify --patch or --patch-file containing the contents of the patch', context)
  const patch = parseObject(text)
  if (!patch) return fatal(`unable to parse "${text}": yaml: did not find expected node content`, context)
  const wanted = wantedOnes('patch', flags, flags.operands, context)
  if ('exitCode' in wanted) return wanted
  const batch = new Batch(context, dryRun.value)
  for (const object of wanted.objects) {
    if (type === 'strategic' && object.kind.group !== '') {
      const media = 'application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml'
      batch.refuse(
        'UnsupportedMediaType',
        `the body of the request was in an unknown format - accepted media types include: ${media}`,
      )
      continue
    }
    const name = `${typeName(object.kind)}/${object.manifest.metadata.name}`
    batch.take(patchKube(batch.document, object, patch), (isChanged) =>
      isChanged ? `${name} patched` : `${name} patched (no change)`,
    )
  }
  for (const missing of wanted.missing) batch.refuse('NotFound', missing)
  return batch.end()
}
