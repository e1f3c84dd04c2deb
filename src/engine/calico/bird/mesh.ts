/**
 * The node-to-node mesh where it is all the BGP there is: one AS, no BGPPeers. Everybody tells all others his own routes
 * and passes nothing on, so it needs no list of sessions, of which there are as many as pairs of nodes: those who stand
 * in one place hear the same, and share one table. It is what `converge` comes to, in time that grows with the nodes.
 * [BGP-1] [BGP-2]
 */
import { groupBy } from '../../group-by'
import type { Ipv4 } from '../../net/ipv4'
import { prefixContains, prefixKey, prefixOf } from '../../net/prefix'
import type { Datastore } from '../resources/datastore'
import { announce } from './announce'
import { bestRoutes } from './best-path'
import { prefixSetOf } from './next-hop'
import { type Ground, meshEnd } from './peerings'
import type { Heard, Rib } from './rib'
import type { BgpRoute, Speaker } from './speaker'

interface Member {
  readonly speaker: Speaker
  readonly address: Ipv4
  /** What it tells each of the others. */
  readonly said: readonly BgpRoute[]
}

/** What each speaker hears, or undefined if there is more to the cluster's BGP than its mesh. */
export function meshAlone(
  speakers: readonly Speaker[],
  datastore: Datastore,
  ground: Ground,
): ReadonlyMap<string, Heard> | undefined {
  const { bgpConfiguration, bgpPeers } = datastore
  if (!bgpConfiguration.nodeToNodeMeshEnabled || bgpPeers.length > 0) return undefined
  const members = speakers.flatMap((speaker): readonly Member[] => {
    const { node } = speaker
    if (!node || node.routeReflectorClusterId !== undefined) return []
    const said = announce(speaker, speaker, meshEnd(node, node, datastore), new Map())
    return [{ speaker, address: node.bgpAddress.address, said }]
  })
  const asNumbers = new Set(members.map(({ speaker }) => speaker.asNumber))
  const addresses = new Set(members.map(({ address }) => address))
  if (asNumbers.size > 1 || addresses.size < members.length) return undefined
  return hearingOf(members, bgpConfiguration.listenPort, ground)
}

function hearingOf(members: readonly Member[], port: number, ground: Ground): ReadonlyMap<string, Heard> {
  const wayToAll = wayTo(members.flatMap(({ said }) => said.map(({ nextHop }) => nextHop)))
  const places = [
    ...groupBy(
      members,
      ({ speaker, address }) => `${ground.placeOf(speaker.name, address)} ${wayToAll(speaker)}`,
    ).values(),
  ]
  const reach = (from: Member, to: Member): boolean =>
    ground.reaches({ speaker: from.speaker.name, localAddress: from.address, peerAddress: to.address }, port)
  const canTalk = ([one]: readonly Member[], there: readonly Member[]): boolean => {
    const other = there.find((member) => member !== one)
    return one !== undefined && other !== undefined && reach(one, other) && reach(other, one)
  }
  return new Map(
    places.flatMap((listeners) => {
      const heard = places.filter((others) => canTalk(listeners, others)).flat()
      const shared = tableOf(listeners, heard)
      const hearsAlike = alikeIn(shared, heard)
      return listeners.map((listener): [string, Heard] => {
        const { speaker, said } = listener
        if (hearsAlike(listener))
          return [speaker.name, { rib: shared, own: said.map(({ prefix }) => prefixKey(prefix)) }]
        return [
          speaker.name,
          {
            rib: tableOf([listener], heard.filter((other) => other !== listener).map(withoutReturns(listener))),
            own: [],
          },
        ]
      })
    }),
  )
}

/** Nothing is taken in that would come back to who hears it (`bgp_set_next_hop`). */
const withoutReturns =
  (listener: Member) =>
  (other: Member): Member => ({ ...other, said: other.said.filter(({ nextHop }) => nextHop !== listener.address) })

/**
 * Whether the table minus what a listener says himself is what he hears. Not so if somebody else says the same, or takes
 * him for the next hop; and for nobody if a prefix of the table holds a next hop.
 */
function alikeIn(table: Rib, heard: readonly Member[]): (listener: Member) => boolean {
  const { lengths, has } = prefixSetOf(table)
  const hops = heard.flatMap(({ said, address }) =>
    said.map(({ nextHop }) => ({ nextHop, isOwn: nextHop === address })),
  )
  const isNested = hops.some(({ nextHop }) => lengths.some((length) => has(prefixOf(nextHop, length))))
  const others = new Set(hops.filter(({ isOwn }) => !isOwn).map(({ nextHop }) => nextHop))
  return ({ speaker, said }) =>
    !isNested &&
    said.every(({ prefix }) => (table.get(prefixKey(prefix))?.length ?? 0) <= 1) &&
    !speaker.addresses.some(({ address }) => others.has(address))
}

/**
 * How a speaker's own table leads to these addresses: the routes of it that hold any of them. Speakers that agree in
 * that send to all of them alike.
 */
function wayTo(addresses: readonly Ipv4[]): (speaker: Speaker) => string {
  const sorted = [...addresses].sort((a, b) => a - b)
  return ({ table }) => {
    const ways: string[] = []
    for (const { prefix, source, kind, dev, gateway } of table.routes.values()) {
      const next = firstFrom(sorted, prefix.address)
      if (next === undefined || !prefixContains(prefix, next)) continue
      ways.push(`${prefixKey(prefix)},${source},${kind},${dev ?? ''},${gateway ?? ''}`)
    }
    return ways.sort().join(' ')
  }
}

/** The first that is not below `least`. */
function firstFrom(sorted: readonly Ipv4[], least: Ipv4): Ipv4 | undefined {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? 0) < least) from = middle + 1
    else to = middle
  }
  return sorted[from]
}

function tableOf([listener]: readonly Member[], heard: readonly Member[]): Rib {
  const said = heard.flatMap((member) => member.said)
  const table = new Map(groupBy(said, ({ prefix }) => prefixKey(prefix)))
  const byBgp = prefixSetOf(table)
  for (const [key, routes] of table) {
    // Of routes that two others announce; one's own address is then no next hop.
    if (routes.length > 1 && listener) table.set(key, bestRoutes({ ...listener.speaker, addresses: [] }, routes, byBgp))
  }
  return table
}
