import type { LinkName } from '../../linux/link'
import { type Prefix, prefixCovers, prefixEquals } from '../../net/prefix'
import { oncePerSetting } from '../../once-per'
import type { BGPConfiguration } from '../resources/bgp-configuration'
import type { ClusterInformation } from '../resources/cluster-information'
import type { Datastore } from '../resources/datastore'
import type { FelixConfiguration } from '../resources/felix-configuration'
import type { IPPool } from '../resources/ip-pool'
import { programs, routeKindOf } from '../resources/route-owner'
import { hasRoutePriority } from '../resources/route-priority'

/** What `calico_export_to_bgp_peers` looks at on one node, besides the route. */
export interface ExportPolicy {
  readonly pools: readonly IPPool[]
  /** The node's own confirmed blocks: `calico_aggr`. */
  readonly blocks: readonly Prefix[]
  /** Routes over these devices are Felix's, and every node has its own. */
  readonly tunnels: readonly LinkName[]
  /** Pools whose routes Felix programs, and no node passes on (v3.33). */
  readonly felixPools: readonly IPPool[]
  /** Kernel routes below this metric leave an own block; undefined up to v3.31. */
  readonly normalPriority?: number
}

export type EveryNodesPolicy = Omit<ExportPolicy, 'blocks'>

/** What is the same for all nodes of a cluster; the same object while nothing of it changes. */
export const everyNodesPolicy = (datastore: Datastore): EveryNodesPolicy => {
  const { pools, bgpConfiguration, felixConfiguration, information } = datastore
  return policyOf(pools, bgpConfiguration, felixConfiguration, information)
}

const policyOf = oncePerSetting(
  (
    pools: readonly IPPool[],
    bgpConfiguration: BGPConfiguration,
    felixConfiguration: FelixConfiguration,
    information: ClusterInformation,
  ): EveryNodesPolicy => {
    const settings = { bgpConfiguration, felixConfiguration, information }
    const isCurrent = information.era === 'current'
    const felixPools = pools.filter((pool) => {
      const kind = routeKindOf(pool)
      return kind === undefined || !programs('bird', kind, settings)
    })
    return {
      pools,
      tunnels: isCurrent && !programs('bird', 'ipip', settings) ? ['vxlan.calico', 'tunl0'] : ['vxlan.calico'],
      felixPools: isCurrent ? felixPools : [],
      ...(hasRoutePriority({ information }) && { normalPriority: bgpConfiguration.ipv4NormalRoutePriority }),
    }
  },
)

/** What the filter asks of a route. */
export interface Exported {
  readonly prefix: Prefix
  readonly dev?: LinkName
  /** Learned from the kernel, and leads to another machine. */
  readonly isForeign: boolean
  /** `krt_metric`, where it is known. */
  readonly metric?: number
}

/**
 * Calico's export filter, statement by statement: a pool with `disableBGPExport`; over iBGP what is Felix's; own blocks
 * but nothing inside them; what else lies in a pool. [BGP-3]
 * Source: confd bird_ipam.cfg.template `calico_export_to_bgp_peers`, bird_aggr.cfg.template `calico_aggr`;
 * confd/pkg/backends/calico/bgp_processor.go (v3.33) `rejectForFelixTunnelRoutes`, `rejectForFelixOwnedPools`.
 */
export function mayLeave(policy: ExportPolicy, route: Exported, isInternalPeer: boolean): boolean {
  const { prefix } = route
  const pool = policy.pools.find(({ cidr }) => prefixCovers(cidr, prefix))
  if (pool?.disableBGPExport === true) return false
  if (isInternalPeer && isFelixs(policy, route)) return false
  const block = policy.blocks.find((own) => prefixCovers(own, prefix))
  if (block) return prefixEquals(block, prefix) || isElevated(policy, route)
  return pool !== undefined
}

const isFelixs = ({ tunnels, felixPools }: ExportPolicy, { prefix, dev, isForeign }: Exported): boolean =>
  (dev !== undefined && tunnels.includes(dev)) ||
  (isForeign && felixPools.some(({ cidr }) => prefixCovers(cidr, prefix)))

const isElevated = ({ normalPriority }: ExportPolicy, { metric }: Exported): boolean =>
  normalPriority !== undefined && metric !== undefined && metric < normalPriority
