/** k8s.io/kubectl/pkg/cmd/create. */
import type { Command } from '../command'
import { Batch, namespaceFor, nowOf, placedIn } from './batch'
import { readDryRun } from './dry-run'
import { parseFlags } from './flags'
import { FROM_FILE, NO_FILE } from './from-file'
import { resourceName, typeName } from './kind'
import { findKube } from './kube-store'
import { objectsInFiles } from './load-manifests'
import { fatal, flagProblem } from './say'
import { createKube } from './write-object'

export const createVerb: Command = (words, context) => {
  const parsed = parseFlags(words, FROM_FILE)
  if (!parsed.ok) return flagProblem('create', parsed.error, context)
  const flags = parsed.value
  const dryRun = readDryRun(flags)
  if (!dryRun.ok) return fatal(dryRun.error, context)
  const [what] = flags.operands
  if (what !== undefined) {
    context.output.note({ code: 'command-not-modelled', params: { command: `kubectl create ${what}` } })
    return { exitCode: 1 }
  }
  if (!flags.has('filename')) return fatal(NO_FILE, context)
  const loaded = objectsInFiles(flags.values('filename'), flags.has('recursive'), 'create', context)
  if (!loaded.ok) return loaded.error
  const batch = new Batch(context, dryRun.value)
  for (const { kind, manifest, file } of loaded.value) {
    const namespace = namespaceFor(kind, manifest, flags)
    const { name } = manifest.metadata
    if (findKube(batch.document, kind, name, namespace ?? '')) {
      batch.refuse('AlreadyExists', `error when creating "${file}": ${resourceName(kind)} "${name}" already exists`)
      continue
    }
    const written = createKube(batch.document, kind, placedIn(manifest, namespace), nowOf(context))
    batch.take(written, () => `${typeName(kind)}/${name} created`)
  }
  return batch.end()
}
