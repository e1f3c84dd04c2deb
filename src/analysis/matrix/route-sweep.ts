import { groupBy } from '../../engine/group-by'
import { bestRoute } from '../../engine/linux/fib'
import { localTable } from '../../engine/linux/local-table'
import type { Namespace } from '../../engine/linux/namespace'
import type { Route } from '../../engine/linux/route'
import { compareRoutes } from '../../engine/linux/route-order'
import { type Ipv4, ip } from '../../engine/net/ipv4'
import { maskOf, prefixContains, prefixOf } from '../../engine/net/prefix'

const LOOPBACK_NETWORK = prefixOf(ip('127.0.0.0'), 8)

/**
 * As `bestRoute`, for addresses that are asked for in their order: a table is gone through once, and not looked up in as
 * often as there are addresses.
 */
export function routeSweep(namespace: Namespace): (address: Ipv4) => Route | undefined {
  const local = localTable(namespace)
  const inOrder = isInOrder(namespace.routes) ? namespace.routes : namespace.routes.toSorted(compareRoutes)
  const byLength = [...groupBy(inOrder, ({ destination }) => destination.length)]
    .sort(([a], [b]) => b - a)
    .map(([length, routes]) => ({ mask: maskOf(length), routes, next: 0 }))
  return (address) => {
    if (local.has(address) || prefixContains(LOOPBACK_NETWORK, address)) return bestRoute(namespace, address)
    for (const lines of byLength) {
      const { mask, routes } = lines
      const network = (address & mask) >>> 0
      while (lines.next < routes.length && (routes[lines.next] as Route).destination.address < network) lines.next++
      const route = routes[lines.next]
      if (route?.destination.address === network) return route
    }
    return undefined
  }
}

function isInOrder(routes: readonly Route[]): boolean {
  for (let i = 1; i < routes.length; i++) {
    if (compareRoutes(routes[i - 1] as Route, routes[i] as Route) > 0) return false
  }
  return true
}
