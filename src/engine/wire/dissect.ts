import {
  COOKED_HEADER_BYTES,
  COOKED_V1_HEADER_BYTES,
  type CookedHeader,
  parseCookedHeader,
  parseCookedV1Header,
} from './cooked'
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
    | { readonly protocol: 'cooked'; readonly header: CookedHeader }
    | { readonly protocol: 'cooked-v1'; readonly header: Omit<CookedHeader, 'interfaceIndex'> }
    /** `quoted`: the start of the packet that an ICMP error is about. */
    | { readonly protocol: 'ipv4'; readonly header: Ipv4Header; readonly quoted: boolean }
    | { readonly protocol: 'icmp'; readonly header: IcmpHeader }
    | { readonly protocol: 'udp'; readonly header: UdpHeader }
    | { readonly protocol: 'vxlan'; readonly header: { readonly vni: number } }
    | { readonly protocol: 'payload' }
  )

/** IANA's port for VXLAN (RFC 7348 §5), and Calico's default. */
export const VXLAN_PORT = 4789

/** What stands in front of a packet; `raw` and `ipv4` start with the IPv4 header, of `unknown` nothing is read. */
export type DissectedLink = 'ethernet' | 'raw' | 'ipv4' | 'cooked' | 'cooked-v1' | 'unknown'

/** The headers in `bytes`. Never throws: what is cut short is payload. */
export function dissect(bytes: Uint8Array, linkType: DissectedLink): readonly DissectedLayer[] {
  switch (linkType) {
    case 'ethernet':
      return ethernetLayers(bytes, 0)
    case 'cooked':
    case 'cooked-v1':
      return cookedLayers(bytes, linkType)
    case 'unknown':
      return payloadLayers(bytes, 0)
    default:
      return ipv4Layers(bytes, 0, false)
  }
}

function cookedLayers(bytes: Uint8Array, link: 'cooked' | 'cooked-v1'): DissectedLayer[] {
  const size = link === 'cooked' ? COOKED_HEADER_BYTES : COOKED_V1_HEADER_BYTES
  const inside = (etherType: number): DissectedLayer[] =>
    etherType === ETHERTYPE_IPV4 ? ipv4Layers(bytes, size, false) : payloadLayers(bytes, size)
  if (link === 'cooked') {
    const parsed = parseCookedHeader(bytes)
    if (!parsed.ok) return payloadLayers(bytes, 0)
    const { value: header } = parsed
    return [{ protocol: link, offset: 0, headerBytes: size, header }, ...inside(header.protocol)]
  }
  const parsed = parseCookedV1Header(bytes)
  if (!parsed.ok) return payloadLayers(bytes, 0)
  const { value: header } = parsed
  return [{ protocol: link, offset: 0, headerBytes: size, header }, ...inside(header.protocol)]
}

const payloadLayers = (bytes: Uint8Array, offset: number): DissectedLayer[] =>
  offset < bytes.length ? [{ protocol: 'payload', offset, headerBytes: bytes.length - offset }] : []

function ethernetLayers(bytes: Uint8Array, offset: number): DissectedLayer[] {
  const parsed = parseEthernetHeader(bytes, offset)
  if (!parsed.ok) return payloadLayers(bytes, offset)
  const next = offset + ETHERNET_HEADER_BYTES
  const inside = parsed.value.etherType === ETHERTYPE_IPV4 ? ipv4Layers(bytes, next, false) : payloadLayers(bytes, next)
  return [{ protocol: 'ethernet', offset, headerBytes: ETHERNET_HEADER_BYTES, header: parsed.value }, ...inside]
}

function ipv4Layers(bytes: Uint8Array, offset: number, quoted: boolean): DissectedLayer[] {
  const parsed = parseIpv4Header(bytes, offset)
  if (!parsed.ok) return payloadLayers(bytes, offset)
  const { header, headerBytes } = parsed.value
  const inside = insideIpv4(bytes, offset + headerBytes, header, quoted)
  return [{ protocol: 'ipv4', offset, headerBytes, header, quoted }, ...inside]
}

function insideIpv4(bytes: Uint8Array, offset: number, header: Ipv4Header, quoted: boolean): DissectedLayer[] {
  if (header.fragmentOffset > 0) return payloadLayers(bytes, offset)
  if (header.protocol === PROTOCOL.icmp) return icmpLayers(bytes, offset)
  if (header.protocol === PROTOCOL.ipip) return ipv4Layers(bytes, offset, quoted)
  return header.protocol === PROTOCOL.udp ? udpLayers(bytes, offset) : payloadLayers(bytes, offset)
}

function icmpLayers(bytes: Uint8Array, offset: number): DissectedLayer[] {
  const parsed = parseIcmpHeader(bytes, offset)
  if (!parsed.ok) return payloadLayers(bytes, offset)
  const next = offset + ICMP_HEADER_BYTES
  const inside = isEcho(parsed.value.type) ? payloadLayers(bytes, next) : ipv4Layers(bytes, next, true)
  return [{ protocol: 'icmp', offset, headerBytes: ICMP_HEADER_BYTES, header: parsed.value }, ...inside]
}

function udpLayers(bytes: Uint8Array, offset: number): DissectedLayer[] {
  const parsed = parseUdpHeader(bytes, offset)
  if (!parsed.ok) return payloadLayers(bytes, offset)
  const next = offset + UDP_HEADER_BYTES
  const inside = parsed.value.destinationPort === VXLAN_PORT ? vxlanLayers(bytes, next) : payloadLayers(bytes, next)
  return [{ protocol: 'udp', offset, headerBytes: UDP_HEADER_BYTES, header: parsed.value }, ...inside]
}

function vxlanLayers(bytes: Uint8Array, offset: number): DissectedLayer[] {
  const parsed = parseVxlanHeader(bytes, offset)
  if (!parsed.ok) return payloadLayers(bytes, offset)
  const inside = ethernetLayers(bytes, offset + VXLAN_HEADER_BYTES)
  return [{ protocol: 'vxlan', offset, headerBytes: VXLAN_HEADER_BYTES, header: parsed.value }, ...inside]
}
