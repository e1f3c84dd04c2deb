import type { Route } from '../../linux/route'
import { UNSPECIFIED } from '../../net/ipv4'
import { prefixKey } from '../../net/prefix'
import { type NodeRoute, poolHolding } from '../resources/cluster-routes'
import type { Datastore } from '../resources/datastore'
import type { CalicoNode } from '../resources/node'
import { hasRoutePriority } from '../resources/route-priority'
import type { UnderlayRouter } from '../resources/underlay'
import { learnedRoutes, MAX_LOCAL_PREFERENCE, ownBlackholes, routerLearnedRoutes } from './kernel-export'
import { settledRibs } from './network'
import type { Peering, Speaker } from './speaker'

/** A machine as BIRD finds it when it starts. */
export interface BirdHost {
  readonly name: string
  readonly addresses: Speaker['addresses']
  /** What the kernel has without BIRD: connected, default, static. */
  readonly kernelRoutes: readonly Route[]
  readonly hasTunnel: boolean
}

export interface BirdInput {
  readonly datastore: Datastore
  readonly nodeRoutes: readonly NodeRoute[]
  readonly routers: readonly UnderlayRouter[]
  /** Nodes whose BIRD runs, and the routers. */
  readonly hosts: ReadonlyMap<string, BirdHost>
  /** Whether TCP from that end of a session reaches the other. */
  readonly reaches: (from: Peering) => boolean
  /** Stands for the machines without Calico: the same object as long as they are the same. */
  readonly underlay: object
}

/** Every machine's routes with `proto bird`. */
export function birdRoutes(input: BirdInput): ReadonlyMap<string, readonly Route[]> {
  const { datastore, nodeRoutes, routers, hosts } = input
  const speakers = [
    ...datastore.nodes.flatMap((node) => nodeSpeaker(node, input) ?? []),
    ...routers.flatMap((router) => routerSpeaker(router, input) ?? []),
  ]
  const ribs = settledRibs(speakers, datastore, routers, input.reaches, input.underlay)
  const owners = new Map(nodeRoutes.map((route) => [prefixKey(route.cidr), route]))
  return new Map(
    speakers.map((speaker) => {
      const { name, node } = speaker
      const rib = ribs.get(name) ?? new Map()
      if (!node) return [name, routerLearnedRoutes(speaker, rib)]
      const table = { speaker, hasTunnel: hosts.get(name)?.hasTunnel ?? false }
      const learned = learnedRoutes(table, node, rib, owners, datastore)
      return [name, [...ownBlackholes(node, nodeRoutes, datastore), ...learned]]
    }),
  )
}

function nodeSpeaker(node: CalicoNode, { datastore, nodeRoutes, hosts }: BirdInput): Speaker | undefined {
  const host = hosts.get(node.name)
  if (!host) return undefined
  const { pools, bgpConfiguration } = datastore
  return {
    name: node.name,
    addresses: host.addresses,
    routerId: node.bgpAddress.address,
    asNumber: node.asNumber ?? bgpConfiguration.asNumber,
    ...(node.routeReflectorClusterId !== undefined && { clusterId: node.routeReflectorClusterId }),
    node,
    originates: nodeRoutes
      .filter((route) => route.node.name === node.name && !isWithheld(route, datastore))
      .map(({ cidr }) => cidr),
    ...(hasRoutePriority(datastore) && {
      localPreference: MAX_LOCAL_PREFERENCE - bgpConfiguration.ipv4NormalRoutePriority,
    }),
    announces: true,
    kernelRoutes: host.kernelRoutes,
    pools,
  }
}

/** Export rule 1: nothing of a pool with `disableBGPExport`; blocks of one address are no static routes. [BGP-3] */
const isWithheld = ({ cidr, kind }: NodeRoute, { pools }: Datastore): boolean =>
  (poolHolding(pools, cidr.address)?.disableBGPExport ?? true) || (kind === 'block' && cidr.length === 32)

function routerSpeaker({ name, bgp }: UnderlayRouter, { hosts, datastore }: BirdInput): Speaker | undefined {
  const host = hosts.get(name)
  if (!bgp || !host) return undefined
  const connected = host.kernelRoutes.filter(({ protocol }) => protocol === 'kernel')
  return {
    name,
    addresses: host.addresses,
    routerId: host.addresses[0]?.address ?? UNSPECIFIED,
    asNumber: bgp.asNumber,
    originates: connected.map(({ destination }) => destination),
    announces: bgp.advertise === 'connected',
    kernelRoutes: host.kernelRoutes,
    pools: datastore.pools,
  }
}
