import type { Ipv4 } from '../net/ipv4'
import { bestRoute } from './fib'
import type { LinkName } from './link'
import { localTable } from './local-table'
import type { Namespace } from './namespace'
import type { Route } from './route'
import type { RpFilter } from './rp-filter'
import { findLink } from './source-address'

/** Why a source cannot have come by this device. */
export type SourceFault =
  /** It is the machine's own. */
  | { readonly kind: 'martian-source'; readonly source: Ipv4 }
  | {
      readonly kind: 'reverse-path'
      readonly mode: 'strict' | 'loose'
      readonly source: Ipv4
      /** The device it came by. */
      readonly link: LinkName
      /** The way back to the source, if there is one. */
      readonly route?: Route
    }

/** Of a device and of all of them the greater holds: loose beats strict (`IN_DEV_RPFILTER`, a `MAXCONF`). */
export const rpFilterOf = (namespace: Namespace, link: LinkName): RpFilter => {
  const [all, own] = [namespace.rpFilter ?? 0, findLink(namespace, link)?.rpFilter ?? 0]
  return all > own ? all : own
}

/**
 * Whether a packet from `source` may come by `link`: none from an address of the machine's own, and with rp_filter none
 * that the answer would not go back for. Strict: the best route to the source must leave by the device, one of several
 * next hops is enough. Loose: there must be a route, by whatever device; but a device without an address of its own takes
 * only what is routed back out of it.
 * Source: `fib_validate_source` and `__fib_validate_source` in net/ipv4/fib_frontend.c. [RPF-1, RPF-2]
 */
export function sourceFault(namespace: Namespace, source: Ipv4, link: LinkName): SourceFault | undefined {
  if (localTable(namespace).has(source)) return { kind: 'martian-source', source }
  const filter = rpFilterOf(namespace, link)
  if (filter === 0) return undefined
  const route = bestRoute(namespace, source)
  const fault: SourceFault = {
    kind: 'reverse-path',
    mode: filter === 1 ? 'strict' : 'loose',
    source,
    link,
    ...(route && { route }),
  }
  // A blackhole or unreachable route is an error of the lookup, as no route is.
  if (route?.type !== 'unicast') return fault
  if (route.nextHops.some(({ dev }) => dev === link)) return undefined
  const hasAddress = (findLink(namespace, link)?.addresses.length ?? 0) > 0
  return filter === 2 && hasAddress ? undefined : fault
}
