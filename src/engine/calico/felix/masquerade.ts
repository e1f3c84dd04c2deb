import type { MasqueradeRule } from '../../linux/namespace'
import { hostPrefix, type Prefix } from '../../net/prefix'
import type { Datastore } from '../resources/datastore'

/**
 * `cali-nat-outgoing`: from a pool with natOutgoing to an address of no pool, disabled ones counted.
 * Source: felix/dataplane/linux/masq_mgr.go, felix/rules/nat.go. [NAT-4]
 */
export function natOutgoing({ pools, nodes, felixConfiguration }: Datastore): readonly MasqueradeRule[] {
  const natted = pools.filter((pool) => pool.natOutgoing)
  if (natted.length === 0) return []
  const hosts: readonly Prefix[] =
    felixConfiguration.natOutgoingExclusions === 'IPPoolsAndHostIPs'
      ? nodes.map(({ bgpAddress }) => hostPrefix(bgpAddress.address))
      : []
  return [
    {
      sources: natted.map(({ cidr }) => cidr),
      exceptDestinations: [...pools.map(({ cidr }) => cidr), ...hosts],
      provenance: {
        programmer: 'felix',
        because: 'felix-nat-outgoing',
        details: { pools: natted.map(({ name }) => name).join(', ') },
        from: natted.map(({ name }) => ({ kind: 'IPPool', name })),
      },
    },
  ]
}
