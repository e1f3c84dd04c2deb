import { type MainTable, sharedByDestination } from '../../linux/main-table'
import type { NextHop, Provenance, Route } from '../../linux/route'
import { compareRoutes } from '../../linux/route-order'
import { formatIpv4, type Ipv4 } from '../../net/ipv4'
import { formatPrefix, type Prefix, prefixCovers } from '../../net/prefix'
import { oncePerSetting } from '../../once-per'
import { sameList } from '../../same-list'
import type { BGPConfiguration } from '../resources/bgp-configuration'
import type { ClusterInformation } from '../resources/cluster-information'
import { clusterRoute } from '../resources/cluster-route'
import type { NodeRoute } from '../resources/cluster-routes'
import type { Datastore } from '../resources/datastore'
import { encapToward } from '../resources/encap'
import type { FelixConfiguration } from '../resources/felix-configuration'
import type { IPPool } from '../resources/ip-pool'
import type { CalicoNode } from '../resources/node'
import { RemoteProvenance } from '../resources/remote-provenance'
import { programs, type RouteSettings, routeKindOf } from '../resources/route-owner'
import { hasRoutePriority } from '../resources/route-priority'
import { MAX_LOCAL_PREFERENCE } from './announce'
import { mergeable } from './best-path'
import { holdsAddress, type PrefixSet, prefixSetOf, type ResolvedNextHop, resolveRoute } from './next-hop'
import type { Rib } from './rib'
import type { BgpRoute, Speaker } from './speaker'
import { isPreferredToBgp } from './table'

/** Own blocks as blackholes, so that what is in no pod's hands goes nowhere; VXLAN blocks are Felix's. [BIRD-1] */
export const ownBlackholes = (own: readonly NodeRoute[], datastore: Datastore): readonly Route[] =>
  sameList(
    own
      .filter(({ pool, kind, cidr }) => kind === 'block' && cidr.length < 32 && isBirds(pool, datastore))
      .map(({ cidr, pool }) => blackhole(cidr, pool.name))
      .sort(compareRoutes),
  )

/** The same line whatever the pool's mode is. */
const blackhole = oncePerSetting(
  (cidr: Prefix, pool: string): Route =>
    clusterRoute({
      type: 'blackhole',
      destination: cidr,
      nextHops: [],
      protocol: 'bird',
      provenance: {
        programmer: 'bird',
        because: 'bird-blackhole',
        details: { block: formatPrefix(cidr), pool },
        from: [{ kind: 'IPPool', name: pool }],
      },
    }),
)

/** Whether BIRD's kernel filter lets routes of the pool through. Source: bird_ipam.cfg.template. [BIRD-2] */
function isBirds(pool: IPPool, settings: RouteSettings): boolean {
  const kind = routeKindOf(pool)
  return kind !== undefined && programs('bird', kind, settings)
}

/** The node whose BIRD writes. */
export interface Writer {
  readonly node: CalicoNode
  readonly speaker: Pick<Speaker, 'table' | 'addresses'>
  /** Whether it has the tunnel device. */
  readonly hasTunnel: boolean
}

/** What decides how lines are written, of all that the nodes have in common. */
type Settings = Pick<Datastore, 'pools' | 'information' | 'felixConfiguration' | 'bgpConfiguration'>

/** What BIRD writes into a node's kernel of the routes in `rib`, in the kernel's order. */
export function learnedLines(
  writer: Writer,
  rib: Rib,
  owners: ReadonlyMap<number, NodeRoute>,
  { pools, information, felixConfiguration, bgpConfiguration }: Settings,
): readonly Route[] {
  const byBgp = prefixSetOf(rib)
  const { speaker, node, hasTunnel } = writer
  const writes = penOf(speaker, node, hasTunnel, pools, information, felixConfiguration, bgpConfiguration)
  const isFlat = !holdsNextHops(rib, byBgp)
  const lines: Route[] = []
  for (const [key, routes] of rib) {
    const owner = owners.get(key)
    const [only] = routes
    const line = isFlat && only && routes.length === 1 ? writes.alone(only, owner) : writes.among(routes, byBgp, owner)
    if (line) lines.push(line)
  }
  return lines.sort(compareRoutes)
}

const holdsNextHops = (rib: Rib, byBgp: PrefixSet): boolean => {
  for (const routes of rib.values()) for (const { nextHop } of routes) if (holdsAddress(byBgp, nextHop)) return true
  return false
}

/**
 * How one node writes. Of a single route, where nothing else in the table has a say in it, the line is the same as long
 * as what is announced is.
 */
const penOf = oncePerSetting(
  (
    speaker: Writer['speaker'],
    node: CalicoNode,
    hasTunnel: boolean,
    pools: readonly IPPool[],
    information: ClusterInformation,
    felixConfiguration: FelixConfiguration,
    bgpConfiguration: BGPConfiguration,
  ) => {
    const settings = { pools, information, felixConfiguration, bgpConfiguration }
    const among = (routes: readonly BgpRoute[], byBgp: PrefixSet, owner: NodeRoute | undefined): Route | undefined =>
      learnedLine({ speaker, node, hasTunnel }, routes, byBgp, owner, settings)
    const alone = oncePerSetting((route: BgpRoute, owner: NodeRoute | undefined) => among([route], NO_PREFIXES, owner))
    return { among, alone }
  },
)

const NO_PREFIXES: PrefixSet = { lengths: [], has: () => false }

/**
 * The line to one prefix. With the tunnel attribute the gateway is the BGP next hop itself; without the device, or with
 * several next hops, the fork quietly writes the ordinary, resolved gateways.
 * [BIRD-3] Source: bird:sysdep/linux/netlink.c, `nl_send_route`; bird_ipam.cfg.template.
 */
function learnedLine(
  { node, speaker, hasTunnel }: Writer,
  routes: readonly BgpRoute[],
  byBgp: PrefixSet,
  owner: NodeRoute | undefined,
  settings: Settings,
): Route | undefined {
  const [best] = routes
  if (!best) return undefined
  const pool = settings.pools.find(({ cidr }) => prefixCovers(cidr, best.prefix))
  if (pool && !isBirds(pool, settings)) return undefined
  const wantsTunnel = pool !== undefined && encapToward(pool, node, best.nextHop) === 'ipip'
  const hops = hopsOf(speaker, mergeable(speaker, routes, byBgp), byBgp)
  const form = kernelForm(best.nextHop, hops, wantsTunnel, hasTunnel)
  const bgp = { nextHop: best.nextHop, ...(form.gateway !== undefined && { gateway: form.gateway }) }
  return clusterRoute({
    type: form.type,
    destination: best.prefix,
    nextHops: form.nextHops,
    protocol: 'bird',
    metric: hasRoutePriority(settings) ? MAX_LOCAL_PREFERENCE - best.localPreference : 0,
    provenance: owner ? new RemoteProvenance('bird', form.because, node, owner, bgp) : learnedProvenance(best),
  })
}

/**
 * The lines of one speaker: without the prefixes that he has only from himself, and those that BIRD has from better
 * sources, which are lines of its configuration and networks at hand.
 */
export function linesFor(
  { table }: Speaker,
  own: readonly number[],
  shared: readonly Route[],
): Pick<MainTable, 'shared' | 'without'> {
  const lineTo = sharedByDestination(shared)
  const left = new Set(own)
  for (const [key, route] of table.routes) if (isPreferredToBgp(route)) left.add(key)
  const without: Route[] = []
  for (const key of left) {
    const line = lineTo.get(key)
    if (line) without.push(line)
  }
  return { shared, without: sameList(without.sort(compareRoutes)) }
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
  const [only] = routes
  if (only && routes.length === 1) return oneHop(resolveRoute(speaker, only, byBgp))
  const resolved = routes.map((route) => resolveRoute(speaker, route, byBgp))
  const hops = new Map<string, NextHop>()
  for (const one of resolved) {
    if (one.kind === 'router') hops.set(`${one.gateway} ${one.dev}`, { gateway: one.gateway, dev: one.dev })
  }
  const nextHops = [...hops.values()].sort((a, b) => (a.gateway ?? 0) - (b.gateway ?? 0))
  return { kind: resolved[0]?.kind ?? 'unreachable', nextHops }
}

const oneHop = (hop: ResolvedNextHop): Hops =>
  hop.kind === 'router'
    ? { kind: hop.kind, nextHops: [{ gateway: hop.gateway, dev: hop.dev }] }
    : { kind: hop.kind, nextHops: [] }

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
