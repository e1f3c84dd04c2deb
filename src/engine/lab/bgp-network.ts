/**
 * The network as BGP finds it. A session needs a way for its TCP, and what BGP itself brings can be such a way, or stand
 * in one: a router that tells of its networks lets nodes without a default route reach further peers, and a route that
 * leads nowhere takes a peer away. So who talks follows from the routes, and the routes follow from who talks. [BGP-10]
 */
import { sessionsAmong } from '../calico/bird/network'
import type { Ground } from '../calico/bird/peerings'
import type { Peering } from '../calico/bird/speaker'
import { createFabric, type Fabric } from '../fabric/fabric'
import { joinedTable, linesOf, type MainTable, tableOfOwn, withTable } from '../linux/main-table'
import type { Route } from '../linux/route'
import type { Ipv4 } from '../net/ipv4'
import { type Prefix, prefixContains, prefixKey } from '../net/prefix'
import { oncePer } from '../once-per'
import { bareFabric, bgpGround } from './bare-fabric'
import type { Cluster } from './cluster'
import { birdRoutesOn } from './desired-state'
import { hostSettings } from './underlay-hosts'

export interface BgpNetwork {
  /** The machines without Calico, but with what BGP brings of routes to speakers. */
  readonly ground: Ground
  /**
   * Where there is no rest: ends of sessions that the routes which they bring take away again. They count as up, which
   * they are until their hold timer expires, and soon after that again.
   */
  readonly restless: readonly Peering[]
  /** By machine: the networks whose routes they take with them. */
  readonly unsettled: ReadonlyMap<string, readonly Prefix[]>
}

interface Talk {
  readonly ground: Ground
  readonly sessions: readonly Peering[]
}

/**
 * Begins with the network as it is without BGP, gives it the routes that the sessions there bring, and looks who reaches
 * whom then, until that is as before. If it comes round in a circle instead, the network in which most sessions are up
 * stands for all of it.
 */
export const bgpNetwork = oncePer((cluster: Cluster): BgpNetwork => {
  const bare = bareFabric(cluster)
  const speakers = speakerAddresses(cluster)
  if (!mayBringWays(cluster, speakers)) return { ground: bgpGround(bare), restless: [], unsettled: NOTHING }
  const talkOn = (fabric: Fabric): Talk => {
    const ground = bgpGround(fabric)
    return { ground, sessions: sessionsAmong(speakersOf(cluster), cluster, cluster.underlay.routers, ground.reaches) }
  }
  const talks = [talkOn(bare)]
  for (;;) {
    const { ground } = talks.at(-1) as Talk
    const ways = waysTo(speakers, birdRoutesOn(cluster, bare.namespaces, ground))
    const next = talkOn(ways.size === 0 ? bare : withWays(bare, ways))
    const again = talks.findIndex(({ sessions }) => spell(sessions) === spell(next.sessions))
    if (again >= 0) {
      const circle = talks.slice(again)
      const tables = circle.length > 1 ? circle.map((talk) => birdRoutesOn(cluster, bare.namespaces, talk.ground)) : []
      return { ...inCircle(circle), unsettled: unsettledIn(tables) }
    }
    talks.push(next)
  }
})

/** One network is at rest; of several the first with the most sessions stands for all. */
function inCircle(talks: readonly Talk[]): Pick<BgpNetwork, 'ground' | 'restless'> {
  const [fullest] = talks.toSorted((a, b) => b.sessions.length - a.sessions.length) as [Talk]
  const others = talks.filter((talk) => talk !== fullest).map(({ sessions }) => new Set(sessions.map(endOf)))
  const restless = fullest.sessions.filter((end) => others.some((ends) => !ends.has(endOf(end))))
  return { ground: fullest.ground, restless }
}

const NOTHING: BgpNetwork['unsettled'] = new Map()

/** Destinations of lines that not all of these tables have. */
function unsettledIn(tables: readonly ReadonlyMap<string, MainTable>[]): ReadonlyMap<string, readonly Prefix[]> {
  const machines = new Set(tables.flatMap((byName) => [...byName.keys()]))
  return new Map(
    [...machines].flatMap((machine) => {
      const times = new Map<string, { readonly destination: Prefix; readonly count: number }>()
      for (const byName of tables) {
        const table = byName.get(machine)
        for (const { destination, type, nextHops } of table ? linesOf(table) : []) {
          const key = JSON.stringify([destination, type, nextHops])
          times.set(key, { destination, count: (times.get(key)?.count ?? 0) + 1 })
        }
      }
      const own = [...times.values()].filter(({ count }) => count < tables.length)
      const networks = new Map(own.map(({ destination }) => [prefixKey(destination), destination]))
      return networks.size > 0 ? [[machine, [...networks.values()]] as const] : []
    }),
  )
}

const endOf = ({ speaker, localAddress, peerAddress }: Peering): string => `${speaker} ${localAddress} ${peerAddress}`

const spell = (sessions: readonly Peering[]): string => sessions.map(endOf).join()

/** Nodes whose BIRD runs, and routers with one. */
function speakersOf({ nodes, underlay, bgpConfiguration }: Cluster) {
  const running = nodes.filter(({ name }) => {
    const { birdStopped, down } = hostSettings(underlay, name)
    return !birdStopped && !down
  })
  return [
    ...running.map(({ name, asNumber }) => ({ name, asNumber: asNumber ?? bgpConfiguration.asNumber })),
    ...underlay.routers.flatMap(({ name, bgp }) => (bgp ? [{ name, asNumber: bgp.asNumber }] : [])),
  ]
}

const speakerAddresses = ({ nodes, underlay }: Cluster): readonly Ipv4[] => [
  ...nodes.map(({ bgpAddress }) => bgpAddress.address),
  ...underlay.routers.flatMap(({ bgp, interfaces }) => (bgp ? interfaces.map(({ address }) => address) : [])),
]

/** Only who tells of more than blocks of pools beside the machines' networks can bring such a route. */
const mayBringWays = ({ underlay, bgpFilters, pools }: Cluster, speakers: readonly Ipv4[]): boolean =>
  underlay.routers.some(({ bgp }) => bgp?.advertise === 'connected') ||
  bgpFilters.some(({ exportV4 }) => exportV4.some(({ action }) => action === 'Accept')) ||
  pools.some(({ cidr }) => speakers.some((address) => prefixContains(cidr, address)))

type Ways = ReadonlyMap<string, readonly Route[]>

/** Of each machine's routes those that hold a speaker's address. */
function waysTo(speakers: readonly Ipv4[], tables: ReadonlyMap<string, MainTable>): Ways {
  const isWay = ({ destination }: Route): boolean => speakers.some((address) => prefixContains(destination, address))
  const ways = [...tables].map(([machine, table]) => [machine, linesOf(table).filter(isWay)] as const)
  return new Map(ways.filter(([, own]) => own.length > 0))
}

const withWays = (bare: Fabric, ways: Ways): Fabric =>
  createFabric(
    [...bare.namespaces.values()].map((namespace) => {
      const own = ways.get(namespace.name)
      if (!own) return namespace
      return withTable(namespace, joinedTable([tableOfOwn(namespace.routes), tableOfOwn(own)]))
    }),
    bare.segments,
  )
