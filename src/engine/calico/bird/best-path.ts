import { type PrefixSet, resolveNextHop } from './next-hop'
import type { BgpRoute, Speaker } from './speaker'

/**
 * The routes to one prefix, the best first. Calico's `merge paths` makes one ECMP route of those that tie up to the
 * originator; the lab takes the first of them.
 * Source: BIRD 1.6 proto/bgp/attrs.c, `bgp_rte_better`. [BGP-5]
 */
export function bestRoutes(speaker: Speaker, routes: readonly BgpRoute[], byBgp: PrefixSet): readonly BgpRoute[] {
  const ranked = routes
    .map((route) => ({ route, rank: rankOf(speaker, route, byBgp) }))
    .sort((a, b) => compareRanks(a.rank, b.rank) || tieBreak(a.route, b.route))
  return ranked.map(({ route }) => route)
}

/** Smaller is better, place by place. */
function rankOf(speaker: Speaker, route: BgpRoute, byBgp: PrefixSet): readonly number[] {
  const isResolvable = resolveNextHop(speaker, route.nextHop, byBgp).kind !== 'unreachable'
  return [isResolvable ? 0 : 1, -route.localPreference, route.asPath.length, route.from.kind === 'ebgp' ? 0 : 1]
}

const compareRanks = (a: readonly number[], b: readonly number[]): number =>
  a.map((value, i) => value - (b[i] ?? 0)).find((difference) => difference !== 0) ?? 0

const tieBreak = (a: BgpRoute, b: BgpRoute): number =>
  a.originatorId - b.originatorId || a.clusterList.length - b.clusterList.length || a.from.address - b.from.address
