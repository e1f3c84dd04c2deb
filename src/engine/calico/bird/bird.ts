import type { Link, LinkAddress } from '../../linux/link'
import { type MainTable, tableOfOwn } from '../../linux/main-table'
import type { Route } from '../../linux/route'
import { compareRoutes } from '../../linux/route-order'
import { UNSPECIFIED } from '../../net/ipv4'
import { prefixKey } from '../../net/prefix'
import { oncePer, oncePerSetting } from '../../once-per'
import type { NodeRoute } from '../resources/cluster-routes'
import type { Datastore } from '../resources/datastore'
import { ownNetwork } from '../resources/encap'
import type { CalicoNode } from '../resources/node'
import type { UnderlayRouter } from '../resources/underlay'
import { type EveryNodesPolicy, everyNodesPolicy } from './export-filter'
import { learnedLines, linesFor, ownBlackholes, routerLearnedRoutes, type Writer } from './kernel-export'
import { settledHearing } from './network'
import type { Ground } from './peerings'
import type { Heard, Rib } from './rib'
import type { Speaker } from './speaker'
import { blackholes, directRoutes, learnedFromKernel, localTable } from './table'

/** A machine as BIRD finds it when it starts. */
export interface BirdHost {
  readonly name: string
  /** Its devices without the pods' cables. */
  readonly links: readonly Link[]
  /** What the kernel has without BIRD: connected, default, static, and Felix's. */
  readonly kernelRoutes: readonly Route[]
  readonly hasTunnel: boolean
}

export interface BirdInput {
  readonly datastore: Datastore
  readonly routesOf: ReadonlyMap<CalicoNode, readonly NodeRoute[]>
  readonly routers: readonly UnderlayRouter[]
  /** Nodes whose BIRD runs, and the routers. */
  readonly hosts: ReadonlyMap<string, BirdHost>
  readonly ground: Ground
}

/** What one machine's BIRD has by BGP. */
export interface BirdTable {
  readonly speaker: Speaker
  readonly heard: Heard
}

/** By machine, where a BIRD runs. */
export function birdTables(input: BirdInput): ReadonlyMap<string, BirdTable> {
  const { datastore, routers } = input
  const speakers = speakersOf(input)
  const hearing = settledHearing(speakers, datastore, routers, input.ground)
  return new Map(
    speakers.map((speaker) => [speaker.name, { speaker, heard: hearing.get(speaker.name) ?? NOTHING_HEARD }]),
  )
}

const NO_ROUTES: readonly NodeRoute[] = []

function speakersOf({ datastore, routesOf, routers, hosts }: BirdInput): readonly Speaker[] {
  const policy = everyNodesPolicy(datastore)
  const { asNumber } = datastore.bgpConfiguration
  const isOpen = letsOut(datastore)
  const nodes = datastore.nodes.flatMap((node) => {
    const host = hosts.get(node.name)
    return host ? nodeSpeaker(host, node, routesOf.get(node) ?? NO_ROUTES, policy, asNumber, isOpen) : []
  })
  return [...nodes, ...routers.flatMap((router) => routerSpeaker(router, hosts) ?? [])]
}

/** Every machine's routes with `proto bird`. */
export function birdRoutes(input: BirdInput): ReadonlyMap<string, MainTable> {
  const { datastore, routesOf, hosts } = input
  const owners = new Map<number, NodeRoute>()
  for (const routes of routesOf.values()) for (const route of routes) owners.set(prefixKey(route.cidr), route)
  const linesOf = sharedLines((writer, rib) => learnedLines(writer, rib, owners, datastore))
  return new Map(
    [...birdTables(input).values()].map(({ speaker, heard }) => {
      const { name, node } = speaker
      if (!node) return [name, tableOfOwn(routerLearnedRoutes(speaker, heard.rib).toSorted(compareRoutes))]
      const lines = linesOf({ speaker, node, hasTunnel: hosts.get(name)?.hasTunnel ?? false }, heard)
      const own = ownBlackholes(routesOf.get(node) ?? NO_ROUTES, datastore)
      return [name, { ...linesFor(speaker, heard.own, lines), own }]
    }),
  )
}

const NOTHING_HEARD: Heard = { rib: new Map(), own: [] }

/** Lines that are made once for all who have one table and write alike. */
function sharedLines(
  make: (writer: Writer, rib: Rib) => readonly Route[],
): (writer: Writer, heard: Heard) => readonly Route[] {
  const made = new Map<Rib, Map<number, readonly Route[]>>()
  return (writer, { rib, own }) => {
    const byVantage = made.get(rib) ?? new Map<number, readonly Route[]>()
    made.set(rib, byVantage)
    const vantage = prefixKey(ownNetwork(writer.node)) * 2 + (writer.hasTunnel ? 1 : 0)
    const known = byVantage.get(vantage)
    if (known) return known
    // To the others of a shared table this one's address is one like any.
    const lines = make(own.length > 0 ? { ...writer, speaker: anybodyAt(writer.speaker) } : writer, rib)
    byVantage.set(vantage, lines)
    return lines
  }
}

const anybodyAt = oncePer(({ table }: Writer['speaker']): Writer['speaker'] => ({ table, addresses: [] }))

/** Devices that confd's `direct` leaves out. */
export const isCalicosOwn = (link: string): boolean => link.startsWith('cali') || link.startsWith('kube-ipvs')

/** A node that stays as it is says the same. */
const nodeSpeaker = oncePerSetting(
  (
    host: BirdHost,
    node: CalicoNode,
    own: readonly NodeRoute[],
    policy: EveryNodesPolicy,
    asNumber: number,
    isOpen: boolean,
  ): Speaker => {
    const blocks = own.filter(({ kind }) => kind === 'block').map(({ cidr }) => cidr)
    return {
      name: node.name,
      addresses: addressesOf(host),
      routerId: node.bgpAddress.address,
      asNumber: node.asNumber ?? asNumber,
      ...(node.routeReflectorClusterId !== undefined && { clusterId: node.routeReflectorClusterId }),
      node,
      filter: { ...policy, blocks },
      announces: true,
      table: localTable([
        ...directRoutes(host.links, isCalicosOwn),
        ...blackholes(blocks),
        ...learnedFromKernel(host.kernelRoutes, isOpen ? [] : blocks),
      ]),
    }
  },
)

/** Whether a filter may let out what Calico's own would not: then lines to single pods count too. [BGP-9] */
const letsOut = ({ bgpFilters }: Datastore): boolean =>
  bgpFilters.some(({ exportV4 }) => exportV4.some(({ action }) => action === 'Accept'))

function routerSpeaker({ name, bgp }: UnderlayRouter, hosts: BirdInput['hosts']): Speaker | undefined {
  const host = hosts.get(name)
  if (!bgp || !host) return undefined
  const addresses = addressesOf(host)
  return {
    name,
    addresses,
    routerId: addresses[0]?.address ?? UNSPECIFIED,
    asNumber: bgp.asNumber,
    announces: bgp.advertise === 'connected',
    table: localTable([...directRoutes(host.links, () => false), ...learnedFromKernel(host.kernelRoutes)]),
  }
}

function addressesOf({ links }: BirdHost): Speaker['addresses'] {
  const found: LinkAddress[] = []
  for (const { addresses } of links)
    for (const address of addresses) if (address.scope === 'global') found.push(address)
  return found
}
