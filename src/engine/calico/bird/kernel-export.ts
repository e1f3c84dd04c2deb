import type { Provenance, Route, RouteType } from '../../linux/route'
import { formatIpv4 } from '../../net/ipv4'
import { formatPrefix, type Prefix, prefixCovers, prefixEquals } from '../../net/prefix'
import type { NodeRoute } from '../resources/cluster-routes'
import type { Datastore } from '../resources/datastore'
import { encapToward, tunnelOf } from '../resources/encap'
import type { IPPool } from '../resources/ip-pool'
import type { CalicoNode } from '../resources/node'
import { remoteProvenance } from '../resources/remote-provenance'
import { programs } from '../resources/route-owner'
import { resolveNextHop } from './next-hop'
import type { BgpRoute, Speaker } from './speaker'

/** The node that BIRD writes routes for, and whether it has the tunnel device. */
export interface KernelTable {
  readonly speaker: Speaker
  readonly hasTunnel: boolean
}

interface BirdRoute extends Pick<Route, 'destination' | 'nextHops' | 'provenance'> {
  readonly type?: RouteType
  readonly metric?: number
}

const birdRoute = (route: BirdRoute): Route => ({
  type: 'unicast',
  scope: 'global',
  metric: 0,
  protocol: 'bird',
  ...route,
})

/** Own blocks as blackholes, so that what is in no pod's hands goes nowhere; VXLAN blocks are Felix's. [BIRD-1] */
export function ownBlackholes(node: CalicoNode, routes: readonly NodeRoute[], datastore: Datastore): readonly Route[] {
  return routes
    .filter((route) => route.node.name === node.name && route.kind === 'block' && route.cidr.length < 32)
    .filter(({ pool }) => isBirds(pool, datastore))
    .map(({ cidr, pool }) =>
      birdRoute({
        type: 'blackhole',
        destination: cidr,
        nextHops: [],
        provenance: {
          programmer: 'bird',
          because: 'bird-blackhole',
          details: { block: formatPrefix(cidr), pool: pool.name },
          from: [{ kind: 'IPPool', name: pool.name }],
        },
      }),
    )
}

/** Whether BIRD's kernel filter lets routes of the pool through. Source: bird_ipam.cfg.template. [BIRD-2] */
function isBirds(pool: IPPool, datastore: Datastore): boolean {
  const tunnel = tunnelOf(pool)
  return tunnel !== 'vxlan' && programs('bird', tunnel === 'ipip' ? 'ipip' : 'no-encap', datastore)
}

/** Era v3.32 and later carry the metric in the local preference: 2147483647 less it. Source: bgp_processor.go. [BIRD-4] */
const MAX_LOCAL_PREFERENCE = 2147483647

export const hasBgpMetric = ({ information }: Datastore): boolean =>
  information.era === 'v3.32' || information.era === 'current'

/**
 * What BIRD writes into a node's kernel of the routes it learned. With the tunnel attribute the gateway is the BGP next
 * hop itself; without the device the fork quietly writes the ordinary, resolved gateway. [BIRD-3]
 * Source: bird:sysdep/linux/netlink.c, `nl_send_route`; bird_ipam.cfg.template.
 */
export function learnedRoutes(
  { speaker, hasTunnel }: KernelTable,
  node: CalicoNode,
  rib: ReadonlyMap<string, readonly BgpRoute[]>,
  owners: ReadonlyMap<string, NodeRoute>,
  datastore: Datastore,
): readonly Route[] {
  const prefixes = [...rib.values()].flatMap(([best]) => (best ? [best.prefix] : []))
  const isKnownOtherwise = (prefix: Prefix): boolean =>
    speaker.originates.some((own) => prefixEquals(own, prefix)) ||
    speaker.kernelRoutes.some(({ destination, protocol }) => protocol === 'kernel' && prefixEquals(destination, prefix))
  return [...rib.values()].flatMap(([best]): readonly Route[] => {
    if (!best || isKnownOtherwise(best.prefix)) return []
    const pool = datastore.pools.find(({ cidr }) => prefixCovers(cidr, best.prefix))
    if (pool && !isBirds(pool, datastore)) return []
    const metric = hasBgpMetric(datastore) ? MAX_LOCAL_PREFERENCE - best.localPreference : 0
    const owner = owners.get(formatPrefix(best.prefix))
    const nextHop = formatIpv4(best.nextHop)
    const explain = (because: string, more: Provenance['details'] = {}): Provenance =>
      owner
        ? remoteProvenance('bird', because, node, owner, { nextHop, ...more })
        : learnedProvenance(best, owner ? because : 'bird-learned')
    const route = { destination: best.prefix, metric }

    const resolved = resolveNextHop(speaker, best.nextHop, prefixes)
    if (resolved.kind === 'unreachable') {
      return [birdRoute({ ...route, type: 'unreachable', nextHops: [], provenance: explain('bird-unreachable') })]
    }
    const { gateway, dev } = resolved
    const wantsTunnel = pool !== undefined && encapToward(pool, node, best.nextHop) === 'ipip'
    if (wantsTunnel && hasTunnel) {
      const nextHops = [{ gateway: best.nextHop, dev: 'tunl0', onlink: true }]
      return [birdRoute({ ...route, nextHops, provenance: explain('bird-ipip-tunnel') })]
    }
    const because = wantsTunnel ? 'bird-no-tunnel-device' : 'bird-plain'
    const provenance = explain(because, { gateway: formatIpv4(gateway) })
    return [birdRoute({ ...route, nextHops: [{ gateway, dev }], provenance })]
  })
}

/** A router's BIRD takes everything it hears as it is. */
export function routerLearnedRoutes(speaker: Speaker, rib: ReadonlyMap<string, readonly BgpRoute[]>): readonly Route[] {
  const prefixes = [...rib.values()].flatMap(([best]) => (best ? [best.prefix] : []))
  return [...rib.values()].flatMap(([best]): readonly Route[] => {
    if (!best || speaker.kernelRoutes.some(({ destination }) => prefixEquals(destination, best.prefix))) return []
    const provenance = learnedProvenance(best, 'bird-learned')
    const resolved = resolveNextHop(speaker, best.nextHop, prefixes)
    return resolved.kind === 'unreachable'
      ? [birdRoute({ type: 'unreachable', destination: best.prefix, nextHops: [], provenance })]
      : [
          birdRoute({
            destination: best.prefix,
            nextHops: [{ gateway: resolved.gateway, dev: resolved.dev }],
            provenance,
          }),
        ]
  })
}

const learnedProvenance = ({ prefix, nextHop, from }: BgpRoute, because: string): Provenance => ({
  programmer: 'bird',
  because,
  details: { block: formatPrefix(prefix), nextHop: formatIpv4(nextHop), node: from?.speaker ?? '' },
  from: [],
})
