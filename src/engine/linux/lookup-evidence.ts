import type { Ipv4 } from '../net/ipv4'
import { maskOf, type Prefix } from '../net/prefix'
import { lookupRoute, matchingRoutes } from './fib'
import { localTable } from './local-table'
import type { Namespace } from './namespace'
import type { Route } from './route'

/**
 * Why a line of a table is where it is in a lookup. `later-table`: it covers the destination too, but table local is
 * asked before main. `later-line`: equal in prefix and metric to a line that was there first. `no-match`: it does not
 * cover the destination.
 */
export type LookupRank = 'wins' | 'shorter-prefix' | 'higher-metric' | 'later-line' | 'later-table' | 'no-match'

/** A line of a table, held against the destination bit by bit. */
export interface LookupCandidate {
  readonly route: Route
  readonly table: 'local' | 'main'
  readonly rank: LookupRank
  /** How many leading bits the destination shares with the line's network; never more than the prefix is long. */
  readonly equalBits: number
}

/** A lookup as a reader can check it: what covers the destination, best first, and what came closest where nothing does. */
export interface LookupEvidence {
  readonly destination: Ipv4
  /** The winner, then what it won against in the order in which it would have won; or the nearest misses. */
  readonly candidates: readonly LookupCandidate[]
  /** Lines of the main table that do not cover the destination and are not among the candidates. */
  readonly omitted: number
}

const NEAREST_MISSES = 3

/** How many leading bits of `destination` are those of the network; all of the prefix if it covers the destination. */
export function equalBits({ address, length }: Prefix, destination: Ipv4): number {
  const differing = ((address ^ destination) & maskOf(length)) >>> 0
  return differing === 0 ? length : Math.clz32(differing)
}

/** What `lookupRoute` decides, with all that a reader needs to see that it is right. [FIB-2] */
export function lookupEvidence(namespace: Namespace, destination: Ipv4): LookupEvidence {
  const { route: winner } = lookupRoute(namespace, destination)
  const matching = matchingRoutes(namespace.routes, destination)
  const isLocal = winner !== undefined && localTable(namespace).get(destination) === winner
  const candidate = (route: Route, rank: LookupRank): LookupCandidate => ({
    route,
    rank,
    table: isLocal && route === winner ? 'local' : 'main',
    equalBits: equalBits(route.destination, destination),
  })
  if (!winner) {
    const misses = nearest(namespace.routes, destination).map((route) => candidate(route, 'no-match'))
    return { destination, candidates: misses, omitted: namespace.routes.length - misses.length }
  }
  const losers = matching.filter((route) => route !== winner)
  return {
    destination,
    candidates: [
      candidate(winner, 'wins'),
      ...losers.map((route) => candidate(route, isLocal ? 'later-table' : whyItLost(route, winner))),
    ],
    omitted: namespace.routes.length - matching.length,
  }
}

/** Of two lines that cover the destination. */
function whyItLost(loser: Route, winner: Route): LookupRank {
  if (loser.destination.length < winner.destination.length) return 'shorter-prefix'
  return loser.metric > winner.metric ? 'higher-metric' : 'later-line'
}

/** Those that agree longest before they differ; what they lack is what the table lacks. */
function nearest(routes: readonly Route[], destination: Ipv4): readonly Route[] {
  const found: { readonly route: Route; readonly bits: number }[] = []
  for (const route of routes) {
    const bits = equalBits(route.destination, destination)
    if (found.length === NEAREST_MISSES && bits <= (found.at(-1)?.bits ?? 0)) continue
    found.push({ route, bits })
    found.sort((a, b) => b.bits - a.bits)
    found.length = Math.min(found.length, NEAREST_MISSES)
  }
  return found.map(({ route }) => route)
}
