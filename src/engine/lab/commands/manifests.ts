import { fail, ok } from '../../result'
import { completeLab } from '../complete'
import type { JsonObject, LabDocument, Manifest } from '../document'
import { editManifests, withManifest } from '../edit-document'
import { mergePatch } from '../merge-patch'
import { nodeOfPodManifest } from '../pod-manifests'
import { poolChangeIssue, poolChanges } from '../pool-changes'
import { readCluster } from '../read-cluster'
import { resourceKey } from '../read-resources'
import { type Outcome, refuse } from './outcome'
import { settleTunnels } from './tunnels'

/** As `kubectl apply` and `calicoctl apply` do: what the file says of a resource, and the status that it has. */
export function applyManifest(document: LabDocument, manifest: Manifest): Outcome {
  const held = heldFor(document, manifest)
  const next = held ? withStatusOf(manifest, held) : manifest
  if (held && JSON.stringify(held) === JSON.stringify(next)) return ok(document)
  const written =
    held && held.metadata.name !== next.metadata.name
      ? editManifests(document, (other) => (other === held ? next : other))
      : withManifest(document, next)
  return settle(document, written, next)
}

/** There is one Underlay; another takes its place, whatever it is called. */
const heldFor = (document: LabDocument, manifest: Manifest): Manifest | undefined =>
  document.manifests.find((other) =>
    manifest.kind === 'Underlay' ? other.kind === 'Underlay' : resourceKey(other) === resourceKey(manifest),
  )

/** A pod that is to run elsewhere is made anew, without the status of the old one. */
function withStatusOf(manifest: Manifest, held: Manifest): Manifest {
  const { status } = held
  if (status === undefined || 'status' in manifest) return manifest
  return nodeOfPodManifest(manifest) === nodeOfPodManifest(held) ? { ...manifest, status } : manifest
}

export function patchManifest(document: LabDocument, resource: string, name: string, patch: JsonObject): Outcome {
  const held = document.manifests.find(
    (manifest) => isMeant(manifest.kind, resource) && manifest.metadata.name === name,
  )
  if (!held) return refuse('no-such-resource', { resource, name })
  const next = mergePatch(held, patch) as Manifest
  if (resourceKey(next) !== resourceKey(held)) return refuse('patch-renames', { resource, name })
  if (JSON.stringify(next) === JSON.stringify(held)) return ok(document)
  return settle(
    document,
    editManifests(document, (manifest) => (manifest === held ? next : manifest)),
    next,
  )
}

/** `IPPool`, `ippool`, `ippools` and `ippools.crd.projectcalico.org` are one. */
function isMeant(kind: string, resource: string): boolean {
  const [wanted = ''] = resource.toLowerCase().split('.')
  const singular = kind.toLowerCase()
  return [singular, `${singular}s`, singular.replace(/y$/, 'ies')].includes(wanted)
}

/** What follows from a resource written by hand: addresses for pods that have none, tunnel addresses as pools ask. */
function settle(before: LabDocument, written: LabDocument, manifest: Manifest): Outcome {
  const completed = completeLab(written)
  if (!completed.ok) return completed
  const { document } = completed.value
  const read = readCluster(document)
  if (!read.ok) return fail(read.error)
  if (manifest.kind !== 'IPPool') return ok(document)
  const changes = poolChanges(before, document)
  return changes.length > 0 ? fail(changes.map(poolChangeIssue)) : settleTunnels(document)
}
