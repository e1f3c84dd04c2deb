import { type Manifest, valueAt } from '../manifest'

/** Whether `manifest` is this pod, as a Pod or as the WorkloadEndpoint that Calico makes of it. */
export function isPodManifest(manifest: Manifest, pod: { readonly namespace: string; readonly name: string }): boolean {
  const { name, namespace = 'default' } = manifest.metadata
  if (namespace !== pod.namespace) return false
  if (manifest.kind === 'Pod') return name === pod.name
  return manifest.kind === 'WorkloadEndpoint' && valueAt(manifest, ['spec', 'pod']) === pod.name
}

/** The node that a Pod or WorkloadEndpoint is on, be it an endpoint of the lab or a pod that has finished. */
export function nodeOfPodManifest(manifest: Manifest): string | undefined {
  const path = manifest.kind === 'Pod' ? 'nodeName' : manifest.kind === 'WorkloadEndpoint' ? 'node' : undefined
  const node = path && valueAt(manifest, ['spec', path])
  return typeof node === 'string' ? node : undefined
}
