import type { CalicoNode } from '../../calico/resources/node'
import type { StaticRoute } from '../../calico/resources/underlay'
import { isJsonObject, type JsonObject } from '../../manifest'
import { formatIpv4 } from '../../net/ipv4'
import { formatPrefix, prefixCovers, prefixEquals, prefixesOverlap, prefixOf } from '../../net/prefix'
import type { Cluster } from '../cluster'
import { hostSettings, subnetHolding } from '../underlay-hosts'
import { listAt, withFields } from './edit-underlay'
import type { Fault } from './fault'

// A route on a node that somebody, or an earlier daemon, has left: it leads pods' packets to a node that no longer has
// their block.

export type StaleRoute = Extract<Fault, { readonly kind: 'stale-route' }>

/** Static routes of nodes into a block, by a node that is not the one which has it. [FAULT-6] */
export const staleRoutes = (cluster: Cluster): readonly StaleRoute[] =>
  cluster.underlay.hosts.flatMap(({ node, routes }) =>
    routes.flatMap((route) => (isStale(cluster, node, route) ? [staleRoute(node, route)] : [])),
  )

const staleRoute = (node: string, { to, via }: Pick<StaticRoute, 'to' | 'via'>): StaleRoute => ({
  kind: 'stale-route',
  node,
  to: formatPrefix(to),
  via: formatIpv4(via),
})

function isStale({ nodes, blockAffinities }: Cluster, node: string, { to, via }: StaticRoute): boolean {
  const leadsTo = nodes.find(({ internalAddress }) => internalAddress === via)?.name
  const blocks = blockAffinities.filter(({ cidr, state }) => state === 'confirmed' && prefixesOverlap(cidr, to))
  if (leadsTo === undefined || !nodes.some(({ name }) => name === node) || blocks.length === 0) return false
  return !blocks.some((block) => block.node === leadsTo)
}

/** Half of another node's block, the longer prefix, by a third node of the same subnet. */
export function possibleStaleRoute(cluster: Cluster, { name, internalAddress }: CalicoNode): readonly StaleRoute[] {
  const { nodes, underlay, blockAffinities } = cluster
  const subnet = subnetHolding(underlay, internalAddress)
  const block = blockAffinities.find(
    ({ node, state, cidr }) => node !== name && state === 'confirmed' && cidr.length < 32,
  )
  if (!block) return []
  const third = nodes.find(
    (other) =>
      other.name !== name && other.name !== block.node && subnetHolding(underlay, other.internalAddress) === subnet,
  )
  const to = prefixOf(block.cidr.address, block.cidr.length + 1)
  const isThere = hostSettings(underlay, name).routes.some((route) => prefixEquals(route.to, to))
  const isShadowed = blockAffinities.some(({ cidr }) => prefixCovers(to, cidr))
  return third && !isThere && !isShadowed ? [staleRoute(name, { to, via: third.internalAddress })] : []
}

/** A host's entry with the route, or without it. */
export function withStaleRoute(host: JsonObject, { to, via }: StaleRoute, on: boolean): JsonObject {
  const others = listAt(host, 'routes').filter((route) => !isJsonObject(route) || route.to !== to || route.via !== via)
  const routes = on ? [...others, { to, via }] : others
  return withFields(host, { routes: routes.length > 0 ? routes : undefined })
}
