import type { Ipv4 } from '../../net/ipv4'
import { prefixKey } from '../../net/prefix'
import { announce, spell } from './announce'
import { bestRoutes } from './best-path'
import { prefixSetOf, resolveRoute } from './next-hop'
import { verdictOf } from './peer-filter'
import type { BgpRoute, Peering, Speaker } from './speaker'
import { lookUp } from './table'

/** What one speaker's table holds by BGP, best route first, by `prefixKey`. */
export type Rib = ReadonlyMap<number, readonly BgpRoute[]>

/** What a speaker hears. Speakers that hear the same may have one table, which tells of each what he says himself too. */
export interface Heard {
  readonly rib: Rib
  /** Prefixes of the table, as `prefixKey`, that are there from the speaker himself alone. */
  readonly own: readonly number[]
}

/** More rounds than any chain of speakers in a lab is long. */
const MAX_ROUNDS = 32

const NOTHING: readonly BgpRoute[] = []

/** Half a session: what `from` says from its end, and `to` hears at its own. */
interface Conversation {
  readonly sending: Peering
  readonly hearing: Peering
  readonly from: Speaker
  readonly to: Speaker
  heard: readonly BgpRoute[]
}

/**
 * Lets the speakers talk until nothing new is said. [BGP-2]
 * Source: BIRD 1.6 proto/bgp/attrs.c.
 */
export function converge(speakers: readonly Speaker[], sessions: readonly Peering[]): ReadonlyMap<string, Rib> {
  const conversations = conversationsOf(speakers, sessions)
  const border = new Set(sessionsAcross(conversations))
  const ribs = new Map<string, Rib>(speakers.map(({ name }) => [name, new Map()]))
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const listeners = new Set<Speaker>()
    for (const [to, heard] of conversations) {
      const isNews = heard.map(
        (conversation) => (round === 0 || passesOn(conversation, border)) && listen(conversation, ribs),
      )
      if (isNews.includes(true)) listeners.add(to)
    }
    if (listeners.size === 0) break
    for (const to of listeners) ribs.set(to.name, ribOf(to, conversations.get(to) ?? []))
  }
  return ribs
}

function conversationsOf(speakers: readonly Speaker[], sessions: readonly Peering[]): Map<Speaker, Conversation[]> {
  const byName = new Map(speakers.map((speaker) => [speaker.name, speaker]))
  const conversations = new Map<Speaker, Conversation[]>(speakers.map((speaker) => [speaker, []]))
  const ends = new Map(sessions.map((end) => [`${end.localAddress} ${end.peerAddress}`, end]))
  for (const hearing of sessions) {
    const [from, to] = [byName.get(hearing.peer), byName.get(hearing.speaker)]
    const sending = ends.get(`${hearing.peerAddress} ${hearing.localAddress}`)
    if (from && to && sending) conversations.get(to)?.push({ sending, hearing, from, to, heard: NOTHING })
  }
  return conversations
}

/** Who hears of another AS. */
const sessionsAcross = (conversations: ReadonlyMap<Speaker, readonly Conversation[]>): readonly Speaker[] =>
  [...conversations]
    .filter(([to, heard]) => heard.some(({ from }) => from.asNumber !== to.asNumber))
    .map(([speaker]) => speaker)

/**
 * A node says the same to its iBGP peers in every round, unless it reflects or hears of another AS; or its filters let
 * out what the kernel has of Felix, which goes as soon as BGP knows better.
 */
const passesOn = ({ from, to, sending }: Conversation, border: ReadonlySet<Speaker>): boolean =>
  from.clusterId !== undefined || to.asNumber !== from.asNumber || border.has(from) || sending.filters.length > 0

/** Whether what is heard now differs from before. */
function listen(conversation: Conversation, ribs: ReadonlyMap<string, Rib>): boolean {
  const { from, to, sending, hearing, heard } = conversation
  const said = accept(to, hearing, announce(from, to, sending, ribs.get(from.name) ?? new Map()))
  if (said === heard || spell(said) === spell(heard)) return false
  conversation.heard = said
  return true
}

/**
 * What `to` takes in: no loops of AS or originator, of a client none of cluster (`bgp_decode_attrs`), and nothing that
 * would come back to its end of the session (`bgp_set_next_hop`).
 */
function accept(to: Speaker, hearing: Peering, routes: readonly BgpRoute[]): readonly BgpRoute[] {
  const isWelcome = ({ asPath, originatorId, clusterList, nextHop }: BgpRoute): boolean =>
    nextHop !== hearing.localAddress &&
    asPath.filter((asNumber) => asNumber === to.asNumber).length <= hearing.allowedLocalAs &&
    originatorId !== to.routerId &&
    !(hearing.isClient && to.clusterId !== undefined && clusterList.includes(to.clusterId))
  const inOrder = routes.every(isWelcome) ? routes : routes.filter(isWelcome)
  const welcome = hearing.filters.length === 0 ? inOrder : inOrder.filter((route) => isLetIn(to, hearing, route))
  if (!hearing.isMultihop) return welcome.map((route) => ({ ...route, ...gatewayOf(to, route) }))
  return hearing.isClient ? welcome.map((route) => ({ ...route, from: { ...route.from, isClient: true } })) : welcome
}

/** What the peer's filters do not reject comes in. The device is that of the way to the next hop without BGP. [BGP-9] */
function isLetIn(to: Speaker, { filters, peerAs }: Peering, route: BgpRoute): boolean {
  const way = resolveRoute(to, route, prefixSetOf(new Map()))
  const dev = way.kind === 'router' ? way.dev : undefined
  const facts = { prefix: route.prefix, isByBgp: true, ...(dev !== undefined && { dev }) }
  return verdictOf(filters, 'importV4', facts, peerAs === to.asNumber) !== 'Reject'
}

/** On one link a next hop on no network of one's own is behind the neighbour itself (`bgp_set_next_hop`). [BGP-6] */
function gatewayOf({ table }: Speaker, { nextHop, from }: BgpRoute): { gateway?: Ipv4 } {
  const isAtHand = (address: Ipv4): boolean => lookUp(table, address)?.source === 'direct'
  if (!isAtHand(from.address)) return {}
  return { gateway: isAtHand(nextHop) ? nextHop : from.address }
}

function ribOf(speaker: Speaker, conversations: readonly Conversation[]): Rib {
  const table = new Map<number, BgpRoute[]>()
  for (const { heard } of conversations) {
    for (const route of heard) {
      const key = prefixKey(route.prefix)
      const others = table.get(key)
      if (others) others.push(route)
      else table.set(key, [route])
    }
  }
  const contested = [...table].filter(([, routes]) => routes.length > 1)
  if (contested.length === 0) return table
  const byBgp = prefixSetOf(table)
  return new Map([...table, ...contested.map(([key, routes]) => [key, bestRoutes(speaker, routes, byBgp)] as const)])
}
