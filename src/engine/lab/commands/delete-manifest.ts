import { ok } from '../../result'
import type { LabDocument, Manifest } from '../document'
import { editManifests } from '../edit-document'
import { isPodManifest } from '../pod-manifests'
import { clusterOf } from '../read-cluster'
import { removeNode } from './nodes'
import { type Outcome, refuse } from './outcome'
import { removePod } from './pods'
import { settleTunnels } from './tunnels'

export interface Deletion {
  /** Its kind, as the manifest has it. */
  readonly resource: string
  readonly name: string
  readonly namespace?: string
}

/**
 * The document without one object, and with what the cluster does when it goes. Blocks of a pool that is deleted this
 * way keep their owners; `removePool` is how Calico's own client goes about it.
 */
export function deleteManifest(document: LabDocument, deletion: Deletion): Outcome {
  const { resource, name, namespace = 'default' } = deletion
  const held = document.manifests.filter((manifest) => isMeant(manifest, { resource, name, namespace }))
  if (held.length === 0) return refuse('no-such-resource', { resource, name })
  if (resource === 'Node') return removeNode(document, name)
  const cluster = clusterOf(document)
  const isEndpoint = cluster.pods.some((pod) => pod.name === name && pod.namespace === namespace)
  if (resource === 'Pod' && isEndpoint) return removePod(document, { pod: name, namespace })
  const without = editManifests(document, (manifest) => (held.includes(manifest) ? undefined : manifest))
  return resource === 'IPPool' ? settleTunnels(without) : ok(without)
}

function isMeant(manifest: Manifest, { resource, name, namespace }: Required<Deletion>): boolean {
  if (resource === 'Pod') return isPodManifest(manifest, { namespace, name })
  return manifest.kind === resource && manifest.metadata.name === name
}
