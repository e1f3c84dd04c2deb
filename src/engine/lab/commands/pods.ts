import { releaseAddress } from '../../calico/ipam/ipam'
import { type Pod, podManifest, withPodPlacement } from '../../calico/resources/pod'
import { ok } from '../../result'
import type { LabDocument, Manifest } from '../document'
import { editManifests, withManifest } from '../edit-document'
import { ipamOfCluster, withIpam } from '../ipam-in-document'
import { isPodManifest } from '../pod-manifests'
import { withPositions } from '../positions'
import { clusterOf } from '../read-cluster'
import { assignPodAddress } from './assign-pod-address'
import { findNode, findPod } from './find'
import { newName } from './new-name'
import type { Outcome } from './outcome'

export function addPod(
  document: LabDocument,
  command: { readonly node: string; readonly name?: string; readonly namespace?: string },
): Outcome {
  const cluster = clusterOf(document)
  const node = findNode(cluster, command.node)
  if (!node.ok) return node
  const { namespace = 'default' } = command
  const names = podNames(document.manifests, namespace)
  const name = newName(command.name, names, () => nextPodName(names))
  if (!name.ok) return name
  const before = ipamOfCluster(cluster)
  const assigned = assignPodAddress(before, node.value, { namespace, name: name.value })
  if (!assigned.ok) return assigned
  const pod = { namespace, name: name.value, node: command.node, address: assigned.value.address }
  return ok(withIpam(withManifest(document, podManifest(pod)), before, assigned.value.ipam))
}

/** Its old address is given back before the new one is taken, as when a pod is deleted and made again. */
export function movePod(
  document: LabDocument,
  command: { readonly pod: string; readonly namespace: string; readonly node: string },
): Outcome {
  const cluster = clusterOf(document)
  const pod = findPod(cluster, command.namespace, command.pod)
  if (!pod.ok) return pod
  const node = findNode(cluster, command.node)
  if (!node.ok) return node
  if (pod.value.node === command.node) return ok(document)
  const before = ipamOfCluster(cluster)
  const assigned = assignPodAddress(releaseAddress(before, pod.value.address), node.value, pod.value)
  if (!assigned.ok) return assigned
  const { address, ipam } = assigned.value
  const moved = editManifests(document, (manifest) =>
    isPodManifest(manifest, pod.value) ? withPodPlacement(manifest, command.node, address) : manifest,
  )
  return ok(withPositions(withIpam(moved, before, ipam), [[elementOf(pod.value), undefined]]))
}

export function removePod(
  document: LabDocument,
  command: { readonly pod: string; readonly namespace: string },
): Outcome {
  const cluster = clusterOf(document)
  const pod = findPod(cluster, command.namespace, command.pod)
  if (!pod.ok) return pod
  const before = ipamOfCluster(cluster)
  const without = editManifests(document, (manifest) => (isPodManifest(manifest, pod.value) ? undefined : manifest))
  const released = withIpam(without, before, releaseAddress(before, pod.value.address))
  return ok(withPositions(released, [[elementOf(pod.value), undefined]]))
}

export const elementOf = ({ namespace, name }: Pick<Pod, 'namespace' | 'name'>): string => `pod:${namespace}/${name}`

function podNames(manifests: readonly Manifest[], namespace: string): string[] {
  return manifests.flatMap((manifest) => {
    const { name, namespace: own = 'default' } = manifest.metadata
    return manifest.kind === 'Pod' && own === namespace ? [name] : []
  })
}

function nextPodName(taken: readonly string[]): string {
  const numbers = taken.flatMap((name) => /^pod(\d{1,9})$/.exec(name)?.[1] ?? []).map(Number)
  return `pod${Math.max(0, ...numbers) + 1}`
}
