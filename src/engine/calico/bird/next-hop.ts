import type { LinkName } from '../../linux/link'
import type { Ipv4 } from '../../net/ipv4'
import { type Prefix, prefixContains, prefixKey, prefixOf } from '../../net/prefix'
import type { Rib } from './rib'
import type { Speaker } from './speaker'

export type ResolvedNextHop =
  | { readonly kind: 'router'; readonly gateway: Ipv4; readonly dev: LinkName }
  | { readonly kind: 'unreachable' }

/** Prefixes that a table has by BGP. */
export interface PrefixSet {
  readonly lengths: readonly number[]
  readonly has: (prefix: Prefix) => boolean
}

export const prefixSetOf = (rib: Rib): PrefixSet => ({
  lengths: [...new Set([...rib.values()].flatMap(([best]) => (best ? [best.prefix.length] : [])))],
  has: (prefix) => rib.has(prefixKey(prefix)),
})

/**
 * `gateway recursive`: the next hop is looked up in BIRD's own table. On a connected network it is the gateway itself;
 * behind a route that BIRD learned from the kernel that route's gateway is; behind nothing, behind a route that itself
 * came by BGP, or at an address of one's own it is unreachable.
 * Source: BIRD 1.6 nest/rt-table.c, `rt_update_hostentry`. [BGP-6]
 */
export function resolveNextHop(
  { kernelRoutes, addresses }: Pick<Speaker, 'kernelRoutes' | 'addresses'>,
  nextHop: Ipv4,
  byBgp: PrefixSet,
): ResolvedNextHop {
  if (addresses.some(({ address }) => address === nextHop)) return { kind: 'unreachable' }
  const kernel = kernelRoutes
    .filter(({ destination, type }) => type === 'unicast' && prefixContains(destination, nextHop))
    .reduce<Speaker['kernelRoutes'][number] | undefined>(
      (best, route) => (best && best.destination.length >= route.destination.length ? best : route),
      undefined,
    )
  // Of equal prefixes BIRD prefers direct (240) to BGP (100) to what it learned from the kernel (10).
  const bgpNeeds = (kernel?.destination.length ?? 0) + (kernel?.protocol === 'kernel' ? 1 : 0)
  const recursive = byBgp.lengths.some((length) => length >= bgpNeeds && byBgp.has(prefixOf(nextHop, length)))
  const hop = kernel?.nextHops[0]
  if (recursive || hop?.dev === undefined) return { kind: 'unreachable' }
  return { kind: 'router', gateway: hop.gateway ?? nextHop, dev: hop.dev }
}
