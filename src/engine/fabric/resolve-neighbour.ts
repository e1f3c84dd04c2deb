import { lookupRoute } from '../linux/fib'
import type { Link } from '../linux/link'
import { localTable } from '../linux/local-table'
import type { Namespace } from '../linux/namespace'
import { findLink } from '../linux/source-address'
import type { Ipv4 } from '../net/ipv4'
import type { Mac } from '../net/mac'
import { type Fabric, type Port, segmentAt } from './fabric'

export interface NeighbourAnswer {
  readonly port: Port
  readonly mac: Mac
  readonly by: 'owner' | 'proxy-arp'
}

/**
 * Who on the segment of `asker` answers "who has `address`?". Any address of a machine is answered for on any of its
 * devices (`arp_ignore` 0); a device with `proxy_arp` answers too for what is routed out of another device.
 * Source: `arp_process` and `arp_fwd_proxy` in net/ipv4/arp.c. [ARP-1, ARP-2]
 */
export function resolveNeighbour(fabric: Fabric, asker: Port, address: Ipv4): NeighbourAnswer | undefined {
  const others = segmentAt(fabric, asker)?.ports.filter((port) => port.namespace !== asker.namespace) ?? []
  for (const port of others) {
    const namespace = fabric.namespaces.get(port.namespace)
    const link = namespace && findLink(namespace, port.link)
    if (!namespace || !link?.up || link.mac === undefined) continue
    const by = answersFor(namespace, link, address)
    if (by) return { port, mac: link.mac, by }
  }
  return undefined
}

function answersFor(namespace: Namespace, link: Link, address: Ipv4): NeighbourAnswer['by'] | undefined {
  if (localTable(namespace).has(address)) return 'owner'
  if (!link.proxyArp || !namespace.forwarding) return undefined
  const { route, nextHop } = lookupRoute(namespace, address)
  return route?.type === 'unicast' && nextHop && nextHop.dev !== link.name ? 'proxy-arp' : undefined
}
