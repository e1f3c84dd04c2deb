import type { Provenance, Route } from '../../linux/route'
import { formatIpv4 } from '../../net/ipv4'
import { formatPrefix, prefixCovers, prefixKey } from '../../net/prefix'
import type { NodeRoute } from '../resources/cluster-routes'
import type { Datastore } from '../resources/datastore'
import { encapToward, tunnelOf } from '../resources/encap'
import { explainedRoute } from '../resources/explained-route'
import type { IPPool } from '../resources/ip-pool'
import type { CalicoNode } from '../resources/node'
import { remoteProvenance } from '../resources/remote-provenance'
import { programs } from '../resources/route-owner'
import { hasRoutePriority } from '../resources/route-priority'
import { prefixSetOf, resolveNextHop } from './next-hop'
import type { Rib } from './rib'
import type { BgpRoute, Speaker } from './speaker'

/** The node that BIRD writes routes for, and whether it has the tunnel device. */
export interface KernelTable {
  readonly speaker: Speaker
  readonly hasTunnel: boolean
}

/** Own blocks as blackholes, so that what is in no pod's hands goes nowhere; VXLAN blocks are Felix's. [BIRD-1] */
export function ownBlackholes(node: CalicoNode, routes: readonly NodeRoute[], datastore: Datastore): readonly Route[] {
  return routes
    .filter((route) => route.node.name === node.name && route.kind === 'block' && route.cidr.length < 32)
    .filter(({ pool }) => isBirds(pool, datastore))
    .map(({ cidr, pool }) =>
      explainedRoute({ type: 'blackhole', destination: cidr, nextHops: [], protocol: 'bird' }, () => ({
        programmer: 'bird',
        because: 'bird-blackhole',
        details: { block: formatPrefix(cidr), pool: pool.name },
        from: [{ kind: 'IPPool', name: pool.name }],
      })),
    )
}

/** Whether BIRD's kernel filter lets routes of the pool through. Source: bird_ipam.cfg.template. [BIRD-2] */
function isBirds(pool: IPPool, datastore: Datastore): boolean {
  const tunnel = tunnelOf(pool)
  return tunnel !== 'vxlan' && programs('bird', tunnel === 'ipip' ? 'ipip' : 'no-encap', datastore)
}

/** Era v3.32 and later carry the metric in the local preference: 2147483647 less it. Source: bgp_processor.go. [BIRD-4] */
export const MAX_LOCAL_PREFERENCE = 2147483647

/**
 * What BIRD writes into a node's kernel of the routes it learned. With the tunnel attribute the gateway is the BGP next
 * hop itself; without the device the fork quietly writes the ordinary, resolved gateway. [BIRD-3]
 * Source: bird:sysdep/linux/netlink.c, `nl_send_route`; bird_ipam.cfg.template.
 */
export function learnedRoutes(
  { speaker, hasTunnel }: KernelTable,
  node: CalicoNode,
  rib: Rib,
  owners: ReadonlyMap<number, NodeRoute>,
  datastore: Datastore,
): readonly Route[] {
  const known = knownOtherwise(speaker)
  const byBgp = prefixSetOf(rib)
  return [...rib].flatMap(([key, [best]]): readonly Route[] => {
    if (!best || known.has(key)) return []
    const pool = datastore.pools.find(({ cidr }) => prefixCovers(cidr, best.prefix))
    if (pool && !isBirds(pool, datastore)) return []
    const metric = hasRoutePriority(datastore) ? MAX_LOCAL_PREFERENCE - best.localPreference : 0
    const route = { destination: best.prefix, protocol: 'bird', metric } as const
    const explain =
      (because: string, more: Provenance['details'] = {}) =>
      () => {
        const owner = owners.get(key)
        const details = { nextHop: formatIpv4(best.nextHop), ...more }
        return owner ? remoteProvenance('bird', because, node, owner, details) : learnedProvenance(best)
      }
    const resolved = resolveNextHop(speaker, best.nextHop, byBgp)
    if (resolved.kind === 'unreachable') {
      return [explainedRoute({ ...route, type: 'unreachable', nextHops: [] }, explain('bird-unreachable'))]
    }
    const { gateway, dev } = resolved
    const wantsTunnel = pool !== undefined && encapToward(pool, node, best.nextHop) === 'ipip'
    if (wantsTunnel && hasTunnel) {
      const nextHops = [{ gateway: best.nextHop, dev: 'tunl0', onlink: true }]
      return [explainedRoute({ ...route, nextHops }, explain('bird-ipip-tunnel'))]
    }
    const because = wantsTunnel ? 'bird-no-tunnel-device' : 'bird-plain'
    return [
      explainedRoute({ ...route, nextHops: [{ gateway, dev }] }, explain(because, { gateway: formatIpv4(gateway) })),
    ]
  })
}

/** Prefixes that BIRD has from better sources: static ones (200) and connected networks (240) beat BGP (100). */
const knownOtherwise = ({ originates, kernelRoutes }: Speaker): ReadonlySet<number> => {
  const connected = kernelRoutes.filter(({ protocol }) => protocol === 'kernel').map(({ destination }) => destination)
  return new Set([...originates, ...connected].map(prefixKey))
}

/** A router's BIRD takes everything it hears as it is. */
export function routerLearnedRoutes(speaker: Speaker, rib: Rib): readonly Route[] {
  const known = new Set(speaker.kernelRoutes.map(({ destination }) => prefixKey(destination)))
  const byBgp = prefixSetOf(rib)
  return [...rib].flatMap(([key, [best]]): readonly Route[] => {
    if (!best || known.has(key)) return []
    const route = { destination: best.prefix, protocol: 'bird' } as const
    const resolved = resolveNextHop(speaker, best.nextHop, byBgp)
    const nextHops = resolved.kind === 'router' ? [{ gateway: resolved.gateway, dev: resolved.dev }] : []
    const type = resolved.kind === 'router' ? 'unicast' : 'unreachable'
    return [explainedRoute({ ...route, type, nextHops }, () => learnedProvenance(best))]
  })
}

const learnedProvenance = ({ prefix, nextHop, from }: BgpRoute): Provenance => ({
  programmer: 'bird',
  because: 'bird-learned',
  details: { block: formatPrefix(prefix), nextHop: formatIpv4(nextHop), node: from.speaker },
  from: [],
})
