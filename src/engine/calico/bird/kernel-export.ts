import type { MainTable } from '../../linux/main-table'
import type { NextHop, Provenance, Route } from '../../linux/route'
import { compareRoutes } from '../../linux/route-order'
import { formatIpv4, type Ipv4 } from '../../net/ipv4'
import { formatPrefix, prefixCovers, prefixKey } from '../../net/prefix'
import { clusterRoute } from '../resources/cluster-route'
import type { NodeRoute } from '../resources/cluster-routes'
import type { Datastore } from '../resources/datastore'
import { encapToward } from '../resources/encap'
import type { IPPool } from '../resources/ip-pool'
import type { CalicoNode } from '../resources/node'
import { RemoteProvenance } from '../resources/remote-provenance'
import { programs, routeKindOf } from '../resources/route-owner'
import { hasRoutePriority } from '../resources/route-priority'
import { MAX_LOCAL_PREFERENCE } from './announce'
import { mergeable } from './best-path'
import { type PrefixSet, prefixSetOf, type ResolvedNextHop, resolveRoute } from './next-hop'
import type { Rib } from './rib'
import type { BgpRoute, Speaker } from './speaker'
import { isPreferredToBgp } from './table'

/** Own blocks as blackholes, so that what is in no pod's hands goes nowhere; VXLAN blocks are Felix's. [BIRD-1] */
export function ownBlackholes(own: readonly NodeRoute[], datastore: Datastore): readonly Route[] {
  return own
    .filter(({ pool, kind, cidr }) => kind === 'block' && cidr.length < 32 && isBirds(pool, datastore))
    .map(({ cidr, pool }) =>
      clusterRoute({
        type: 'blackhole',
        destination: cidr,
        nextHops: [],
        protocol: 'bird',
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
  const kind = routeKindOf(pool)
  return kind !== undefined && programs('bird', kind, datastore)
}

/** The node whose BIRD writes. */
export interface Writer {
  readonly node: CalicoNode
  readonly speaker: Pick<Speaker, 'table' | 'addresses'>
  /** Whether it has the tunnel device. */
  readonly hasTunnel: boolean
}

/** A line for each prefix of a table, in the kernel's order, and by `prefixKey`. */
export interface Lines {
  readonly routes: readonly Route[]
  readonly lineTo: ReadonlyMap<number, Route>
}

/**
 * What BIRD writes into a node's kernel of the routes in `rib`. With the tunnel attribute the gateway is the BGP next
 * hop itself; without the device, or with several next hops, the fork quietly writes the ordinary, resolved gateways.
 * [BIRD-3] Source: bird:sysdep/linux/netlink.c, `nl_send_route`; bird_ipam.cfg.template.
 */
export function learnedLines(
  { node, speaker, hasTunnel }: Writer,
  rib: Rib,
  owners: ReadonlyMap<number, NodeRoute>,
  datastore: Datastore,
): Lines {
  const byBgp = prefixSetOf(rib)
  const lines: Route[] = []
  for (const [key, routes] of rib) {
    const [best] = routes
    if (!best) continue
    const pool = datastore.pools.find(({ cidr }) => prefixCovers(cidr, best.prefix))
    if (pool && !isBirds(pool, datastore)) continue
    const wantsTunnel = pool !== undefined && encapToward(pool, node, best.nextHop) === 'ipip'
    const hops = hopsOf(speaker, mergeable(speaker, routes, byBgp), byBgp)
    const form = kernelForm(best.nextHop, hops, wantsTunnel, hasTunnel)
    const owner = owners.get(key)
    const bgp = { nextHop: best.nextHop, ...(form.gateway !== undefined && { gateway: form.gateway }) }
    lines.push(
      clusterRoute({
        type: form.type,
        destination: best.prefix,
        nextHops: form.nextHops,
        protocol: 'bird',
        metric: hasRoutePriority(datastore) ? MAX_LOCAL_PREFERENCE - best.localPreference : 0,
        provenance: owner ? new RemoteProvenance('bird', form.because, node, owner, bgp) : learnedProvenance(best),
      }),
    )
  }
  const routes = lines.sort(compareRoutes)
  return { routes, lineTo: new Map(routes.map((route) => [prefixKey(route.destination), route])) }
}

/**
 * The lines of one speaker: without the prefixes that he has only from himself, and those that BIRD has from better
 * sources, which are lines of its configuration and networks at hand.
 */
export function linesFor(
  { table }: Speaker,
  own: readonly number[],
  { routes: shared, lineTo }: Lines,
): Pick<MainTable, 'shared' | 'without'> {
  const left = new Set(own)
  for (const [key, route] of table.routes) if (isPreferredToBgp(route)) left.add(key)
  return { shared, without: [...left].flatMap((key) => lineTo.get(key) ?? []).sort(compareRoutes) }
}

interface KernelForm extends Pick<Route, 'type' | 'nextHops'> {
  readonly because: string
  /** What the next hop resolved to, where the route goes there. */
  readonly gateway?: Ipv4
}

interface Hops {
  readonly kind: ResolvedNextHop['kind']
  readonly nextHops: readonly NextHop[]
}

/** What the routes' next hops resolve to; equal ones are one (`mpnh_merge`), in the order of gateway and device. */
function hopsOf(speaker: Pick<Speaker, 'table' | 'addresses'>, routes: readonly BgpRoute[], byBgp: PrefixSet): Hops {
  const resolved = routes.map((route) => resolveRoute(speaker, route, byBgp))
  const hops = new Map<string, NextHop>()
  for (const one of resolved) {
    if (one.kind === 'router') hops.set(`${one.gateway} ${one.dev}`, { gateway: one.gateway, dev: one.dev })
  }
  const nextHops = [...hops.values()].sort((a, b) => (a.gateway ?? 0) - (b.gateway ?? 0))
  return { kind: resolved[0]?.kind ?? 'unreachable', nextHops }
}

function kernelForm(nextHop: Ipv4, { kind, nextHops }: Hops, wantsTunnel: boolean, hasTunnel: boolean): KernelForm {
  if (kind === 'unreachable') return { type: 'unreachable', nextHops: [], because: 'bird-unreachable' }
  if (kind === 'blackhole') return { type: 'blackhole', nextHops: [], because: 'bird-unreachable' }
  if (wantsTunnel && hasTunnel && nextHops.length === 1) {
    return {
      type: 'unicast',
      nextHops: [{ gateway: nextHop, dev: 'tunl0', onlink: true }],
      because: 'bird-ipip-tunnel',
    }
  }
  const because = wantsTunnel && !hasTunnel ? 'bird-no-tunnel-device' : 'bird-plain'
  const gateway = nextHops[0]?.gateway
  return { type: 'unicast', nextHops, because, ...(gateway !== undefined && { gateway }) }
}

/** A router's BIRD takes everything it hears as it is. */
export function routerLearnedRoutes(speaker: Speaker, rib: Rib): readonly Route[] {
  const byBgp = prefixSetOf(rib)
  return [...rib].flatMap(([key, [best]]): readonly Route[] => {
    const local = speaker.table.routes.get(key)
    if (!best || (local && isPreferredToBgp(local))) return []
    const route = { destination: best.prefix, protocol: 'bird' } as const
    const { kind, nextHops } = hopsOf(speaker, [best], byBgp)
    const type = kind === 'router' ? 'unicast' : 'unreachable'
    return [clusterRoute({ ...route, type, nextHops, provenance: learnedProvenance(best) })]
  })
}

const learnedProvenance = ({ prefix, nextHop, from }: BgpRoute): Provenance => ({
  programmer: 'bird',
  because: 'bird-learned',
  details: { block: formatPrefix(prefix), nextHop: formatIpv4(nextHop), node: from.speaker },
  from: [],
})
