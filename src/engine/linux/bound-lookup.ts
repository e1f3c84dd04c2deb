import type { Ipv4 } from '../net/ipv4'
import { isAsked, type RouteLookup, routesTo } from './fib'
import type { LinkName } from './link'
import { localRouteTo } from './local-table'
import type { Namespace } from './namespace'
import type { Provenance, Route } from './route'

const ON_LINK: Provenance = { programmer: 'kernel', because: 'kernel-bound', details: {}, from: [] }

/**
 * The way of a socket that is bound to a device: the best route that leaves by it. Where there is none the kernel takes
 * the destination to be on that link ("Apparently, routing tables are wrong. Assume that the destination is on link.").
 * Source: `ip_route_output_key_hash_rcu` in net/ipv4/route.c, `fib_table_lookup` in net/ipv4/fib_trie.c. [FIB-6]
 */
export function lookupRouteBy(namespace: Namespace, destination: Ipv4, device: LinkName): RouteLookup {
  const local = localRouteTo(namespace, destination)
  if (local?.nextHops.some(({ dev }) => dev === device)) {
    return { destination, route: local, nextHop: { dev: device }, losers: [] }
  }
  for (const route of routesTo(namespace, destination)) {
    if (route.type !== 'unicast') break
    const hop = route.nextHops.find(({ dev }) => dev === device)
    if (!hop) continue
    const nextHop = isAsked(namespace, hop) ? { dev: device, gateway: hop.gateway } : { dev: device }
    return { destination, route, nextHop, losers: [] }
  }
  const route: Route = {
    type: 'unicast',
    destination: { address: destination, length: 32 },
    nextHops: [{ dev: device }],
    metric: 0,
    protocol: 'kernel',
    scope: 'link',
    provenance: ON_LINK,
  }
  return { destination, route, nextHop: { dev: device }, losers: [] }
}
