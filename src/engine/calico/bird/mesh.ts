/**
 * The node-to-node mesh where it is all the BGP there is: one AS, no BGPPeers. Everybody tells all others his own routes
 * and passes nothing on, so it needs no list of sessions, of which there are as many as pairs of nodes: those who stand
 * in one place hear the same, and share one table. It is what `converge` comes to, in time that grows with the nodes.
 * [BGP-1] [BGP-2]
 */
import { groupBy } from '../../group-by'
import type { Ipv4 } from '../../net/ipv4'
import { prefixContains, prefixKey } from '../../net/prefix'
import { oncePerSetting } from '../../once-per'
import type { BGPConfiguration } from '../resources/bgp-configuration'
import type { Datastore } from '../resources/datastore'
import type { CalicoNode } from '../resources/node'
import { announce } from './announce'
import { bestRoutes } from './best-path'
import { holdsAddress, prefixSetOf } from './next-hop'
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
    return [memberOf(speaker, node, bgpConfiguration)]
  })
  const asNumbers = new Set(members.map(({ speaker }) => speaker.asNumber))
  const addresses = new Set(members.map(({ address }) => address))
  if (asNumbers.size > 1 || addresses.size < members.length) return undefined
  return hearingOf(members, bgpConfiguration.listenPort, ground)
}

/** Who stays as he is says the same. */
const memberOf = oncePerSetting((speaker: Speaker, node: CalicoNode, bgpConfiguration: BGPConfiguration): Member => {
  const said = announce(speaker, speaker, meshEnd(node, node, { bgpConfiguration }), new Map())
  return { speaker, address: node.bgpAddress.address, said }
})

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
  const told = oncePerCrowd(everythingSaid)
  return new Map(
    places.flatMap((listeners) => {
      const { said, heard, hearsAlike } = told(places.filter((others) => canTalk(listeners, others)))
      const shared = tableOf(listeners, said)
      return listeners.map((listener): [string, Heard] => {
        const { speaker, said } = listener
        if (hearsAlike(listener))
          return [speaker.name, { rib: shared, own: said.map(({ prefix }) => prefixKey(prefix)) }]
        return [
          speaker.name,
          {
            rib: tableOf(
              [listener],
              byPrefix(heard.filter((other) => other !== listener).map(withoutReturns(listener))),
            ),
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

type Crowd = readonly (readonly Member[])[]

interface Told {
  readonly heard: readonly Member[]
  readonly said: Rib
  readonly hearsAlike: (listener: Member) => boolean
}

function everythingSaid(crowd: Crowd): Told {
  const heard = crowd.flat()
  const said = byPrefix(heard)
  return { heard, said, hearsAlike: alikeIn(said, heard) }
}

/** Of places that hear the same others it is asked once. */
function oncePerCrowd(make: (crowd: Crowd) => Told): (crowd: Crowd) => Told {
  const made: { readonly crowd: Crowd; readonly told: Told }[] = []
  return (crowd) => {
    const known = made.find(
      (other) => other.crowd.length === crowd.length && other.crowd.every((one, i) => one === crowd[i]),
    )
    if (known) return known.told
    const told = make(crowd)
    made.push({ crowd, told })
    return told
  }
}

const byPrefix = (heard: readonly Member[]): Rib =>
  groupBy(
    heard.flatMap(({ said }) => said),
    ({ prefix }) => prefixKey(prefix),
  )

/**
 * Whether the table minus what a listener says himself is what he hears. Not so if somebody else says the same, or takes
 * him for the next hop; and for nobody if a prefix of the table holds a next hop.
 */
function alikeIn(table: Rib, heard: readonly Member[]): (listener: Member) => boolean {
  const prefixes = prefixSetOf(table)
  const others = new Set<Ipv4>()
  let isNested = false
  for (const { said, address } of heard) {
    for (const { nextHop } of said) {
      if (nextHop !== address) others.add(nextHop)
      isNested ||= holdsAddress(prefixes, nextHop)
    }
  }
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

/** A place's own table: what is said, with the best of each prefix first as it is seen from there. */
function tableOf([listener]: readonly Member[], said: Rib): Rib {
  const table = new Map(said)
  const byBgp = prefixSetOf(table)
  for (const [key, routes] of table) {
    // Of routes that two others announce; one's own address is then no next hop.
    if (routes.length > 1 && listener) table.set(key, bestRoutes({ ...listener.speaker, addresses: [] }, routes, byBgp))
  }
  return table
}
