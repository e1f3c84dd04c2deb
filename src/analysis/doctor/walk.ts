import type { Fabric } from '../../engine/fabric/fabric'
import { resolveNeighbour } from '../../engine/fabric/resolve-neighbour'
import { lookupRoute } from '../../engine/linux/fib'
import type { NamespaceName } from '../../engine/linux/namespace'
import type { Route } from '../../engine/linux/route'
import { findLink } from '../../engine/linux/source-address'
import type { Ipv4 } from '../../engine/net/ipv4'

/** Where the routes from a machine lead a plain packet for an address. */
export type WayEnd =
  /** It goes into a tunnel at that machine. */
  | { readonly kind: 'wrapped'; readonly at: NamespaceName }
  /** A node has it: by its block's blackhole, or a pod's cable. */
  | { readonly kind: 'home'; readonly at: NamespaceName }
  | { readonly kind: 'no-route' | 'no-neighbour' | 'circle'; readonly at: NamespaceName; readonly first?: Route }

const MAX_HOPS = 32

/** Filters and sizes are not asked: only what routes and neighbours say. */
export function wayTo(fabric: Fabric, from: NamespaceName, destination: Ipv4): WayEnd {
  let at = from
  let first: Route | undefined
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    const namespace = fabric.namespaces.get(at)
    const { route, nextHop } = namespace ? lookupRoute(namespace, destination) : {}
    first ??= route
    if (!namespace || !route) return { kind: 'no-route', at, ...(first && { first }) }
    if (route.type !== 'unicast' || !nextHop) return { kind: 'home', at }
    const link = findLink(namespace, nextHop.dev)
    if (link?.type.kind === 'ipip' || link?.type.kind === 'vxlan') return { kind: 'wrapped', at }
    const asker = { namespace: at, link: nextHop.dev }
    const answer = resolveNeighbour(fabric, asker, nextHop.gateway ?? destination)
    if (!answer) return { kind: 'no-neighbour', at, ...(first && { first }) }
    if (fabric.namespaces.get(answer.port.namespace)?.role === 'pod') return { kind: 'home', at }
    at = answer.port.namespace
  }
  return { kind: 'circle', at, ...(first && { first }) }
}
