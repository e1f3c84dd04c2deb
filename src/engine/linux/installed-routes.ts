import type { Route } from './route'
import { compareRoutes } from './route-order'

/**
 * What a table holds of these lines, which are in its order. Of one destination and metric it holds one line, but for
 * the kernel's own: Felix puts its line in place of whatever is there (`NLM_F_REPLACE`), all others are refused a place
 * that is taken (`NLM_F_EXCL`, "File exists"). [FIB-4]
 * Source: net/ipv4/fib_trie.c `fib_table_insert`; felix/routetable/route_table.go; bird:sysdep/linux/netlink.c
 * `nl_send_route`.
 */
export function installedRoutes(routes: readonly Route[]): readonly Route[] {
  const isTwin = (route: Route, i: number): boolean => {
    const before = routes[i - 1]
    return before !== undefined && compareRoutes(before, route) === 0
  }
  if (!routes.some(isTwin)) return routes
  const table: Route[] = []
  for (const route of routes) {
    const last = table.at(-1)
    if (!last || compareRoutes(last, route) !== 0 || route.protocol === 'kernel') table.push(route)
    else if (route.provenance.programmer === 'felix') table[table.length - 1] = route
  }
  return table
}
