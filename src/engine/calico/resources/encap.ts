import { assertNever, invariant } from '../../invariant'
import type { Ipv4 } from '../../net/ipv4'
import { type Prefix, prefixContains, prefixOf } from '../../net/prefix'
import type { FelixConfiguration } from './felix-configuration'
import type { EncapMode, IPPool } from './ip-pool'
import type { CalicoNode } from './node'

export type Encap = 'none' | 'ipip' | 'vxlan'

/** Bytes added to one IPv4 packet, on an IPv4 underlay. */
export const ENCAP_OVERHEAD_BYTES: Readonly<Record<Encap, number>> = {
  none: 0,
  ipip: 20, // outer IPv4 (RFC 2003)
  vxlan: 50, // outer IPv4 20 + UDP 8 + VXLAN 8 + inner Ethernet 14 (RFC 7348)
}

/**
 * A node's own network: its registered BGP address under that address's own mask. The mask of the interface does not
 * count. Source: `network_v4` in confd/pkg/backends/calico/client.go. [ENCAP-1]
 */
export const ownNetwork = ({ bgpAddress }: CalicoNode): Prefix => prefixOf(bgpAddress.address, bgpAddress.length)

/** The tunnel a pool's packets may take, whichever way the packet at hand goes. */
export function tunnelOf(pool: IPPool): Encap {
  invariant(pool.ipipMode === 'Never' || pool.vxlanMode === 'Never', `pool ${pool.name} has two encapsulations`)
  if (pool.vxlanMode !== 'Never') return 'vxlan'
  return pool.ipipMode === 'Never' ? 'none' : 'ipip'
}

export const modeOf = (pool: IPPool): EncapMode => (pool.vxlanMode === 'Never' ? pool.ipipMode : pool.vxlanMode)

/**
 * The encapsulation `local` uses toward `address`: another node's, or, to BIRD, a route's BGP next hop. CrossSubnet asks
 * whether the local node's own network contains it. The test is one-sided: with unequal masks the two directions can
 * differ. Source: Felix calc/l3_route_resolver.go, `nodeInOurSubnet`; confd's bird_ipam.cfg.template. [ENCAP-2]
 * @throws InvariantError if both modes are on; validation refuses such a pool.
 */
export function encapToward(pool: IPPool, local: CalicoNode, address: Ipv4): Encap {
  const mode = modeOf(pool)
  switch (mode) {
    case 'Never':
      return 'none'
    case 'Always':
      return tunnelOf(pool)
    case 'CrossSubnet':
      return prefixContains(ownNetwork(local), address) ? 'none' : tunnelOf(pool)
    default:
      return assertNever(mode)
  }
}

/**
 * Which tunnel devices the nodes have: a pool that may use one is enough, disabled or not, unless FelixConfiguration
 * says otherwise. Source: felix/calc/encapsulation_resolver.go. [ENCAP-3]
 */
export function encapsInUse({
  pools,
  felixConfiguration: { ipipEnabled, vxlanEnabled },
}: {
  readonly pools: readonly IPPool[]
  readonly felixConfiguration: FelixConfiguration
}): { readonly ipip: boolean; readonly vxlan: boolean } {
  return {
    ipip: ipipEnabled ?? pools.some(({ ipipMode }) => ipipMode !== 'Never'),
    vxlan: vxlanEnabled ?? pools.some(({ vxlanMode }) => vxlanMode !== 'Never'),
  }
}
