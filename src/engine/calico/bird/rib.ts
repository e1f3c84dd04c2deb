import type { Ipv4 } from '../../net/ipv4'
import { formatPrefix, prefixContains, prefixCovers, prefixEquals, prefixOf } from '../../net/prefix'
import { bestRoutes } from './best-path'
import type { BgpRoute, Peering, Speaker } from './speaker'

/** What each speaker's table holds by BGP: per prefix the best routes, several only where they tie (ECMP). */
export type Ribs = ReadonlyMap<string, ReadonlyMap<string, readonly BgpRoute[]>>

/** More rounds than any chain of speakers in a lab is long. */
const MAX_ROUNDS = 32

/** What BIRD gives to a route that comes without one (`default bgp_local_pref`). */
const LOCAL_PREFERENCE = 100

/**
 * Lets the speakers talk until nothing new is said. [BGP-2]
 * Source: BIRD 1.6 proto/bgp/attrs.c, `bgp_rte_better`, `bgp_create_attrs`, `bgp_update_attrs`.
 */
export function converge(speakers: readonly Speaker[], sessions: readonly Peering[]): Ribs {
  const byName = new Map(speakers.map((speaker) => [speaker.name, speaker]))
  const heard = new Map<Peering, readonly BgpRoute[]>()
  let ribs: Ribs = ribsOf(speakers, sessions, heard)
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const changed = sessions.filter((session) => {
      const [from, to] = [byName.get(session.peer), byName.get(session.speaker)]
      if (!from || !to || (round > 0 && !passesOn(from, session, byName))) return false
      const routes = accept(from, to, session, announce(from, to, session, ribs))
      const isNews = spell(routes) !== spell(heard.get(session) ?? [])
      if (isNews) heard.set(session, routes)
      return isNews
    })
    if (changed.length === 0) break
    ribs = ribsOf(speakers, sessions, heard)
  }
  return ribs
}

/** A node that only has iBGP peers, and reflects nothing, says the same in every round. */
const passesOn = (from: Speaker, session: Peering, byName: ReadonlyMap<string, Speaker>): boolean =>
  from.clusterId !== undefined || !from.node || byName.get(session.speaker)?.asNumber !== from.asNumber

const spell = (routes: readonly BgpRoute[]): string =>
  routes
    .map(({ prefix, nextHop, asPath, clusterList }) => `${formatPrefix(prefix)} ${nextHop} ${asPath} ${clusterList}`)
    .join(';')

function ribsOf(
  speakers: readonly Speaker[],
  sessions: readonly Peering[],
  heard: ReadonlyMap<Peering, readonly BgpRoute[]>,
): Ribs {
  const candidates = new Map<string, Map<string, BgpRoute[]>>(speakers.map(({ name }) => [name, new Map()]))
  for (const session of sessions) {
    const table = candidates.get(session.speaker)
    for (const route of heard.get(session) ?? []) {
      const key = formatPrefix(route.prefix)
      table?.set(key, [...(table.get(key) ?? []), route])
    }
  }
  return new Map(
    speakers.map((speaker) => {
      const table = candidates.get(speaker.name) ?? new Map<string, BgpRoute[]>()
      return [speaker.name, new Map([...table].map(([key, routes]) => [key, bestRoutes(speaker, routes)]))]
    }),
  )
}

/** What `from` sends over the session: its own, and what it heard elsewhere where BGP lets it pass on. */
function announce(from: Speaker, to: Speaker, session: Peering, ribs: Ribs): readonly BgpRoute[] {
  if (!from.announces) return []
  const own = from.originates.map(
    (prefix): BgpRoute => ({
      prefix,
      nextHop: session.peerAddress,
      asPath: [],
      localPreference: from.localPreference ?? LOCAL_PREFERENCE,
      originatorId: routerId(from),
      clusterList: [],
    }),
  )
  const learned = [...(ribs.get(from.name)?.values() ?? [])].flatMap(([best]) =>
    best && mayPass(from, to, best) ? [passedOn(from, to, best)] : [],
  )
  const isOwn = new Set(own.map(({ prefix }) => formatPrefix(prefix)))
  const routes = [...own, ...learned.filter(({ prefix }) => !isOwn.has(formatPrefix(prefix)))]
  return routes.map((route) => onTheWire(from, to, session, route))
}

/** iBGP to iBGP only through a reflector, and never back to where it came from (RFC 4456). */
function mayPass(from: Speaker, to: Speaker, route: BgpRoute): boolean {
  if (!route.from || route.from.speaker === to.name) return false
  if (from.node && !exportable(from, route)) return false
  const isIbgp = from.asNumber === to.asNumber
  return !(isIbgp && route.from.kind === 'ibgp') || from.clusterId !== undefined
}

/** Calico's export filter: what lies in a pool, but nothing strictly inside a block of one's own. [BGP-3] */
function exportable({ pools, originates }: Speaker, { prefix }: BgpRoute): boolean {
  const pool = pools.find(({ cidr }) => prefixCovers(cidr, prefix))
  const insideOwn = originates.some((own) => prefixCovers(own, prefix) && !prefixEquals(own, prefix))
  return pool !== undefined && !pool.disableBGPExport && !insideOwn
}

function passedOn(from: Speaker, to: Speaker, route: BgpRoute): BgpRoute {
  const reflects = from.asNumber === to.asNumber && route.from?.kind === 'ibgp' && from.clusterId !== undefined
  return reflects ? { ...route, clusterList: [from.clusterId ?? '', ...route.clusterList] } : route
}

/** The attributes as they are sent: over eBGP the own AS in front and oneself as next hop, unless told otherwise. */
function onTheWire(from: Speaker, to: Speaker, session: Peering, route: BgpRoute): BgpRoute {
  if (from.asNumber === to.asNumber) return route
  const nextHop = keepsNextHop(from, session, route) ? route.nextHop : session.peerAddress
  return { ...route, nextHop, asPath: [from.asNumber, ...route.asPath], localPreference: LOCAL_PREFERENCE }
}

/** A third party's next hop stays if it is on the link that both share (RFC 4271 §5.1.3). [BGP-4] */
function keepsNextHop(from: Speaker, session: Peering, route: BgpRoute): boolean {
  if (!route.from) return false
  const shared = from.addresses.find(({ address }) => address === session.peerAddress)
  return shared !== undefined && !from.node && sameLink(shared, route.nextHop) && sameLink(shared, session.localAddress)
}

const sameLink = ({ address, length }: Speaker['addresses'][number], other: Ipv4): boolean =>
  prefixContains(prefixOf(address, length), other)

/** What `to` takes in: no loops of AS, cluster or originator; an iBGP neighbour's preference, 100 else. */
function accept(from: Speaker, to: Speaker, session: Peering, routes: readonly BgpRoute[]): readonly BgpRoute[] {
  const kind = from.asNumber === to.asNumber ? ('ibgp' as const) : ('ebgp' as const)
  return routes.flatMap((route): readonly BgpRoute[] => {
    const ownAs = route.asPath.filter((asNumber) => asNumber === to.asNumber).length
    if (ownAs > session.allowedLocalAs || route.originatorId === routerId(to)) return []
    if (to.clusterId !== undefined && route.clusterList.includes(to.clusterId)) return []
    return [{ ...route, from: { speaker: session.peer, address: session.peerAddress, kind } }]
  })
}

/** BIRD takes the first address; Calico sets it to the node's own. */
export const routerId = ({ node, addresses }: Speaker): Ipv4 =>
  node?.bgpAddress.address ?? addresses[0]?.address ?? (0 as Ipv4)
