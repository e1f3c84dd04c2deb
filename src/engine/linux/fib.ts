import type { Ipv4 } from '../net/ipv4'
import { maskOf } from '../net/prefix'
import type { LinkName } from './link'
import { localTable } from './local-table'
import type { Namespace } from './namespace'
import type { NextHop, Route } from './route'

/** Which of the routes matched, and why each other one that covers the destination lost. */
export interface RouteLookup {
  readonly destination: Ipv4
  /** Absent: nothing matched. */
  readonly route?: Route
  readonly nextHop?: { readonly dev: LinkName; readonly gateway?: Ipv4 }
  readonly losers: readonly { readonly route: Route; readonly because: 'shorter-prefix' | 'higher-metric' }[]
}

interface Fib {
  /** Prefix lengths in use, longest first. */
  readonly lengths: readonly number[]
  /** By length, then by network address: the routes to it, lowest metric first. */
  readonly byLength: ReadonlyMap<number, ReadonlyMap<number, readonly Route[]>>
}

const fibs = new WeakMap<readonly Route[], Fib>()

function fibOf(routes: readonly Route[]): Fib {
  const known = fibs.get(routes)
  if (known) return known
  const byLength = new Map<number, Map<number, Route[]>>()
  for (const route of routes) {
    const { address, length } = route.destination
    const byAddress = byLength.get(length) ?? new Map<number, Route[]>()
    byLength.set(length, byAddress)
    byAddress.set(
      address,
      [...(byAddress.get(address) ?? []), route].sort((a, b) => a.metric - b.metric),
    )
  }
  const fib = { lengths: [...byLength.keys()].sort((a, b) => b - a), byLength }
  fibs.set(routes, fib)
  return fib
}

/** Every route that covers `destination`, best first: longest prefix, then lowest metric. [FIB-2] */
export function matchingRoutes(routes: readonly Route[], destination: Ipv4): readonly Route[] {
  const { lengths, byLength } = fibOf(routes)
  return lengths.flatMap((length) => byLength.get(length)?.get((destination & maskOf(length)) >>> 0) ?? [])
}

/** The route that decides, without what it won against: table local, then main. */
export function bestRoute(namespace: Namespace, destination: Ipv4): Route | undefined {
  const local = localTable(namespace).get(destination)
  if (local) return local
  const { lengths, byLength } = fibOf(namespace.routes)
  for (const length of lengths) {
    const found = byLength.get(length)?.get((destination & maskOf(length)) >>> 0)
    if (found) return found[0]
  }
  return undefined
}

/** Of equal-cost next hops the flow's hash picks one; the kernel's has a random seed, so the lab takes any stable one. */
export function hopOf(route: Route, destination: Ipv4, source?: Ipv4): NextHop | undefined {
  const { nextHops } = route
  return nextHops.length > 1 ? nextHops[(((source ?? 0) ^ destination) % nextHops.length) >>> 0] : nextHops[0]
}

/**
 * What `ip route get` decides: table local, then main. [FIB-2] Of equal-cost next hops the flow's hash picks one; the
 * kernel's hash has a random seed, so the lab takes any stable one. [FIB-3]
 */
export function lookupRoute(namespace: Namespace, destination: Ipv4, source?: Ipv4): RouteLookup {
  const local = localTable(namespace).get(destination)
  const [route, ...others] = local ? [local] : matchingRoutes(namespace.routes, destination)
  if (!route) return { destination, losers: [] }
  const losers = others.map((other) => ({
    route: other,
    because:
      other.destination.length < route.destination.length ? ('shorter-prefix' as const) : ('higher-metric' as const),
  }))
  const hop = hopOf(route, destination, source)
  if (hop?.dev === undefined) return { destination, route, losers }
  const nextHop = hop.gateway === undefined ? { dev: hop.dev } : { dev: hop.dev, gateway: hop.gateway }
  return { destination, route, nextHop, losers }
}
