import type { RouteLookup } from '../engine/linux/fib'
import type { Route } from '../engine/linux/route'
import { formatIpv4 } from '../engine/net/ipv4'
import { formatPrefix } from '../engine/net/prefix'

/** A destination as `ip route` prints it. */
export function destinationLine({ destination }: Route): string {
  if (destination.length === 0) return 'default'
  return destination.length === 32 ? formatIpv4(destination.address) : formatPrefix(destination)
}

/** What of a route decides where a packet goes, as `ip route` spells it; of several next hops the one that was chosen. */
export function routeLine(route: Route, chosen?: RouteLookup['nextHop']): string {
  const hop = chosen ?? route.nextHops[0]
  const kind = route.type === 'unicast' ? '' : `${route.type} `
  const via = hop?.gateway === undefined ? '' : ` via ${formatIpv4(hop.gateway)}`
  const dev = hop?.dev === undefined || route.type !== 'unicast' ? '' : ` dev ${hop.dev}`
  return `${kind}${destinationLine(route)}${via}${dev}`
}
