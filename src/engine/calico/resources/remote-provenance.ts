import type { Provenance } from '../../linux/route'
import { formatIpv4 } from '../../net/ipv4'
import { formatPrefix, type Prefix } from '../../net/prefix'
import type { ResourceRef } from '../../resource-ref'
import type { NodeRoute } from './cluster-routes'
import { modeOf, ownNetwork } from './encap'
import type { CalicoNode } from './node'

/** Why a route to another node's addresses is as it is: the facts that the decision was made from. */
export function remoteProvenance(
  programmer: 'felix' | 'bird',
  because: string,
  local: CalicoNode,
  { cidr, node, pool, kind }: NodeRoute,
  more: Provenance['details'] = {},
): Provenance {
  const from: ResourceRef[] = [
    { kind: 'IPPool', name: pool.name },
    { kind: 'Node', name: node.name },
    ...(kind === 'block' ? [{ kind: 'BlockAffinity', name: affinityName(node, cidr) }] : []),
  ]
  const details = {
    block: formatPrefix(cidr),
    node: node.name,
    nodeAddress: formatIpv4(node.bgpAddress.address),
    local: local.name,
    ownNetwork: formatPrefix(ownNetwork(local)),
    pool: pool.name,
    mode: modeOf(pool),
    ...more,
  }
  return { programmer, because, details, from }
}

/** `<node>-<block>`, as Calico names it (libcalico-go/lib/names/cidr.go). */
const affinityName = (node: CalicoNode, cidr: Prefix): string =>
  `${node.name}-${formatPrefix(cidr).replaceAll(/[./]/g, '-')}`
