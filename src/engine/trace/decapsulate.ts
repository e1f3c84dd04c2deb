import { dissect } from '../wire/dissect'
import { ETHERNET_HEADER_BYTES } from '../wire/ethernet'
import type { Ipv4Header } from '../wire/ipv4'
import { IPV4_HEADER_BYTES } from '../wire/ipv4'
import { UDP_HEADER_BYTES } from '../wire/udp'
import { VXLAN_HEADER_BYTES } from '../wire/vxlan'
import { sendIcmpError } from './icmp-error'
import { type Cursor, drop, enqueue, type Run, record } from './run'
import type { OuterHeader } from './trace'

/** Of every frame VXLAN carries: outer IPv4, UDP, VXLAN, inner Ethernet (RFC 7348 §5). */
export const VXLAN_OVERHEAD_BYTES = IPV4_HEADER_BYTES + UDP_HEADER_BYTES + VXLAN_HEADER_BYTES + ETHERNET_HEADER_BYTES

/**
 * The fallback tunnel takes every IPIP packet for this machine. With the module but without the device the kernel
 * answers "port unreachable" (`tunnel4_rcv` in net/ipv4/tunnel4.c). [IPIP-2]
 */
export function decapsulateIpip(run: Run, cursor: Cursor, outer: Ipv4Header): void {
  const link = cursor.namespace.links.find((candidate) => candidate.type.kind === 'ipip' && candidate.up)
  if (!link) {
    drop(run, cursor, { kind: 'no-tunnel-device', protocol: outer.protocol })
    sendIcmpError(run, cursor, 'port-unreachable')
    return
  }
  const bytes = cursor.bytes.slice(IPV4_HEADER_BYTES)
  comeUp(run, cursor, link.name, { linkType: 'raw', bytes }, bytes, describeOuter('ipip', outer, IPV4_HEADER_BYTES))
}

/**
 * A datagram for the VXLAN port comes up from the device of that VNI, if the inner frame is addressed to its MAC.
 * @returns whether it was one.
 */
export function decapsulateVxlan(run: Run, cursor: Cursor, outer: Ipv4Header): boolean {
  const layers = dissect(cursor.bytes, 'ipv4')
  const [, udp, vxlan, ethernet] = layers
  if (udp?.protocol !== 'udp' || vxlan?.protocol !== 'vxlan' || ethernet?.protocol !== 'ethernet') return false
  const link = cursor.namespace.links.find(({ type, up, mac }) => {
    const isItsNetwork = type.kind === 'vxlan' && type.vni === vxlan.header.vni
    return isItsNetwork && type.port === udp.header.destinationPort && up && mac === ethernet.header.destination
  })
  if (!link) return false
  const frame = { linkType: 'ethernet' as const, bytes: cursor.bytes.slice(ethernet.offset) }
  const bytes = cursor.bytes.slice(ethernet.offset + ETHERNET_HEADER_BYTES)
  comeUp(run, cursor, link.name, frame, bytes, describeOuter('vxlan', outer, VXLAN_OVERHEAD_BYTES))
  return true
}

function describeOuter(encap: OuterHeader['encap'], outer: Ipv4Header, overheadBytes: number): OuterHeader {
  const { source, destination, ttl } = outer
  return { encap, source, destination, ttl, overheadBytes }
}

/**
 * The inner packet waits in the tunnel's own queue, then enters the stack as what the tunnel device has received.
 * Source: `gro_cells_receive` in net/core/gro_cells.c.
 */
function comeUp(
  run: Run,
  { packet, namespace }: Cursor,
  link: string,
  frame: { readonly linkType: 'raw' | 'ethernet'; readonly bytes: Uint8Array },
  bytes: Uint8Array,
  outer: OuterHeader,
): void {
  const inner = { packet, namespace, bytes }
  record(run, inner, { kind: 'decapsulate', link, outer })
  const port = { namespace: namespace.name, link }
  enqueue(run, `${port.namespace} ${link}`, { kind: 'arrive', packet, port, frame })
}
