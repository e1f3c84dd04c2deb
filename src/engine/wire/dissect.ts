import { ETHERNET_HEADER_BYTES, ETHERTYPE_IPV4, type EthernetHeader, parseEthernetHeader } from './ethernet'
import { ICMP_HEADER_BYTES, type IcmpHeader, isEcho, parseIcmpHeader } from './icmp'
import { type Ipv4Header, PROTOCOL, parseIpv4Header } from './ipv4'
import { parseUdpHeader, UDP_HEADER_BYTES, type UdpHeader } from './udp'
import { parseVxlanHeader, VXLAN_HEADER_BYTES } from './vxlan'

/** Where a layer's header lies in the dissected bytes. */
interface Extent {
  readonly offset: number
  readonly headerBytes: number
}

/** One header of a frame, outermost first. What no codec reads is `payload`. */
export type DissectedLayer = Extent &
  (
    | { readonly protocol: 'ethernet'; readonly header: EthernetHeader }
    /** `quoted`: the start of the packet that an ICMP error is about. */
    | { readonly protocol: 'ipv4'; readonly header: Ipv4Header; readonly quoted: boolean }
    | { readonly protocol: 'icmp'; readonly header: IcmpHeader }
    | { readonly protocol: 'udp'; readonly header: UdpHeader }
    | { readonly protocol: 'vxlan'; readonly header: { readonly vni: number } }
    | { readonly protocol: 'payload' }
  )

/** IANA's port for VXLAN (RFC 7348 §5), and Calico's default. */
export const VXLAN_PORT = 4789

/** The headers in `bytes`; `raw` and `ipv4` start with the IPv4 header. Never throws: what is cut short is payload. */
export function dissect(bytes: Uint8Array, linkType: 'ethernet' | 'raw' | 'ipv4'): readonly DissectedLayer[] {
  const layers: DissectedLayer[] = []
  if (linkType === 'ethernet') dissectEthernet(bytes, 0, layers)
  else dissectIpv4(bytes, 0, false, layers)
  return layers
}

function dissectPayload(bytes: Uint8Array, offset: number, layers: DissectedLayer[]): void {
  if (offset < bytes.length) layers.push({ protocol: 'payload', offset, headerBytes: bytes.length - offset })
}

function dissectEthernet(bytes: Uint8Array, offset: number, layers: DissectedLayer[]): void {
  const parsed = parseEthernetHeader(bytes, offset)
  if (!parsed.ok) return dissectPayload(bytes, offset, layers)
  layers.push({ protocol: 'ethernet', offset, headerBytes: ETHERNET_HEADER_BYTES, header: parsed.value })
  const next = offset + ETHERNET_HEADER_BYTES
  if (parsed.value.etherType === ETHERTYPE_IPV4) dissectIpv4(bytes, next, false, layers)
  else dissectPayload(bytes, next, layers)
}

function dissectIpv4(bytes: Uint8Array, offset: number, quoted: boolean, layers: DissectedLayer[]): void {
  const parsed = parseIpv4Header(bytes, offset)
  if (!parsed.ok) return dissectPayload(bytes, offset, layers)
  const { header, headerBytes } = parsed.value
  layers.push({ protocol: 'ipv4', offset, headerBytes, header, quoted })
  const next = offset + headerBytes
  if (header.fragmentOffset > 0) dissectPayload(bytes, next, layers)
  else if (header.protocol === PROTOCOL.icmp) dissectIcmp(bytes, next, layers)
  else if (header.protocol === PROTOCOL.ipip) dissectIpv4(bytes, next, quoted, layers)
  else if (header.protocol === PROTOCOL.udp) dissectUdp(bytes, next, layers)
  else dissectPayload(bytes, next, layers)
}

function dissectIcmp(bytes: Uint8Array, offset: number, layers: DissectedLayer[]): void {
  const parsed = parseIcmpHeader(bytes, offset)
  if (!parsed.ok) return dissectPayload(bytes, offset, layers)
  layers.push({ protocol: 'icmp', offset, headerBytes: ICMP_HEADER_BYTES, header: parsed.value })
  const next = offset + ICMP_HEADER_BYTES
  if (isEcho(parsed.value.type)) dissectPayload(bytes, next, layers)
  else dissectIpv4(bytes, next, true, layers)
}

function dissectUdp(bytes: Uint8Array, offset: number, layers: DissectedLayer[]): void {
  const parsed = parseUdpHeader(bytes, offset)
  if (!parsed.ok) return dissectPayload(bytes, offset, layers)
  layers.push({ protocol: 'udp', offset, headerBytes: UDP_HEADER_BYTES, header: parsed.value })
  const next = offset + UDP_HEADER_BYTES
  const vxlan = parsed.value.destinationPort === VXLAN_PORT ? parseVxlanHeader(bytes, next) : undefined
  if (!vxlan?.ok) return dissectPayload(bytes, next, layers)
  layers.push({ protocol: 'vxlan', offset: next, headerBytes: VXLAN_HEADER_BYTES, header: vxlan.value })
  dissectEthernet(bytes, next + VXLAN_HEADER_BYTES, layers)
}
