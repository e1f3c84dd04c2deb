import { groupBy } from '../../group-by'
import type { Ipv4 } from '../../net/ipv4'
import { hostPrefix, type Prefix, prefixContains } from '../../net/prefix'
import { oncePer, oncePerSetting } from '../../once-per'
import type { BlockAffinity } from './block-affinity'
import type { Datastore } from './datastore'
import { encapsInUse } from './encap'
import type { IPPool } from './ip-pool'
import type { CalicoNode } from './node'
import { type Pod, podsByNode } from './pod'

/** What a node stands for in the pod network: a block it owns, or an address it has out of another's block. */
export interface NodeRoute {
  readonly cidr: Prefix
  readonly node: CalicoNode
  readonly pool: IPPool
  readonly kind: 'block' | 'borrowed'
}

/** The pool an address or block is from: of pools that overlap the longest prefix (Felix `calc/l3_route_resolver.go`). */
export function poolHolding(pools: readonly IPPool[], address: Ipv4): IPPool | undefined {
  let best: IPPool | undefined
  for (const pool of pools) {
    if (prefixContains(pool.cidr, address) && (!best || pool.cidr.length > best.cidr.length)) best = pool
  }
  return best
}

/** The nodes' own blocks, by node: confirmed affinities only (bird_aggr.cfg.template). [BLOCK-1] */
const ownBlocks = oncePer((affinities: readonly BlockAffinity[]) =>
  groupBy(
    affinities.filter(({ state }) => state === 'confirmed'),
    ({ node }) => node,
  ),
)

/**
 * Every block of every node and every address that lies outside its node's blocks, in the order of the resources.
 * Source: Felix calc/l3_route_resolver.go; bird_ipam.cfg.template, export by pool. [BLOCK-2]
 */
export const nodeRoutes = (datastore: Datastore): readonly NodeRoute[] => [...routesByNode(datastore).values()].flat()

/** The same by node; a node about which nothing has changed has the same list of the same objects. */
export function routesByNode(datastore: Datastore): ReadonlyMap<CalicoNode, readonly NodeRoute[]> {
  const { nodes, pods, pools, blockAffinities } = datastore
  const { ipip, vxlan } = encapsInUse(datastore)
  const blocksOf = ownBlocks(blockAffinities)
  const podsOf = podsByNode(pods)
  return new Map(
    nodes.map((node) => [node, routesOf(node, blocksOf.get(node.name), podsOf.get(node.name), pools, ipip, vxlan)]),
  )
}

const routesOf = oncePerSetting(
  (
    node: CalicoNode,
    affinities: readonly BlockAffinity[] = [],
    pods: readonly Pod[] = [],
    pools: readonly IPPool[],
    ipip: boolean,
    vxlan: boolean,
  ): readonly NodeRoute[] => {
    const blocks = affinities.map(({ cidr }) => cidr)
    const tunnels = [ipip && node.ipipTunnelAddress, vxlan && node.vxlanTunnelAddress]
    const addresses = [...pods.map((pod) => pod.address), ...tunnels]
    const borrowed = addresses.filter(
      (address): address is Ipv4 =>
        typeof address === 'number' && !blocks.some((block) => prefixContains(block, address)),
    )
    return [
      ...blocks.map((cidr) => ({ cidr, kind: 'block' as const })),
      ...borrowed.map((address) => ({ cidr: hostPrefix(address), kind: 'borrowed' as const })),
    ].flatMap(({ cidr, kind }) => {
      const pool = poolHolding(pools, cidr.address)
      return pool ? [{ cidr, kind, node, pool }] : []
    })
  },
)
