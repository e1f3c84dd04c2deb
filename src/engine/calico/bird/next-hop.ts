import type { LinkName } from '../../linux/link'
import type { Ipv4 } from '../../net/ipv4'
import { type Prefix, prefixKey, prefixOf } from '../../net/prefix'
import type { Rib } from './rib'
import type { BgpRoute, Speaker } from './speaker'
import { isPreferredToBgp, lookUp } from './table'

export type ResolvedNextHop =
  | {
      readonly kind: 'router'
      readonly gateway: Ipv4
      readonly dev: LinkName
      /** The next hop is on the link itself; BIRD's IGP metric is 0 then, and unknown behind a gateway. */
      readonly isOnLink: boolean
    }
  /** Inside an own block: what goes there is thrown away. */
  | { readonly kind: 'blackhole' }
  | { readonly kind: 'unreachable' }

/** Prefixes that a table has by BGP. */
export interface PrefixSet {
  readonly lengths: readonly number[]
  readonly has: (prefix: Prefix) => boolean
}

export function prefixSetOf(rib: Rib): PrefixSet {
  const lengths = new Set<number>()
  for (const [best] of rib.values()) if (best) lengths.add(best.prefix.length)
  return { lengths: [...lengths], has: (prefix) => rib.has(prefixKey(prefix)) }
}

/** Whether one of these prefixes holds the address. */
export const holdsAddress = ({ lengths, has }: PrefixSet, address: Ipv4): boolean =>
  lengths.some((length) => has(prefixOf(address, length)))

/**
 * `gateway recursive`: the next hop is looked up in BIRD's own table. On a connected network it is the gateway itself;
 * behind a route that BIRD learned from the kernel that route's gateway is; behind nothing, behind a route that itself
 * came by BGP, or at an address of one's own it is unreachable.
 * Source: BIRD 1.6 nest/rt-table.c, `rt_update_hostentry`. [BGP-6]
 */
export function resolveNextHop(
  { table, addresses }: Pick<Speaker, 'table' | 'addresses'>,
  nextHop: Ipv4,
  byBgp: PrefixSet,
): ResolvedNextHop {
  const local = lookUp(table, nextHop)
  // Of equal prefixes BIRD prefers direct (240) and static (200) to BGP (100), and that to what the kernel has (10).
  const bgpNeeds = local ? local.prefix.length + (isPreferredToBgp(local) ? 1 : 0) : 0
  const isRecursive = byBgp.lengths.some((length) => length >= bgpNeeds && byBgp.has(prefixOf(nextHop, length)))
  if (isRecursive || !local) return { kind: 'unreachable' }
  if (local.kind === 'blackhole') return { kind: 'blackhole' }
  if (local.dev === undefined) return { kind: 'unreachable' }
  if (local.kind === 'router') {
    return { kind: 'router', gateway: local.gateway ?? nextHop, dev: local.dev, isOnLink: false }
  }
  if (addresses.some(({ address }) => address === nextHop)) return { kind: 'unreachable' }
  return { kind: 'router', gateway: nextHop, dev: local.dev, isOnLink: true }
}

/** Where a route leads: to its gateway, if the session it came by says so, and else as its next hop resolves. */
export function resolveRoute(
  speaker: Pick<Speaker, 'table' | 'addresses'>,
  { gateway, nextHop }: BgpRoute,
  byBgp: PrefixSet,
): ResolvedNextHop {
  const dev = gateway === undefined ? undefined : lookUp(speaker.table, gateway)?.dev
  if (gateway === undefined || dev === undefined) return resolveNextHop(speaker, nextHop, byBgp)
  return { kind: 'router', gateway, dev, isOnLink: true }
}
