import type { Ipv4 } from '../net/ipv4'
import { maskOf } from '../net/prefix'
import { oncePer } from '../once-per'
import type { LinkName } from './link'
import { localRouteTo, localTable } from './local-table'
import { mainTable } from './main-table'
import type { Namespace } from './namespace'
import type { NextHop, Route } from './route'
import { compareRoutes } from './route-order'

/** Which of the routes matched, and why each other one that covers the destination lost. */
export interface RouteLookup {
  readonly destination: Ipv4
  /** Absent: nothing matched. */
  readonly route?: Route
  readonly nextHop?: { readonly dev: LinkName; readonly gateway?: Ipv4 }
  /** Of several equal next hops those that were not taken, though another flow would take them: as likely as this one. */
  readonly alternatives?: readonly NextHop[]
  /** Of several equal next hops: what the flow's hash was made of, and the place in the list that it fell on. */
  readonly hash?: { readonly source?: Ipv4; readonly place: number }
  readonly losers: readonly { readonly route: Route; readonly because: 'shorter-prefix' | 'higher-metric' }[]
}

interface Fib {
  /** In the order of the table, which is sorted by destination: it needs no other index. */
  readonly routes: readonly Route[]
  /** Prefix lengths in use, longest first. */
  readonly lengths: readonly number[]
}

/** Every table of a lab is looked through here after an edit: a plain loop, without iterators and sets. */
const fibOf = oncePer((routes: readonly Route[]): Fib => {
  const isUsed = new Array<boolean>(33).fill(false)
  let isSorted = true
  let previous = routes[0]
  for (let i = 0; i < routes.length; i++) {
    const route = routes[i] as Route
    const { address, length } = route.destination
    isUsed[length] = true
    const isBehind = previous !== undefined && previous.destination.address < address
    if (!isBehind && previous && compareRoutes(previous, route) > 0) isSorted = false
    previous = route
  }
  const lengths = isUsed.flatMap((used, length) => (used ? [length] : [])).reverse()
  return { routes: isSorted ? routes : routes.toSorted(compareRoutes), lengths }
})

/** Where the routes to the network of `length` that holds `destination` begin, lowest metric first; -1: there is none. */
function placeOf({ routes }: Fib, destination: Ipv4, length: number): number {
  const network = (destination & maskOf(length)) >>> 0
  let from = 0
  let to = routes.length
  while (from < to) {
    const middle = (from + to) >> 1
    const { address, length: other } = (routes[middle] as Route).destination
    if (address < network || (address === network && other > length)) from = middle + 1
    else to = middle
  }
  return isTo(routes[from], network, length) ? from : -1
}

const isTo = (route: Route | undefined, network: number, length: number): route is Route =>
  route !== undefined && route.destination.address === network && route.destination.length === length

/** Every route that covers `destination`, best first: longest prefix, then lowest metric. [FIB-2] */
export function matchingRoutes(routes: readonly Route[], destination: Ipv4): readonly Route[] {
  const fib = fibOf(routes)
  const matching: Route[] = []
  for (const length of fib.lengths) {
    const place = placeOf(fib, destination, length)
    const network = (destination & maskOf(length)) >>> 0
    for (let i = place; i >= 0 && isTo(fib.routes[i], network, length); i++) matching.push(fib.routes[i] as Route)
  }
  return matching
}

/**
 * The same of a machine's main table. What it shares with others is looked for in their common list, whose index is made
 * once for all: nobody's table is written out for a question.
 */
export function routesTo(namespace: Namespace, destination: Ipv4): readonly Route[] {
  const { shared, without, own } = mainTable(namespace)
  const single = matchingRoutes(own, destination)
  if (shared.length === 0) return single
  const common = matchingRoutes(shared, destination).filter((route) => !without.includes(route))
  return [...common, ...single].sort(isBetter)
}

/** Of routes that hold one address. */
const isBetter = (a: Route, b: Route): number => b.destination.length - a.destination.length || a.metric - b.metric

/** The route that decides, without what it won against: table local, then main. */
export function bestRoute(namespace: Namespace, destination: Ipv4): Route | undefined {
  const local = localRouteTo(namespace, destination)
  if (local) return local
  const { shared, without, own } = mainTable(namespace)
  const single = firstMatch(own, destination)
  const common = shared.length === 0 ? undefined : firstMatch(shared, destination, without)
  return single && common ? (isBetter(single, common) <= 0 ? single : common) : (single ?? common)
}

function firstMatch(
  routes: readonly Route[],
  destination: Ipv4,
  without: readonly Route[] = NOTHING,
): Route | undefined {
  const fib = fibOf(routes)
  for (const length of fib.lengths) {
    const network = (destination & maskOf(length)) >>> 0
    for (let i = placeOf(fib, destination, length); i >= 0 && isTo(fib.routes[i], network, length); i++) {
      const route = fib.routes[i] as Route
      if (!without.includes(route)) return route
    }
  }
  return undefined
}

const NOTHING: readonly Route[] = []

/** Of equal-cost next hops the flow's hash picks one; the kernel's has a random seed, so the lab takes any stable one. */
export function hopOf(route: Route, destination: Ipv4, source?: Ipv4): NextHop | undefined {
  const { nextHops } = route
  return nextHops.length > 1 ? nextHops[(((source ?? 0) ^ destination) >>> 0) % nextHops.length] : nextHops[0]
}

/**
 * What `ip route get` decides: table local, then main. [FIB-2] Of equal-cost next hops the flow's hash picks one; the
 * kernel's hash has a random seed, so the lab takes any stable one. [FIB-3]
 */
export function lookupRoute(namespace: Namespace, destination: Ipv4, source?: Ipv4): RouteLookup {
  const local = localRouteTo(namespace, destination)
  const [route, ...others] = local ? [local] : routesTo(namespace, destination)
  if (!route) return { destination, losers: [] }
  const losers = others.map((other) => ({
    route: other,
    because:
      other.destination.length < route.destination.length ? ('shorter-prefix' as const) : ('higher-metric' as const),
  }))
  const hop = hopOf(route, destination, source)
  if (hop?.dev === undefined) return { destination, route, losers }
  const nextHop = isAsked(namespace, hop) ? { dev: hop.dev, gateway: hop.gateway } : { dev: hop.dev }
  if (route.nextHops.length === 1) return { destination, route, nextHop, losers }
  const hash = { ...(source !== undefined && { source }), place: route.nextHops.indexOf(hop) }
  return { destination, route, nextHop, losers, hash, alternatives: route.nextHops.filter((other) => other !== hop) }
}

/**
 * Whether packets go to the hop's gateway: not if it is one of the machine's own addresses, whose scope is host; the
 * destination is then looked for on the link itself. [FIB-5]
 * Source: `fib_check_nh_v4_gw` in net/ipv4/fib_semantics.c, `rt_set_nexthop` in net/ipv4/route.c.
 */
export const isAsked = (namespace: Namespace, hop: NextHop): hop is NextHop & { readonly gateway: Ipv4 } =>
  hop.gateway !== undefined && (hop.onlink === true || !localTable(namespace).has(hop.gateway))
