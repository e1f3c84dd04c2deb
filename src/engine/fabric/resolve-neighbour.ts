import { bestRoute, hopOf } from '../linux/fib'
import type { Link } from '../linux/link'
import { localTable } from '../linux/local-table'
import type { Namespace } from '../linux/namespace'
import { findLink, selectAddress } from '../linux/source-address'
import { sourceFault } from '../linux/source-validation'
import type { Ipv4 } from '../net/ipv4'
import type { Mac } from '../net/mac'
import { type Fabric, type Port, type Segment, segmentAt } from './fabric'

export interface NeighbourAnswer {
  readonly port: Port
  readonly mac: Mac
  readonly by: 'owner' | 'proxy-arp'
  /** Who the question says it is from: the one who answers learns that. */
  readonly askedBy?: Ipv4
}

/**
 * Who on the segment of `asker` answers "who has `address`?". Any address of a machine is answered for on any of its
 * devices (`arp_ignore` 0); a device with `proxy_arp` answers too for what is routed out of another device. A question
 * whose own sender cannot have come by the device, as rp_filter sees it, is not answered.
 * Source: `arp_process` and `arp_fwd_proxy` in net/ipv4/arp.c. [ARP-1, ARP-2, RPF-3]
 * @param packetSource of the packet that waits for the answer; without it anybody's question is answered.
 */
export function resolveNeighbour(
  fabric: Fabric,
  asker: Port,
  address: Ipv4,
  packetSource?: Ipv4,
): NeighbourAnswer | undefined {
  const segment = segmentAt(fabric, asker)
  if (!segment) return undefined
  const { owners, proxies } = listenersOn(fabric, segment)
  const sender = packetSource === undefined ? undefined : senderOf(fabric, asker, address, packetSource)
  const hears = ({ port, namespace }: Listener): boolean =>
    port.namespace !== asker.namespace &&
    (sender === undefined || sourceFault(namespace, sender, port.link) === undefined)
  const owner = owners.get(address)?.find(hears)
  const asked = sender === undefined ? {} : { askedBy: sender }
  if (owner) return { port: owner.port, mac: owner.mac, by: 'owner', ...asked }
  const proxy = proxies.find((listener) => hears(listener) && isProxyFor(listener, address))
  return proxy && { port: proxy.port, mac: proxy.mac, by: 'proxy-arp', ...asked }
}

/**
 * Who an ARP request says it is from: the packet's source if that is the machine's own, else an address of the device.
 * Source: `arp_solicit` in net/ipv4/arp.c, with `arp_announce` 0.
 */
function senderOf(fabric: Fabric, { namespace: name, link }: Port, target: Ipv4, packetSource: Ipv4): Ipv4 | undefined {
  const namespace = fabric.namespaces.get(name)
  if (!namespace || localTable(namespace).has(packetSource)) return packetSource
  return selectAddress(namespace, link, target, 'link')?.source
}

interface Listener {
  readonly port: Port
  readonly namespace: Namespace
  readonly link: Link
  readonly mac: Mac
}

interface Listeners {
  /** By address, in the order of the segment's ports. */
  readonly owners: ReadonlyMap<Ipv4, readonly Listener[]>
  readonly proxies: readonly Listener[]
}

const listeners = new WeakMap<Fabric, Map<Segment, Listeners>>()

function listenersOn(fabric: Fabric, segment: Segment): Listeners {
  const bySegment = listeners.get(fabric) ?? new Map<Segment, Listeners>()
  listeners.set(fabric, bySegment)
  const known = bySegment.get(segment) ?? listenTo(fabric, segment)
  bySegment.set(segment, known)
  return known
}

function listenTo(fabric: Fabric, segment: Segment): Listeners {
  const owners = new Map<Ipv4, Listener[]>()
  const proxies: Listener[] = []
  for (const port of segment.ports) {
    const namespace = fabric.namespaces.get(port.namespace)
    const link = namespace && findLink(namespace, port.link)
    if (!namespace || !link?.up || link.mac === undefined) continue
    const listener = { port, namespace, link, mac: link.mac }
    if (link.proxyArp && namespace.forwarding) proxies.push(listener)
    for (const address of addressesOf(namespace)) {
      const others = owners.get(address)
      if (!others) owners.set(address, [listener])
      else if (others.at(-1) !== listener) others.push(listener)
    }
  }
  return { owners, proxies }
}

/** Of devices that are up; a node's links are many, and most are pods' cables without any. */
function addressesOf({ links }: Namespace): readonly Ipv4[] {
  const own: Ipv4[] = []
  for (const { up, addresses } of links) {
    if (up) for (const { address, scope } of addresses) if (scope !== 'host') own.push(address)
  }
  return own
}

function isProxyFor({ namespace, link }: Listener, address: Ipv4): boolean {
  const route = bestRoute(namespace, address)
  const dev = route && hopOf(route, address)?.dev
  return route?.type === 'unicast' && dev !== undefined && dev !== link.name
}
