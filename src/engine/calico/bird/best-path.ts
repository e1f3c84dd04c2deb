import { MAX_LOCAL_PREFERENCE } from './announce'
import { type PrefixSet, resolveRoute } from './next-hop'
import type { BgpRoute, Speaker } from './speaker'

/** Whose table it is. */
type Listener = Pick<Speaker, 'table' | 'addresses' | 'filter'>

/**
 * The routes to one prefix, the best first.
 * Source: BIRD 1.6 proto/bgp/attrs.c, `bgp_rte_better`. [BGP-5]
 */
export function bestRoutes(speaker: Listener, routes: readonly BgpRoute[], byBgp: PrefixSet): readonly BgpRoute[] {
  const ranked = routes
    .map((route) => ({ route, rank: rankOf(speaker, route, byBgp) }))
    .sort((a, b) => compareRanks(a.rank, b.rank) || tieBreak(a.route, b.route))
  return ranked.map(({ route }) => route)
}

/** Smaller is better, place by place: routes of one rank differ only in who said it. */
function rankOf(speaker: Listener, route: BgpRoute, byBgp: PrefixSet): readonly number[] {
  const { localPreference, asPath, from } = route
  const resolved = resolveRoute(speaker, route, byBgp)
  const distance = resolved.kind !== 'router' ? UNRESOLVED : resolved.isOnLink ? 0 : 1
  return [
    isElevated(speaker, route) ? 0 : 1,
    distance === UNRESOLVED ? 1 : 0,
    -localPreference,
    asPath.length,
    from.kind === 'ebgp' ? 0 : 1,
    distance,
  ]
}

const UNRESOLVED = 2

/** Since v3.32 a metric below the normal one is worth a preference of 200, whatever else speaks against the route. */
const isElevated = ({ filter }: Listener, { localPreference }: BgpRoute): boolean =>
  filter?.normalPriority !== undefined && localPreference > MAX_LOCAL_PREFERENCE - filter.normalPriority

const compareRanks = (a: readonly number[], b: readonly number[]): number =>
  a.map((value, i) => value - (b[i] ?? 0)).find((difference) => difference !== 0) ?? 0

/** A reflector says who brought the route into the AS; without it that is who it was heard from. */
const tieBreak = (a: BgpRoute, b: BgpRoute): number =>
  (a.originatorId ?? a.from.routerId) - (b.originatorId ?? b.from.routerId) ||
  a.clusterList.length - b.clusterList.length ||
  a.from.address - b.from.address

/**
 * Of routes in the order of `bestRoutes` those that the kernel gets as one, with a next hop each (`merge paths`): they
 * tie with the best in all but who said it. What cannot be resolved stands alone.
 * Source: BIRD 1.6 `bgp_rte_mergable`, nest/rt-table.c `rt_export_merged`; confd bird.cfg.template. [BGP-7]
 */
export function mergeable(speaker: Listener, routes: readonly BgpRoute[], byBgp: PrefixSet): readonly BgpRoute[] {
  const [best, ...others] = routes
  if (!best || others.length === 0) return routes
  if (resolveRoute(speaker, best, byBgp).kind !== 'router') return [best]
  const rank = rankOf(speaker, best, byBgp)
  const ties = others.filter((route) => compareRanks(rank, rankOf(speaker, route, byBgp)) === 0)
  return [best, ...ties].slice(0, MOST_NEXT_HOPS)
}

/** `merge paths on` takes so many (`limit`). */
const MOST_NEXT_HOPS = 16
