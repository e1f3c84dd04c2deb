import type { Provenance } from '../../linux/route'
import { type Ipv4, parseIpv4 } from '../../net/ipv4'
import { type InterfaceAddress, prefixContains } from '../../net/prefix'
import { ownNetwork } from './encap'
import type { CalicoNode } from './node'

/** What CrossSubnet compares: the local node's own address and the other one, under the local node's mask. [ENCAP-2] */
export interface SubnetComparison {
  /** As Calico has it, with its mask; the mask of the interface does not count. */
  readonly own: InterfaceAddress
  /** The other node's address to Felix, the route's BGP next hop to BIRD. */
  readonly other: Ipv4
  readonly otherIs: 'node-address' | 'next-hop'
  readonly sameSubnet: boolean
}

/**
 * The comparison that a route to another node's block came from, if it came from one: only CrossSubnet compares. `local`
 * is the node whose table the route is in.
 */
export function subnetComparison(
  { programmer, details: { mode, nodeAddress, nextHop } }: Provenance,
  local: CalicoNode,
): SubnetComparison | undefined {
  const spelled = programmer === 'bird' ? nextHop : nodeAddress
  const other = mode === 'CrossSubnet' && typeof spelled === 'string' ? parseIpv4(spelled) : undefined
  if (other === undefined) return undefined
  return {
    own: local.bgpAddress,
    other,
    otherIs: programmer === 'bird' ? 'next-hop' : 'node-address',
    sameSubnet: prefixContains(ownNetwork(local), other),
  }
}
