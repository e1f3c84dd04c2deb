/** k8s.io/kubectl/pkg/cmd/apply. */
import { isText } from '../../engine/manifest'
import { ok } from '../../engine/result'
import { serverFields } from '../cluster-api/served-metadata'
import type { Command, CommandContext, CommandEnd } from '../command'
import { Batch, namespaceFor, nowOf, placedIn } from './batch'
import { readDryRun } from './dry-run'
import { parseFlags } from './flags'
import { FROM_FILE, NO_FILE } from './from-file'
import { resourceName, typeName } from './kind'
import { findKube, type KubeObject } from './kube-store'
import { objectsInFiles } from './load-manifests'
import { fatal, flagProblem } from './say'
import { applyDifference, createKube, patchKube } from './write-object'

export const applyVerb: Command = (words, context) => {
  const parsed = parseFlags(words, FROM_FILE)
  if (!parsed.ok) return flagProblem('apply', parsed.error, context)
  const flags = parsed.value
  const dryRun = readDryRun(flags)
  if (!dryRun.ok) return fatal(dryRun.error, context)
  if (flags.operands.length > 0) return unexpected('apply', flags.operands, context)
  if (!flags.has('filename')) return fatal(NO_FILE, context)
  const loaded = objectsInFiles(flags.values('filename'), flags.has('recursive'), 'apply', context)
  if (!loaded.ok) return loaded.error
  const batch = new Batch(context, dryRun.value)
  for (const { kind, manifest } of loaded.value) {
    const namespace = namespaceFor(kind, manifest, flags)
    const own = flags.value('namespace')
    if (own !== undefined && namespace !== undefined && namespace !== own) {
      batch.exitCode = otherNamespace(namespace, own, context)
      continue
    }
    const name = `${typeName(kind)}/${manifest.metadata.name}`
    const found = findKube(batch.document, kind, manifest.metadata.name, namespace ?? '')
    if (!found) {
      batch.take(
        createKube(batch.document, kind, placedIn(manifest, namespace), nowOf(context)),
        () => `${name} created`,
      )
      continue
    }
    const version = manifest.metadata.resourceVersion
    if (isText(version) && found.held && version !== serverFields(found.held).resourceVersion) {
      batch.refuse('Conflict', conflict(found))
      continue
    }
    const change = applyDifference(manifest, found.manifest)
    batch.take(change ? patchKube(batch.document, found, change) : ok(batch.document), (isChanged) =>
      isChanged || dryRun.value === 'client' ? `${name} configured` : `${name} unchanged`,
    )
  }
  return batch.end()
}

const conflict = ({ kind, manifest }: KubeObject): string =>
  `Operation cannot be fulfilled on ${resourceName(kind)} "${manifest.metadata.name}": the object has been modified; please apply your changes to the latest version and try again`

function otherNamespace(namespace: string, own: string, context: CommandContext): number {
  const text = `the namespace from the provided object "${namespace}" does not match the namespace "${own}". You must pass '--namespace=${namespace}' to perform this operation.`
  return fatal(text, context).exitCode
}

function unexpected(verb: string, operands: readonly string[], context: CommandContext): CommandEnd {
  return fatal(`Unexpected args: [${operands.join(' ')}]\nSee 'kubectl ${verb} -h' for help and examples`, context)
}
