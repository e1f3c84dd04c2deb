import type { AllocationAttribute } from '../resources/ipam-block'

export type Tunnel = 'ipip' | 'vxlan'

/** What IPAM notes of a pod's address. The lab has no container ids: the handle names the pod instead. */
export const podAttribute = (pod: { node: string; namespace: string; name: string }): AllocationAttribute => ({
  handleId: `k8s-pod-network.${pod.namespace}.${pod.name}`,
  node: pod.node,
  namespace: pod.namespace,
  pod: pod.name,
})

/** What IPAM notes of a node's tunnel address (node `pkg/allocateip/allocateip.go`). */
export const tunnelAttribute = (node: string, tunnel: Tunnel): AllocationAttribute & { readonly handleId: string } => ({
  handleId: `${tunnel}-tunnel-addr-${node}`,
  node,
  type: `${tunnel}TunnelAddress`,
})

export const attributesEqual = (a: AllocationAttribute, b: AllocationAttribute): boolean =>
  a.handleId === b.handleId && a.node === b.node && a.namespace === b.namespace && a.pod === b.pod && a.type === b.type
