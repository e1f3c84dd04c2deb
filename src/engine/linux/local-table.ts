import { type Ipv4, ip } from '../net/ipv4'
import { broadcastOf, hostPrefix, prefixContains, prefixOf } from '../net/prefix'
import { oncePer } from '../once-per'
import type { Link } from './link'
import type { Namespace } from './namespace'
import type { Provenance, Route } from './route'

const LOCAL: Provenance = { programmer: 'kernel', because: 'kernel-local', details: {}, from: [] }

/** The addresses that are this machine's own, whatever device they are on: table `local`, asked before `main`. */
export const localTable = ({ links }: Namespace): ReadonlyMap<Ipv4, Route> => tableOf(links)

/** Once for the same devices, which an edit of others' leaves. */
const tableOf = oncePer((links: readonly Link[]): ReadonlyMap<Ipv4, Route> => {
  const entries = links
    .filter((link) => link.up)
    .flatMap((link) => link.addresses.map(({ address }) => [address, localRoute(link, address)] as const))
  // The first device that has an address keeps it, as the kernel refuses the same local route twice.
  return new Map(entries.reverse())
})

const LOOPBACK = ip('127.0.0.1')
const LOOPBACK_NETWORK = prefixOf(ip('127.0.0.0'), 8)

/**
 * The line of table `local` that holds the address: one of the machine's own, or any of the loopback network.
 * Source: `fib_add_ifaddr` in net/ipv4/fib_frontend.c, which gives the whole network of a loopback address to the machine.
 */
export function localRouteTo(namespace: Namespace, address: Ipv4): Route | undefined {
  const table = localTable(namespace)
  const own = table.get(address)
  if (own || !prefixContains(LOOPBACK_NETWORK, address)) return own
  const loopback = table.get(LOOPBACK)
  return loopback && { ...loopback, destination: LOOPBACK_NETWORK }
}

/** The last address of each network that a device of this machine is in. Source: `fib_add_ifaddr` in net/ipv4/fib_frontend.c. */
export const broadcastAddresses = ({ links }: Namespace): ReadonlySet<Ipv4> => broadcastsOf(links)

const broadcastsOf = oncePer((links: readonly Link[]): ReadonlySet<Ipv4> => {
  const addresses = links.filter(({ up }) => up).flatMap((link) => link.addresses)
  const networks = addresses.filter(({ length }) => length < 31)
  return new Set(networks.map(({ address, length }) => broadcastOf(prefixOf(address, length))))
})

function localRoute(link: Link, address: Ipv4): Route {
  return {
    type: 'local',
    destination: hostPrefix(address),
    nextHops: [{ dev: link.name }],
    metric: 0,
    protocol: 'kernel',
    scope: 'host',
    preferredSource: address,
    provenance: LOCAL,
  }
}
