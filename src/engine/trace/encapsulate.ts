import { lookupRoute, type RouteLookup } from '../linux/fib'
import type { Link } from '../linux/link'
import { sourceFor } from '../linux/source-address'
import type { Ipv4 } from '../net/ipv4'
import { buildEthernet } from '../wire/ethernet'
import { buildIpv4, IPV4_HEADER_BYTES, type Ipv4Header, PROTOCOL } from '../wire/ipv4'
import { buildUdp } from '../wire/udp'
import { buildVxlan } from '../wire/vxlan'
import { VXLAN_OVERHEAD_BYTES } from './decapsulate'
import { headerOf } from './header'
import { sendIcmpError } from './icmp-error'
import { DEFAULT_TTL, pathMtuBytes } from './originate'
import { type Cursor, callNext, drop, type Run, record } from './run'
import type { OuterHeader } from './trace'
import { unsettledLookup } from './unsettled'

/** ECT(0) and ECT(1) are copied outward, CE becomes ECT(0), and DSCP is not copied (RFC 6040; measured). */
const outerTypeOfService = (inner: number): number => ((inner & 3) === 3 ? 2 : inner & 3)

/**
 * `tunl0`: the outer destination is the route's gateway, TTL and DF are the inner packet's. [IPIP-1]
 * Source: `ip_tunnel_xmit` in net/ipv4/ip_tunnel.c.
 */
export function encapsulateIpip(run: Run, cursor: Cursor, link: Link, gateway: Ipv4): void {
  const { namespace, packet, bytes } = cursor
  const inner = headerOf(bytes)
  record(run, cursor, { kind: 'transmit', link: link.name, frame: { linkType: 'raw', bytes }, nextHop: gateway })
  const way = wayTo(run, cursor, gateway, link)
  if (!way) return
  const mtuBytes = pathMtuBytes(run, namespace, gateway, way.lookup) - IPV4_HEADER_BYTES
  if (inner.dontFragment && bytes.length > mtuBytes) {
    drop(run, cursor, { kind: 'too-big', sizeBytes: bytes.length, mtuBytes, link: link.name })
    sendIcmpError(run, cursor, 'fragmentation-needed', mtuBytes)
    return
  }
  const outer = buildIpv4(
    {
      ...outerBase(run, way.source, gateway),
      typeOfService: outerTypeOfService(inner.typeOfService),
      dontFragment: inner.dontFragment,
      ttl: inner.ttl,
      protocol: PROTOCOL.ipip,
    },
    bytes,
  )
  sendOuter(run, { packet, namespace, bytes: outer }, link, way, 'ipip', IPV4_HEADER_BYTES)
}

/**
 * `vxlan.calico`: the gateway's MAC is a permanent neighbour, that MAC's machine a forwarding entry; the outer header
 * has a TTL of its own and no DF. [VXLAN-1]
 * Source: `vxlan_xmit_one` in drivers/net/vxlan/vxlan_core.c.
 */
export function encapsulateVxlan(run: Run, cursor: Cursor, link: Link, gateway: Ipv4): void {
  const { namespace, packet, bytes } = cursor
  const neighbour = namespace.neighbours.find(({ dev, address }) => dev === link.name && address === gateway)
  const entry = neighbour && namespace.fdb.find(({ dev, mac }) => dev === link.name && mac === neighbour.mac)
  if (link.type.kind !== 'vxlan' || !entry || link.mac === undefined) {
    drop(run, cursor, { kind: 'no-vtep', gateway, link: link.name })
    return
  }
  record(run, cursor, {
    kind: 'resolve',
    link: link.name,
    nextHop: gateway,
    answer: { mac: entry.mac, by: 'permanent' },
  })
  const innerFrame = buildEthernet(entry.mac, link.mac, bytes)
  const frame = { linkType: 'ethernet' as const, bytes: innerFrame }
  record(run, cursor, { kind: 'transmit', link: link.name, frame, nextHop: gateway })
  const way = wayTo(run, cursor, entry.destination, link)
  if (!way) return
  const { local: source, vni, port: destinationPort } = link.type
  const ports = { sourcePort: flowPort(bytes), destinationPort }
  const datagram = buildUdp(ports, source, entry.destination, buildVxlan(vni, innerFrame))
  const outer = buildIpv4(
    {
      ...outerBase(run, source, entry.destination),
      typeOfService: outerTypeOfService(headerOf(bytes).typeOfService),
      dontFragment: false,
      ttl: DEFAULT_TTL,
      protocol: PROTOCOL.udp,
    },
    datagram,
  )
  sendOuter(run, { packet, namespace, bytes: outer }, link, { ...way, source }, 'vxlan', VXLAN_OVERHEAD_BYTES)
}

interface Way {
  readonly lookup: RouteLookup
  readonly source: Ipv4
  readonly dev: string
  readonly nextHop: Ipv4
}

/** The route to the outer destination; without one, or one through the tunnel itself, the device drops silently. */
function wayTo(run: Run, cursor: Cursor, destination: Ipv4, tunnel: Link): Way | undefined {
  const lookup = lookupRoute(cursor.namespace, destination)
  const unsettled = unsettledLookup(cursor.namespace, lookup)
  if (unsettled) {
    drop(run, cursor, unsettled)
    return undefined
  }
  const source = sourceFor(cursor.namespace, lookup)?.source
  const { route, nextHop } = lookup
  if (!nextHop || source === undefined || route?.type !== 'unicast' || nextHop.dev === tunnel.name) {
    drop(run, cursor, { kind: 'no-route', destination })
    return undefined
  }
  return { lookup, source, dev: nextHop.dev, nextHop: nextHop.gateway ?? destination }
}

const outerBase = (
  run: Run,
  source: Ipv4,
  destination: Ipv4,
): Pick<Ipv4Header, 'source' | 'destination' | 'identification' | 'moreFragments' | 'fragmentOffset'> => ({
  source,
  destination,
  identification: run.nextIdentification++,
  moreFragments: false,
  fragmentOffset: 0,
})

function sendOuter(
  run: Run,
  cursor: Cursor,
  link: Link,
  way: Way,
  encap: OuterHeader['encap'],
  overheadBytes: number,
): void {
  const { source, destination, ttl } = headerOf(cursor.bytes)
  const outer = { encap, source, destination, ttl, overheadBytes }
  record(run, cursor, { kind: 'encapsulate', link: link.name, outer, lookup: way.lookup })
  callNext(run, { kind: 'output', ...cursor, dev: way.dev, nextHop: way.nextHop })
}

/** The kernel's flow hash has a random seed, so any stable port of the local range will do. */
function flowPort(innerPacket: Uint8Array): number {
  const { source, destination, protocol } = headerOf(innerPacket)
  const [low, high] = [32768, 60999] // net.ipv4.ip_local_port_range
  return low + (((source ^ Math.imul(destination, 31) ^ protocol) >>> 0) % (high - low + 1))
}
