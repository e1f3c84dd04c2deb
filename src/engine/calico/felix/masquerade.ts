import type { MasqueradeRule } from '../../linux/namespace'
import { formatIpv4 } from '../../net/ipv4'
import { hostPrefix } from '../../net/prefix'
import { oncePerSetting } from '../../once-per'
import type { Datastore } from '../resources/datastore'
import type { FelixConfiguration } from '../resources/felix-configuration'
import type { IPPool } from '../resources/ip-pool'
import type { CalicoNode } from '../resources/node'

/**
 * `cali-nat-outgoing`: from a pool with natOutgoing to an address of no pool, disabled ones counted; masqueraded, or
 * given `natOutgoingAddress`.
 * Source: felix/dataplane/linux/masq_mgr.go, felix/rules/nat.go. [NAT-4]
 */
export function natOutgoing({ pools, nodes, felixConfiguration }: Datastore): readonly MasqueradeRule[] {
  const looksAtNodes = felixConfiguration.natOutgoingExclusions === 'IPPoolsAndHostIPs'
  return rulesOf(pools, felixConfiguration, looksAtNodes ? nodes : NOBODY)
}

const NOBODY: readonly CalicoNode[] = []

const rulesOf = oncePerSetting(
  (
    pools: readonly IPPool[],
    felixConfiguration: FelixConfiguration,
    excepted: readonly CalicoNode[],
  ): readonly MasqueradeRule[] => {
    const natted = pools.filter((pool) => pool.natOutgoing)
    if (natted.length === 0) return []
    const address = felixConfiguration.natOutgoingAddress
    const hosts = excepted.map(({ bgpAddress }) => hostPrefix(bgpAddress.address))
    return [
      {
        sources: natted.map(({ cidr }) => cidr),
        exceptDestinations: [...pools.map(({ cidr }) => cidr), ...hosts],
        ...(address !== undefined && { to: address }),
        provenance: {
          programmer: 'felix',
          because: address === undefined ? 'felix-nat-outgoing' : 'felix-nat-outgoing-address',
          details: {
            pools: natted.map(({ name }) => name).join(', '),
            ...(address !== undefined && { address: formatIpv4(address) }),
          },
          from: natted.map(({ name }) => ({ kind: 'IPPool', name })),
        },
      },
    ]
  },
)
