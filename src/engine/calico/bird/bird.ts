import { groupBy } from '../../group-by'
import type { Link } from '../../linux/link'
import type { Route } from '../../linux/route'
import { UNSPECIFIED } from '../../net/ipv4'
import { prefixKey } from '../../net/prefix'
import type { NodeRoute } from '../resources/cluster-routes'
import type { Datastore } from '../resources/datastore'
import type { CalicoNode } from '../resources/node'
import type { UnderlayRouter } from '../resources/underlay'
import { exportPolicy } from './export-filter'
import { learnedLines, ownBlackholes, preferredTo, routerLearnedRoutes } from './kernel-export'
import { settledRibs } from './network'
import type { Reaches } from './peerings'
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
  readonly reaches: Reaches
  /** Stands for the machines without Calico: the same object as long as they are the same. */
  readonly underlay: object
}

/** Every machine's routes with `proto bird`. */
export function birdRoutes(input: BirdInput): ReadonlyMap<string, readonly Route[]> {
  const { datastore, nodeRoutes, routers, hosts } = input
  const routesOf = groupBy(nodeRoutes, ({ node }) => node)
  const speakers = [
    ...datastore.nodes.flatMap((node) => nodeSpeaker(node, routesOf.get(node) ?? [], input) ?? []),
    ...routers.flatMap((router) => routerSpeaker(router, input) ?? []),
  ]
  const ribs = settledRibs(speakers, datastore, routers, input.reaches, input.underlay)
  const owners = new Map(nodeRoutes.map((route) => [prefixKey(route.cidr), route]))
  return new Map(
    speakers.map((speaker) => {
      const { name, node } = speaker
      const rib = ribs.get(name) ?? new Map()
      if (!node) return [name, routerLearnedRoutes(speaker, rib)]
      const lines = learnedLines(
        { speaker, node, hasTunnel: hosts.get(name)?.hasTunnel ?? false },
        rib,
        owners,
        datastore,
      )
      return [name, [...ownBlackholes(routesOf.get(node) ?? [], datastore), ...preferredTo(lines, speaker)]]
    }),
  )
}

/** Devices that confd's `direct` leaves out. */
const isCalicosOwn = (link: string): boolean => link.startsWith('cali') || link.startsWith('kube-ipvs')

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
      ...learnedFromKernel(outside(host.kernelRoutes, blocks)),
    ]),
  }
}

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
