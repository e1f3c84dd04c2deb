import { groupBy } from '../../group-by'
import type { Link } from '../../linux/link'
import { type MainTable, tableOfOwn } from '../../linux/main-table'
import type { Route } from '../../linux/route'
import { compareRoutes } from '../../linux/route-order'
import { UNSPECIFIED } from '../../net/ipv4'
import { formatPrefix, prefixKey } from '../../net/prefix'
import type { NodeRoute } from '../resources/cluster-routes'
import type { Datastore } from '../resources/datastore'
import { ownNetwork } from '../resources/encap'
import type { CalicoNode } from '../resources/node'
import type { UnderlayRouter } from '../resources/underlay'
import { exportPolicy } from './export-filter'
import { type Lines, learnedLines, linesFor, ownBlackholes, routerLearnedRoutes, type Writer } from './kernel-export'
import { settledHearing } from './network'
import type { Ground } from './peerings'
import type { Heard, Rib } from './rib'
import type { Speaker } from './speaker'
import { blackholes, directRoutes, learnedFromKernel, localTable, outside } from './table'

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
  readonly nodeRoutes: readonly NodeRoute[]
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

function speakersOf(input: BirdInput): readonly Speaker[] {
  const routesOf = groupBy(input.nodeRoutes, ({ node }) => node)
  return [
    ...input.datastore.nodes.flatMap((node) => nodeSpeaker(node, routesOf.get(node) ?? [], input) ?? []),
    ...input.routers.flatMap((router) => routerSpeaker(router, input) ?? []),
  ]
}

/** Every machine's routes with `proto bird`. */
export function birdRoutes(input: BirdInput): ReadonlyMap<string, MainTable> {
  const { datastore, nodeRoutes, hosts } = input
  const routesOf = groupBy(nodeRoutes, ({ node }) => node)
  const owners = new Map(nodeRoutes.map((route) => [prefixKey(route.cidr), route]))
  const linesOf = sharedLines((writer, rib) => learnedLines(writer, rib, owners, datastore))
  return new Map(
    [...birdTables(input).values()].map(({ speaker, heard }) => {
      const { name, node } = speaker
      if (!node) return [name, tableOfOwn(routerLearnedRoutes(speaker, heard.rib).toSorted(compareRoutes))]
      const lines = linesOf({ speaker, node, hasTunnel: hosts.get(name)?.hasTunnel ?? false }, heard)
      const own = ownBlackholes(routesOf.get(node) ?? [], datastore).toSorted(compareRoutes)
      return [name, { ...linesFor(speaker, heard.own, lines), own }]
    }),
  )
}

const NOTHING_HEARD: Heard = { rib: new Map(), own: [] }

/** Lines that are made once for all who have one table and write alike. */
function sharedLines(make: (writer: Writer, rib: Rib) => Lines): (writer: Writer, heard: Heard) => Lines {
  const made = new Map<Rib, Map<string, Lines>>()
  return (writer, { rib, own }) => {
    const byVantage = made.get(rib) ?? new Map<string, Lines>()
    made.set(rib, byVantage)
    const vantage = `${formatPrefix(ownNetwork(writer.node))} ${writer.hasTunnel}`
    // To the others of a shared table this one's address is one like any.
    const anybody = own.length > 0 ? { ...writer, speaker: { ...writer.speaker, addresses: [] } } : writer
    const lines = byVantage.get(vantage) ?? make(anybody, rib)
    byVantage.set(vantage, lines)
    return lines
  }
}

/** Devices that confd's `direct` leaves out. */
export const isCalicosOwn = (link: string): boolean => link.startsWith('cali') || link.startsWith('kube-ipvs')

function nodeSpeaker(
  node: CalicoNode,
  own: readonly NodeRoute[],
  { datastore, hosts }: BirdInput,
): Speaker | undefined {
  const host = hosts.get(node.name)
  if (!host) return undefined
  const blocks = own.filter(({ kind }) => kind === 'block').map(({ cidr }) => cidr)
  return {
    name: node.name,
    addresses: addressesOf(host),
    routerId: node.bgpAddress.address,
    asNumber: node.asNumber ?? datastore.bgpConfiguration.asNumber,
    ...(node.routeReflectorClusterId !== undefined && { clusterId: node.routeReflectorClusterId }),
    node,
    filter: exportPolicy(datastore, blocks),
    announces: true,
    table: localTable([
      ...directRoutes(host.links, isCalicosOwn),
      ...blackholes(blocks),
      ...learnedFromKernel(letsOut(datastore) ? host.kernelRoutes : outside(host.kernelRoutes, blocks)),
    ]),
  }
}

/** Whether a filter may let out what Calico's own would not: then lines to single pods count too. [BGP-9] */
const letsOut = ({ bgpFilters }: Datastore): boolean =>
  bgpFilters.some(({ exportV4 }) => exportV4.some(({ action }) => action === 'Accept'))

function routerSpeaker({ name, bgp }: UnderlayRouter, { hosts }: BirdInput): Speaker | undefined {
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

const addressesOf = ({ links }: BirdHost): Speaker['addresses'] =>
  links.flatMap(({ addresses }) => addresses.filter(({ scope }) => scope === 'global'))
