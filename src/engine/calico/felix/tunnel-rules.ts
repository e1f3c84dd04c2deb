import type { InputFilter } from '../../linux/input-filter'
import type { MasqueradeRule } from '../../linux/namespace'
import type { Provenance } from '../../linux/route'
import { formatIpv4, type Ipv4 } from '../../net/ipv4'
import { DEFAULT_PREFIX } from '../../net/prefix'
import type { Datastore } from '../resources/datastore'
import type { CalicoNode } from '../resources/node'

/** Which tunnels a cluster uses at all (`encapsInUse`). */
interface Tunnels {
  readonly ipip: boolean
  readonly vxlan: boolean
}

const IPIP = 4
const UDP = 17

/**
 * `cali-INPUT`: what comes through a tunnel must come from a node's address as Calico knows it, or from
 * `externalNodesList`; of VXLAN, from a node that has a VTEP. The same on every node: a set leaves out the node's own
 * VTEP, but nothing comes from there.
 * Source: `filterInputChain` in felix/rules/static.go, felix/dataplane/linux/{ipip,vxlan}_mgr.go. [FELIX-10]
 */
export function tunnelFilters(
  { nodes, felixConfiguration }: Pick<Datastore, 'nodes' | 'felixConfiguration'>,
  { ipip, vxlan }: Tunnels,
): readonly InputFilter[] {
  const { externalNodes: networks, vxlanPort: destinationPort } = felixConfiguration
  const addressesOf = (some: readonly CalicoNode[]): ReadonlySet<Ipv4> =>
    new Set(some.map(({ bgpAddress }) => bgpAddress.address))
  const withVtep = nodes.filter(({ vxlanTunnelAddress }) => vxlanTunnelAddress !== undefined)
  return [
    ...(ipip
      ? [{ protocol: IPIP, addresses: addressesOf(nodes), networks, provenance: filterProvenance('ipip') }]
      : []),
    ...(vxlan
      ? [
          {
            protocol: UDP,
            destinationPort,
            addresses: addressesOf(withVtep),
            networks,
            provenance: filterProvenance('vxlan'),
          },
        ]
      : []),
  ]
}

const filterProvenance = (encap: keyof Tunnels): Provenance => ({
  programmer: 'felix',
  because: 'felix-tunnel-filter',
  details: { encap: encap === 'ipip' ? 'IPIP' : 'VXLAN' },
  from: [],
})

/**
 * `cali-POSTROUTING`: what a node sends into a tunnel from another of its own addresses gets the tunnel's, so that the
 * answer comes back by the tunnel. Pods' addresses are none of the node's own, and pass. Where the node has no tunnel
 * address there is no such rule.
 * Source: `StaticNATPostroutingChains` in felix/rules/static.go. [FELIX-11]
 */
export function tunnelMasquerade(
  { ipipTunnelAddress, vxlanTunnelAddress, name }: CalicoNode,
  { ipip, vxlan }: Tunnels,
): readonly MasqueradeRule[] {
  const rule = (outOf: string, address: Ipv4): MasqueradeRule => ({
    sources: [DEFAULT_PREFIX],
    exceptDestinations: [],
    outOf,
    provenance: {
      programmer: 'felix',
      because: 'felix-tunnel-source',
      details: { link: outOf, address: formatIpv4(address) },
      from: [{ kind: 'Node', name }],
    },
  })
  return [
    ...(ipip && ipipTunnelAddress !== undefined ? [rule('tunl0', ipipTunnelAddress)] : []),
    ...(vxlan && vxlanTunnelAddress !== undefined ? [rule('vxlan.calico', vxlanTunnelAddress)] : []),
  ]
}
