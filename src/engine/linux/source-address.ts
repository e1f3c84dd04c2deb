import type { Ipv4 } from '../net/ipv4'
import { prefixContains, prefixOf } from '../net/prefix'
import type { RouteLookup } from './fib'
import type { AddressScope, Link, LinkName } from './link'
import type { Namespace } from './namespace'
import type { RouteScope } from './route'

export interface SourceChoice {
  readonly source: Ipv4
  readonly because: 'route-source' | 'link-address' | 'first-address'
}

/** RT_SCOPE_*: the wider the scope, the smaller the number. */
const SCOPE: Readonly<Record<AddressScope | RouteScope, number>> = { global: 0, link: 253, host: 254 }

export const findLink = (namespace: Namespace, name: LinkName): Link | undefined =>
  namespace.links.find((link) => link.name === name)

/**
 * The source of a packet that this machine originates by the route found. `undefined` if it has no address at all.
 * Source: `fib_result_prefsrc` in net/ipv4/fib_semantics.c. [SRC-1]
 */
export function sourceFor(namespace: Namespace, lookup: RouteLookup): SourceChoice | undefined {
  const { route, nextHop } = lookup
  if (!route || !nextHop) return undefined
  if (route.preferredSource !== undefined) return { source: route.preferredSource, because: 'route-source' }
  const gateway = nextHop.gateway ?? route.nextHops.find(({ dev }) => dev === nextHop.dev)?.gateway
  return selectAddress(namespace, nextHop.dev, gateway, route.scope)
}

/**
 * The address to use on `dev` toward `peer`: of the device's own addresses, one whose network holds the peer, else the
 * first; a device without any borrows from the first device, in order of index, that has one.
 * Source: `inet_select_addr` in net/ipv4/devinet.c. [SRC-2]
 */
export function selectAddress(
  namespace: Namespace,
  dev: LinkName,
  peer: Ipv4 | undefined,
  scope: RouteScope,
): SourceChoice | undefined {
  const wideEnough = ({ scope: own }: { readonly scope: AddressScope }): boolean => SCOPE[own] <= SCOPE[scope]
  const own = findLink(namespace, dev)?.addresses.filter(wideEnough) ?? []
  const onPeersNetwork = own.find(
    ({ address, length }) => peer !== undefined && prefixContains(prefixOf(address, length), peer),
  )
  const chosen = onPeersNetwork ?? own[0]
  if (chosen) return { source: chosen.address, because: 'link-address' }
  const borrowed = namespace.links
    .toSorted((a, b) => a.index - b.index)
    .flatMap((link) => link.addresses)
    .find((address) => address.scope !== 'link' && wideEnough(address))
  return borrowed && { source: borrowed.address, because: 'first-address' }
}
