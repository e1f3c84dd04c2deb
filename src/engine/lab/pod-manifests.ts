import { type Manifest, valueAt } from '../manifest'

/** `namespace/name` of the pod that `manifest` is, as a Pod or as the WorkloadEndpoint that Calico makes of it. */
export function podNameIn(manifest: Manifest): string | undefined {
  const { kind, metadata } = manifest
  if (kind !== 'Pod' && kind !== 'WorkloadEndpoint') return undefined
  const name = kind === 'Pod' ? metadata.name : valueAt(manifest, ['spec', 'pod'])
  return `${metadata.namespace ?? 'default'}/${name}`
}

export const isPodManifest = (
  manifest: Manifest,
  pod: { readonly namespace: string; readonly name: string },
): boolean => podNameIn(manifest) === `${pod.namespace}/${pod.name}`

/** The node that a Pod or WorkloadEndpoint is on, be it an endpoint of the lab or a pod that has finished. */
export function nodeOfPodManifest(manifest: Manifest): string | undefined {
  const path = manifest.kind === 'Pod' ? 'nodeName' : manifest.kind === 'WorkloadEndpoint' ? 'node' : undefined
  const node = path && valueAt(manifest, ['spec', path])
  return typeof node === 'string' ? node : undefined
}
