import type { Provenance } from '../../linux/route'
import { formatIpv4, type Ipv4 } from '../../net/ipv4'
import { formatPrefix, type Prefix } from '../../net/prefix'
import type { ResourceRef } from '../../resource-ref'
import type { NodeRoute } from './cluster-routes'
import { modeOf, ownNetwork } from './encap'
import type { CalicoNode } from './node'

/**
 * Why a route to another node's addresses is as it is: the facts that the decision was made from, spelled when somebody
 * asks. A cluster has thousands of such routes, and a reader looks at a few. Nodes of one
 * network share it: any of them may be the local one.
 */
export class RemoteProvenance implements Provenance {
  constructor(
    readonly programmer: 'felix' | 'bird',
    readonly because: string,
    private readonly local: CalicoNode,
    private readonly route: NodeRoute,
    /** The BGP next hop, and what BIRD resolved it to. */
    private readonly bgp?: { readonly nextHop: Ipv4; readonly gateway?: Ipv4 },
  ) {}

  get details(): Provenance['details'] {
    const { cidr, node, pool } = this.route
    return {
      block: formatPrefix(cidr),
      node: node.name,
      nodeAddress: formatIpv4(node.bgpAddress.address),
      ownNetwork: formatPrefix(ownNetwork(this.local)),
      pool: pool.name,
      mode: modeOf(pool),
      ...(this.bgp && { nextHop: formatIpv4(this.bgp.nextHop) }),
      ...(this.bgp?.gateway !== undefined && { gateway: formatIpv4(this.bgp.gateway) }),
    }
  }

  get from(): readonly ResourceRef[] {
    const { cidr, node, pool, kind } = this.route
    const owners: readonly ResourceRef[] = [
      { kind: 'IPPool', name: pool.name },
      { kind: 'Node', name: node.name },
    ]
    return kind === 'block' ? [...owners, { kind: 'BlockAffinity', name: affinityName(node, cidr) }] : owners
  }
}

/** `<node>-<block>`, as Calico names it (libcalico-go/lib/names/cidr.go). */
const affinityName = (node: CalicoNode, cidr: Prefix): string =>
  `${node.name}-${formatPrefix(cidr).replaceAll(/[./]/g, '-')}`
