/** k8s.io/kubectl/pkg/cmd/delete. */
import type { Command, CommandContext, CommandEnd } from '../command'
import { Batch, namespaceFor } from './batch'
import { DRY_RUN, readDryRun } from './dry-run'
import { type Flag, type ParsedFlags, parseFlags } from './flags'
import { typeName } from './kind'
import { findKube } from './kube-store'
import { type LoadedManifest, objectsInFiles } from './load-manifests'
import { fatal, flagProblem } from './say'
import { foundOrMissing, type Wanted, wantedOnes } from './wanted-objects'
import { deleteKube } from './write-object'

export const DELETE_FLAGS: readonly Flag[] = [
  { name: 'filename', short: 'f', takesValue: true },
  { name: 'recursive', short: 'R' },
  { name: 'all' },
  { name: 'all-namespaces', short: 'A' },
  { name: 'selector', short: 'l', takesValue: true },
  { name: 'ignore-not-found' },
  { name: 'force' },
  { name: 'now' },
  { name: 'wait' },
  { name: 'grace-period', takesValue: true },
  { name: 'timeout', takesValue: true },
  { name: 'cascade', isUnmodelled: true },
  DRY_RUN,
  { name: 'field-selector', isUnmodelled: true },
  { name: 'interactive', short: 'i', isUnmodelled: true },
  { name: 'output', short: 'o', isUnmodelled: true },
  { name: 'kustomize', short: 'k', isUnmodelled: true },
]

const FORCED =
  'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n'

export const deleteVerb: Command = (words, context) => {
  const parsed = parseFlags(words, DELETE_FLAGS)
  if (!parsed.ok) return flagProblem('delete', parsed.error, context)
  const flags = parsed.value
  const dryRun = readDryRun(flags)
  if (!dryRun.ok) return fatal(dryRun.error, context)
  const wanted = deletions(flags, context)
  if ('exitCode' in wanted) return wanted
  const isForced = flags.has('force')
  if (isForced && wanted.objects.length > 0) context.output.err(FORCED)
  const batch = new Batch(context, dryRun.value)
  for (const object of wanted.objects) {
    const said = `${typeName(object.kind)} "${object.manifest.metadata.name}" ${isForced ? 'force deleted' : 'deleted'}`
    batch.take(deleteKube(batch.document, object), () => said)
  }
  if (!flags.has('ignore-not-found')) for (const text of wanted.missing) batch.refuse('NotFound', text)
  if (wanted.objects.length === 0 && wanted.missing.length === 0) context.output.out('No resources found\n')
  return batch.end()
}

function deletions(flags: ParsedFlags, context: CommandContext): Wanted | CommandEnd {
  if (flags.has('filename')) {
    const loaded = objectsInFiles(flags.values('filename'), flags.has('recursive'), 'delete', context)
    if (!loaded.ok) return loaded.error
    return namedOnes(loaded.value, flags, context)
  }
  if (flags.operands.length === 0) {
    return fatal('You must provide one or more resources by argument or filename.', context)
  }
  return wantedOnes('delete', flags, flags.operands, context)
}

function namedOnes(loaded: readonly LoadedManifest[], flags: ParsedFlags, { session }: CommandContext): Wanted {
  const found = loaded.map(({ kind, manifest }) => {
    const { name } = manifest.metadata
    return { kind, name, object: findKube(session.document, kind, name, namespaceFor(kind, manifest, flags) ?? '') }
  })
  return foundOrMissing(found)
}
