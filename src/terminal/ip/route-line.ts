import type { Link } from '../../engine/linux/link'
import type { Namespace } from '../../engine/linux/namespace'
import type { NextHop, Route, RouteProtocol, RouteScope } from '../../engine/linux/route'
import { formatIpv4, type Ipv4 } from '../../engine/net/ipv4'
import { broadcastOf, formatPrefix, hostPrefix, type Prefix, prefixOf } from '../../engine/net/prefix'

/** A line of a routing table as `ip route` has it; table local holds more types than a lab's routes do. */
export interface RouteLine {
  readonly type: Route['type'] | 'broadcast'
  readonly table: 'main' | 'local'
  readonly destination: Prefix
  readonly nextHops: readonly NextHop[]
  readonly protocol: RouteProtocol
  readonly scope: RouteScope
  readonly source?: Ipv4
  readonly metric: number
  readonly mtuBytes?: number
}

export function mainLine(route: Route): RouteLine {
  const { type, destination, nextHops, protocol, scope, preferredSource, metric, mtuBytes } = route
  return {
    type,
    table: 'main',
    destination,
    nextHops,
    protocol,
    scope,
    metric,
    ...(preferredSource !== undefined && { source: preferredSource }),
    ...(mtuBytes !== undefined && { mtuBytes }),
  }
}

/**
 * Table local as Linux 6.1 fills it: every address, the loopback network, and the broadcast address of each network
 * that is wider than /31.
 */
export function localLines({ links }: Namespace): readonly RouteLine[] {
  return links
    .filter(({ up }) => up)
    .flatMap((link) => link.addresses.flatMap((address) => linesOfAddress(link, address)))
    .toSorted((a, b) => a.destination.address - b.destination.address || a.destination.length - b.destination.length)
}

function linesOfAddress({ name, type }: Link, { address, length }: Link['addresses'][number]): RouteLine[] {
  const network = prefixOf(address, length)
  const line = { table: 'local', protocol: 'kernel', nextHops: [{ dev: name }], source: address, metric: 0 } as const
  return [
    ...(type.kind === 'loopback' && length < 32
      ? [{ ...line, type: 'local', scope: 'host', destination: network } as const]
      : []),
    { ...line, type: 'local', scope: 'host', destination: hostPrefix(address) },
    ...(length < 31
      ? [{ ...line, type: 'broadcast', scope: 'link', destination: hostPrefix(broadcastOf(network)) } as const]
      : []),
  ]
}

/** As iproute2 writes a destination: `default`, and a host without its mask. */
export function destinationText(destination: Prefix): string {
  if (destination.length === 0) return 'default'
  return destination.length === 32 ? formatIpv4(destination.address) : formatPrefix(destination)
}
