import { announce, mayPass } from '../../engine/calico/bird/announce'
import { type BirdTable, isCalicosOwn } from '../../engine/calico/bird/bird'
import { type PrefixSet, prefixSetOf, type ResolvedNextHop, resolveRoute } from '../../engine/calico/bird/next-hop'
import type { Rib } from '../../engine/calico/bird/rib'
import type { BgpRoute, LocalRoute } from '../../engine/calico/bird/speaker'
import { directRoutes, learnedFromKernel } from '../../engine/calico/bird/table'
import { labBirdTables } from '../../engine/lab/bird-tables'
import type { LabDocument } from '../../engine/lab/document'
import { clusterOf } from '../../engine/lab/read-cluster'
import type { Namespace } from '../../engine/linux/namespace'
import { protocolNumber, type Route } from '../../engine/linux/route'
import { formatIpv4, type Ipv4 } from '../../engine/net/ipv4'
import { type Prefix, prefixContains, prefixKey } from '../../engine/net/prefix'
import { type BgpProtocol, bgpProtocols } from '../bgp-protocols'
import type { Session } from '../command'

/** A route of BIRD's table `master`, whoever it is from. */
export type BirdRoute = { readonly prefix: Prefix; readonly protocol: string; readonly preference: number } & (
  | { readonly source: 'direct' | 'static'; readonly local: LocalRoute }
  | { readonly source: 'kernel'; readonly local: LocalRoute; readonly route: Route }
  | { readonly source: 'bgp'; readonly bgp: BgpRoute; readonly resolved: ResolvedNextHop }
)

/** The routes to one prefix, the best first. */
export interface BirdNet {
  readonly prefix: Prefix
  readonly routes: readonly BirdRoute[]
}

/** A node's BIRD as `birdcl` finds it. */
export interface BirdView {
  readonly namespace: Namespace
  readonly table: BirdTable
  /** In BIRD's order. */
  readonly nets: readonly BirdNet[]
  readonly protocols: readonly BgpProtocol[]
  /** By machine: whoever it speaks to. */
  readonly tables: ReadonlyMap<string, BirdTable>
  /** Since the network came up. */
  readonly upSeconds: number
}

const PREFERENCE = { direct: 240, static: 200, bgp: 100, kernel: 10 } as const

/** @returns undefined where no BIRD runs. */
export function birdViewOf({ document, memory }: Session, namespace: Namespace): BirdView | undefined {
  const view = lastingView(document, namespace)
  return view && { ...view, upSeconds: Math.floor((memory?.nowUs ?? 0) / 1_000_000) }
}

type LastingView = Omit<BirdView, 'upSeconds'>

/** The last one asked for of each machine, as long as its document is the same. */
const views = new WeakMap<Namespace, { readonly document: LabDocument; readonly view: LastingView | undefined }>()

function lastingView(document: LabDocument, namespace: Namespace): LastingView | undefined {
  const known = views.get(namespace)
  if (known?.document === document) return known.view
  const view = newView(document, namespace)
  views.set(namespace, { document, view })
  return view
}

function newView(document: LabDocument, namespace: Namespace): LastingView | undefined {
  const tables = labBirdTables(clusterOf(document))
  const table = tables.get(namespace.name)
  if (!table) return undefined
  const protocols = bgpProtocols(document, namespace.name)
  return { namespace, table, nets: netsOf(table, namespace, protocols), protocols, tables }
}

function netsOf(
  { speaker, heard }: BirdTable,
  namespace: Namespace,
  protocols: readonly BgpProtocol[],
): readonly BirdNet[] {
  const byBgp = prefixSetOf(heard.rib)
  const routes = [
    ...[...speaker.table.routes.values()].filter(({ source }) => source === 'static').map(localRoute),
    ...directRoutes(namespace.links, isCalicosOwn).map(localRoute),
    ...kernelRoutes(namespace),
    ...[...heard.rib.values()].flatMap((ranked) => bgpRoutes(ranked, speaker, byBgp, protocols)),
  ]
  const nets = new Map<number, { prefix: Prefix; routes: BirdRoute[] }>()
  for (const route of routes) {
    const net = nets.get(prefixKey(route.prefix)) ?? { prefix: route.prefix, routes: [] }
    nets.set(prefixKey(route.prefix), net)
    net.routes.push(route)
  }
  return [...nets.values()]
    .map(({ prefix, routes: all }) => ({ prefix, routes: all.toSorted((a, b) => b.preference - a.preference) }))
    .toSorted((a, b) => hashOf(a.prefix.address) - hashOf(b.prefix.address))
}

/** A table is walked by its hash: `ipv4_hash` in lib/ipv4.h, `fib_get` in nest/rt-fib.c (BIRD 1.6). */
function hashOf(address: Ipv4): number {
  const folded = address ^ (address >>> 16)
  return (folded ^ (folded << 10)) & 0xffff
}

const localRoute = (local: LocalRoute): BirdRoute => ({
  prefix: local.prefix,
  protocol: `${local.source}1`,
  preference: PREFERENCE[local.source],
  source: local.source === 'static' ? 'static' : 'direct',
  local,
})

/** Of each prefix the line with the lowest metric (`krt_learn_prune`). */
function kernelRoutes({ routes }: Namespace): readonly BirdRoute[] {
  const best = new Map<number, Route>()
  for (const route of routes) {
    const other = best.get(prefixKey(route.destination))
    if (!other || route.metric < other.metric) best.set(prefixKey(route.destination), route)
  }
  return [...best.values()].flatMap((route) =>
    learnedFromKernel([route]).map(
      (local): BirdRoute => ({
        prefix: local.prefix,
        protocol: 'kernel1',
        preference: PREFERENCE.kernel,
        source: 'kernel',
        local,
        route,
      }),
    ),
  )
}

const bgpRoutes = (
  ranked: readonly BgpRoute[],
  speaker: BirdTable['speaker'],
  byBgp: PrefixSet,
  protocols: readonly BgpProtocol[],
): readonly BirdRoute[] =>
  ranked
    .filter(({ from }) => from.speaker !== speaker.name)
    .map((bgp) => ({
      prefix: bgp.prefix,
      protocol:
        protocols.find(({ peerAddress }) => peerAddress === bgp.from.address)?.name ??
        `Mesh_${formatIpv4(bgp.from.address).replaceAll('.', '_')}`,
      preference: PREFERENCE.bgp,
      source: 'bgp',
      bgp,
      resolved: resolveRoute(speaker, bgp, byBgp),
    }))

/** The net with the longest prefix that holds the address. */
export const netFor = ({ nets }: BirdView, address: Ipv4): BirdNet | undefined =>
  nets.filter(({ prefix }) => prefixContains(prefix, address)).toSorted((a, b) => b.prefix.length - a.prefix.length)[0]

/** The numbers that BIRD keeps of the routes it gives one protocol, as if each had come once. */
export interface Exports {
  readonly routes: readonly BirdRoute[]
  readonly received: number
  readonly rejected: number
}

const NO_EXPORTS: Exports = { routes: [], received: 0, rejected: 0 }

/** What is told to a protocol: the kernel, or a peer. */
export function exportsTo(view: BirdView, protocol: string): Exports {
  const { nets, namespace } = view
  if (protocol === 'kernel1') {
    const best = nets.flatMap(({ routes }) => routes.slice(0, 1))
    const written = new Set(
      namespace.routes.filter((route) => route.protocol === 'bird').map(({ destination }) => prefixKey(destination)),
    )
    return {
      routes: best.filter(({ source, prefix }) => isBirdsOwn(source) && written.has(prefixKey(prefix))),
      received: nets.length,
      rejected: best.filter(({ source }) => !isBirdsOwn(source)).length,
    }
  }
  return exportsToPeer(view, protocol)
}

/** `krt_import_control`: the kernel is not given what it has itself, nor networks of its own devices. */
const isBirdsOwn = (source: BirdRoute['source']): boolean => source === 'static' || source === 'bgp'

function exportsToPeer({ protocols, tables, table, nets }: BirdView, name: string): Exports {
  const peer = protocols.find((candidate) => candidate.name === name)
  const { peering } = peer ?? {}
  const to = peering && tables.get(peering.peer)?.speaker
  if (peer?.state !== 'up' || !peering || !to) return NO_EXPORTS
  const { speaker, heard } = table
  const rib: Rib = heard.rib
  const told = announce(speaker, to, peering, rib)
  const offered = nets.flatMap(({ routes }) => (peering.addsPaths ? routes : routes.slice(0, 1)))
  const isTold = (route: BirdRoute): boolean =>
    told.some(
      ({ prefix, nextHop }) =>
        prefixKey(prefix) === prefixKey(route.prefix) &&
        (route.source === 'bgp'
          ? nextHop === route.bgp.nextHop || nextHop === peering.localAddress
          : nextHop === peering.localAddress || nextHop === route.local.gateway),
    )
  const isRejected = (route: BirdRoute): boolean => route.source === 'bgp' && !mayPass(speaker, to, peering, route.bgp)
  return {
    routes: offered.filter((route) => !isRejected(route) && isTold(route)),
    received: offered.length,
    rejected: offered.filter(isRejected).length,
  }
}

/** What could be told to a peer if no filter kept it. */
export function offeredTo({ protocols, tables, table, nets }: BirdView, name: string): readonly BirdRoute[] {
  const { peering } = protocols.find((candidate) => candidate.name === name) ?? {}
  const to = peering && tables.get(peering.peer)?.speaker
  const offered = nets.flatMap(({ routes }) => (peering?.addsPaths ? routes : routes.slice(0, 1)))
  if (!peering || !to) return []
  return offered.filter((route) => route.source !== 'bgp' || mayPass(table.speaker, to, peering, route.bgp))
}

export const isBest = ({ nets }: BirdView, route: BirdRoute): boolean => nets.some(({ routes }) => routes[0] === route)

export const kernelSource = ({ protocol }: Route): number => protocolNumber(protocol)
