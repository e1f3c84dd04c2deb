import { type Ipv4, ip, UNSPECIFIED } from '../net/ipv4'
import { broadcastOf, hostPrefix, prefix, prefixContains, prefixOf } from '../net/prefix'
import { lookupRouteBy } from './bound-lookup'
import { lookupRoute, type RouteLookup } from './fib'
import type { Link, LinkName } from './link'
import { localTable } from './local-table'
import type { Namespace } from './namespace'
import type { Provenance, Route } from './route'
import { selectAddress, sourceFor } from './source-address'

/** What somebody asks the kernel's way to. */
export interface Asked {
  readonly destination: Ipv4
  readonly source?: Ipv4
  /** The device that it is to leave by. */
  readonly device?: LinkName
}

export interface OutputRoute {
  readonly lookup: RouteLookup
  readonly source?: Ipv4
  /** To all machines of a link, or to those that have joined a group: no gateway is asked then. */
  readonly cast?: 'broadcast' | 'multicast'
}

export const LIMITED_BROADCAST = ip('255.255.255.255')
const LOOPBACK = ip('127.0.0.1')

/** 224.0.0.0/4 */
export const isMulticast = (address: Ipv4): boolean => address >>> 28 === 0xe

/** 224.0.0.0/24 stays on its link. */
const isLinkMulticast = (address: Ipv4): boolean => prefixContains(prefix('224.0.0.0/24'), address)

/** The group that every machine is in, on each of its devices. */
export const ALL_HOSTS = ip('224.0.0.1')

/**
 * How a packet of the machine's own goes out, addresses that are no machine's included: 0.0.0.0 is the machine itself,
 * what goes to all or to a group asks no gateway, and with a device or a source needs no route at all. [OUT-4]
 * Source: `ip_route_output_key_hash_rcu` and `__mkroute_output` in net/ipv4/route.c.
 */
export function outputRoute(namespace: Namespace, asked: Asked): OutputRoute {
  const { destination, source, device } = asked
  if (destination === UNSPECIFIED) return toItself(namespace, asked)
  const isLimited = destination === LIMITED_BROADCAST
  if (isLimited || isMulticast(destination)) {
    const cast = isLimited ? 'broadcast' : 'multicast'
    const own = device ?? (source === undefined ? undefined : deviceWith(namespace, source))
    if (own !== undefined && (device === undefined || isLimited || isLinkMulticast(destination))) {
      const chosen = source ?? selectAddress(namespace, own, undefined, 'link')?.source
      return { lookup: byLink(destination, own, chosen), cast, ...(chosen !== undefined && { source: chosen }) }
    }
    return {
      ...withSource(namespace, withoutGateway(unicast(namespace, asked)), source),
      cast,
    }
  }
  const network = broadcastLink(namespace, destination)
  if (network && (device === undefined || device === network.link.name)) {
    const chosen = source ?? network.own
    return { lookup: byLink(destination, network.link.name, chosen), source: chosen, cast: 'broadcast' }
  }
  return withSource(namespace, unicast(namespace, asked), source)
}

const unicast = (namespace: Namespace, { destination, source, device }: Asked) =>
  device === undefined ? lookupRoute(namespace, destination, source) : lookupRouteBy(namespace, destination, device)

function withSource(namespace: Namespace, lookup: RouteLookup, asked: Ipv4 | undefined): OutputRoute {
  const source = asked ?? sourceFor(namespace, lookup)?.source
  return { lookup, ...(source !== undefined && { source }) }
}

function withoutGateway(lookup: RouteLookup): RouteLookup {
  const { nextHop } = lookup
  return nextHop ? { ...lookup, nextHop: { dev: nextHop.dev } } : lookup
}

function toItself(namespace: Namespace, { source, device }: Asked): OutputRoute {
  const ofDevice = device === undefined ? undefined : selectAddress(namespace, device, undefined, 'host')?.source
  const chosen = source ?? ofDevice ?? LOOPBACK
  return { lookup: byLink(UNSPECIFIED, 'lo', chosen, 'local'), source: chosen }
}

/** The device that is in a network whose last address it is, and its own address there. */
function broadcastLink({ links }: Namespace, destination: Ipv4): { link: Link; own: Ipv4 } | undefined {
  for (const link of links) {
    const own = link.up
      ? link.addresses.find(
          ({ address, length }) => length < 31 && broadcastOf(prefixOf(address, length)) === destination,
        )
      : undefined
    if (own) return { link, own: own.address }
  }
  return undefined
}

const deviceWith = (namespace: Namespace, address: Ipv4): LinkName | undefined =>
  localTable(namespace).get(address)?.nextHops[0]?.dev

const OF_THE_LINK: Provenance = { programmer: 'kernel', because: 'kernel-local', details: {}, from: [] }

function byLink(
  destination: Ipv4,
  dev: LinkName,
  preferredSource: Ipv4 | undefined,
  type: Route['type'] = 'unicast',
): RouteLookup {
  const route: Route = {
    type,
    destination: hostPrefix(destination),
    nextHops: [{ dev }],
    metric: 0,
    protocol: 'kernel',
    scope: type === 'local' ? 'host' : 'link',
    provenance: OF_THE_LINK,
    ...(preferredSource !== undefined && { preferredSource }),
  }
  return { destination, route, nextHop: { dev }, losers: [] }
}
