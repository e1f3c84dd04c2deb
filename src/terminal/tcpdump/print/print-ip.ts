import { formatIpv4 } from '../../../engine/net/ipv4'
import { internetChecksum } from '../../../engine/wire/checksum'
import { VXLAN_PORT } from '../../../engine/wire/dissect'
import { ETHERNET_HEADER_BYTES, ETHERTYPE_IPV4, parseEthernetHeader } from '../../../engine/wire/ethernet'
import { type Ipv4Header, PROTOCOL, parseIpv4Header } from '../../../engine/wire/ipv4'
import { parseUdpHeader, UDP_HEADER_BYTES } from '../../../engine/wire/udp'
import { VXLAN_HEADER_BYTES } from '../../../engine/wire/vxlan'
import { IP_PROTOCOLS } from '../filter/protocol-names'
import { briefEtherTypeText, etherTypeText } from './ether-type-text'
import { hexLines } from './hex-lines'
import { printArp } from './print-arp'
import { printIcmp } from './print-icmp'
import { macText, type Printed, type PrintStyle } from './print-style'
import { rightChecksum } from './right-checksum'

/** `ipproto_values` in tcpdump's ipproto.c. */
const PROTOCOL_WORDS: Readonly<Record<number, string>> = {
  0: 'Options',
  1: 'ICMP',
  2: 'IGMP',
  4: 'IPIP',
  6: 'TCP',
  17: 'UDP',
  41: 'IPv6',
  47: 'GRE',
  50: 'ESP',
  51: 'AH',
  58: 'ICMPv6',
  89: 'OSPF',
  103: 'PIM',
  112: 'VRRP',
  132: 'SCTP',
}

/** Packets in packets are printed no deeper than this. */
const MAX_DEPTH = 16

/** Source: `ip_print` in tcpdump's print-ip.c (4.99). */
export function printIp({ bytes, lengthBytes }: Printed, style: PrintStyle, depth = 0): string {
  const prefix = style.linkHeader ? '' : 'IP '
  const version = (bytes[0] ?? 0) >> 4
  if (version !== 4) return version === 6 ? 'IP6, wrong link-layer encapsulation (invalid)' : `IP${version} (invalid)`
  const parsed = parseIpv4Header(bytes)
  if (!parsed.ok || depth > MAX_DEPTH) return `${prefix} [|ip]`
  const { header, headerBytes } = parsed.value
  const { totalLength } = header
  const missing = lengthBytes < totalLength ? `truncated-ip - ${totalLength - lengthBytes} bytes missing! ` : ''
  if (totalLength < headerBytes) return `${prefix}${missing}bad-len ${totalLength}`
  const whole = bytes.subarray(0, totalLength)
  const verbose = style.verbosity > 0 ? verboseText(header, whole, headerBytes) : ''
  const inside = { bytes: whole.subarray(headerBytes), lengthBytes: totalLength - headerBytes }
  return `${prefix}${missing}${verbose}${insideText(header, whole, inside, style, depth)}`
}

function verboseText(header: Ipv4Header, bytes: Uint8Array, headerBytes: number): string {
  const { typeOfService, ttl, identification, fragmentOffset, dontFragment, moreFragments, protocol } = header
  const congestion = ['', ',ECT(1)', ',ECT(0)', ',CE'][typeOfService & 3]
  const flags = [...(moreFragments ? ['+'] : []), ...(dontFragment ? ['DF'] : [])]
  const sum = internetChecksum(bytes, 0, headerBytes)
  const { written, right } = rightChecksum(bytes.subarray(0, headerBytes), 10)
  const complaint = sum === 0 ? '' : `, bad cksum ${written.toString(16)} (->${right.toString(16)})!`
  const fields = [
    `tos 0x${typeOfService.toString(16)}${congestion}`,
    ...(ttl >= 1 ? [`ttl ${ttl}`] : []),
    `id ${identification}`,
    `offset ${fragmentOffset * 8}`,
    `flags [${flags.length === 0 ? 'none' : flags.join(', ')}]`,
    `proto ${PROTOCOL_WORDS[protocol] ?? 'unknown'} (${protocol})`,
    `length ${header.totalLength}`,
  ]
  return `(${fields.join(', ')}${complaint})\n    `
}

function insideText(header: Ipv4Header, whole: Uint8Array, inside: Printed, style: PrintStyle, depth: number): string {
  const { protocol, fragmentOffset, moreFragments } = header
  const [source, destination] = [formatIpv4(header.source), formatIpv4(header.destination)]
  const ends = `${source} > ${destination}:`
  if (fragmentOffset > 0) return `${ends} ${protocolName(protocol, style)}`
  switch (protocol) {
    case PROTOCOL.icmp:
      return `${ends} ${printIcmp(inside, style, moreFragments, (quoted) => printIp(quoted, style, depth + 1))}`
    case PROTOCOL.ipip:
      return `${ends} ${printIp(inside, style, depth + 1)}`
    case PROTOCOL.tcp:
      return printTcp(inside, source, destination) ?? `${ends}  [|tcp]`
    case PROTOCOL.udp:
      return printUdp(inside, { source, destination, whole, isFragment: moreFragments, depth }, style)
    default:
      return `${ends}  ip-proto-${protocol} ${inside.lengthBytes}`
  }
}

function protocolName(protocol: number, { numeric }: PrintStyle): string {
  const name = Object.entries(IP_PROTOCOLS).find(([, number]) => number === protocol)?.[0]
  return numeric || name === undefined ? `ip-proto-${protocol}` : name
}

/** As `-q` prints it: whoever prints more keeps count of the connections. Source: `tcp_print` in print-tcp.c. */
function printTcp({ bytes, lengthBytes }: Printed, source: string, destination: string): string | undefined {
  const headerBytes = ((bytes[12] ?? 0) >> 4) * 4
  if (bytes.length < 20 || headerBytes < 20) return undefined
  const port = (at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
  return `${source}.${port(0)} > ${destination}.${port(2)}: tcp ${lengthBytes - headerBytes}`
}

interface Datagram {
  readonly source: string
  readonly destination: string
  readonly whole: Uint8Array
  readonly isFragment: boolean
  readonly depth: number
}

/** Source: `udp_print` and `vxlan_print` in tcpdump's print-udp.c and print-vxlan.c. */
function printUdp(
  { bytes, lengthBytes }: Printed,
  { source, destination, whole, isFragment, depth }: Datagram,
  style: PrintStyle,
) {
  const parsed = parseUdpHeader(bytes)
  if (!parsed.ok) return `${source} > ${destination}:  [|udp]`
  const { sourcePort, destinationPort } = parsed.value
  const ends = `${source}.${sourcePort} > ${destination}.${destinationPort}: `
  const inside = bytes.subarray(UDP_HEADER_BYTES)
  const sum = style.verbosity > 1 && !isFragment && bytes.length >= lengthBytes ? sumText(bytes, whole) : ''
  if (style.quick || (sourcePort !== VXLAN_PORT && destinationPort !== VXLAN_PORT)) {
    const length = ((bytes[4] ?? 0) << 8) | (bytes[5] ?? 0)
    return `${ends}${sum}UDP, length ${length - UDP_HEADER_BYTES}`
  }
  if (inside.length < VXLAN_HEADER_BYTES) return `${ends}${sum} [|vxlan]`
  const flags = inside[0] ?? 0
  const vni = ((inside[4] ?? 0) << 16) | ((inside[5] ?? 0) << 8) | (inside[6] ?? 0)
  const frame = {
    bytes: inside.subarray(VXLAN_HEADER_BYTES),
    lengthBytes: lengthBytes - UDP_HEADER_BYTES - VXLAN_HEADER_BYTES,
  }
  const flagText = `[${flags & 8 ? 'I' : 'invalid'}] (0x${flags.toString(16).padStart(2, '0')})`
  return `${ends}${sum}VXLAN, flags ${flagText}, vni ${vni}\n${printEthernet(frame, style, depth + 1)}`
}

function sumText(bytes: Uint8Array, whole: Uint8Array): string {
  const written = ((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0)
  if (written === 0) return '[no cksum] '
  const addresses = [12, 14, 16, 18].reduce((sum, at) => sum + (((whole[at] ?? 0) << 8) | (whole[at + 1] ?? 0)), 0)
  const isRight = internetChecksum(bytes, 0, bytes.length, addresses + PROTOCOL.udp + bytes.length) === 0
  return isRight ? '[udp sum ok] ' : `[bad udp cksum 0x${written.toString(16).padStart(4, '0')}] `
}

/** Source: `ether_print` in tcpdump's print-ether.c. */
export function printEthernet({ bytes, lengthBytes }: Printed, style: PrintStyle, depth = 0): string {
  const parsed = parseEthernetHeader(bytes)
  if (!parsed.ok) return ' [|ether]'
  const { source, destination, etherType } = parsed.value
  const type = style.quick ? briefEtherTypeText(etherType) : etherTypeText(etherType)
  const header = `${macText(source, style)} > ${macText(destination, style)}, ${type}, length ${lengthBytes}: `
  const inside = {
    bytes: bytes.subarray(ETHERNET_HEADER_BYTES),
    lengthBytes: lengthBytes - ETHERNET_HEADER_BYTES,
  }
  return printNetwork(header, etherType, inside, style, depth)
}

const ETHERTYPE_ARP = 0x0806

/**
 * What a frame carries, behind `header`, which is printed for `-e`, and for what the lab does not read: that is printed
 * as bytes, as tcpdump prints what it does not read.
 */
export function printNetwork(header: string, etherType: number, inside: Printed, style: PrintStyle, depth = 0): string {
  const shown = style.linkHeader ? header : ''
  if (etherType === ETHERTYPE_IPV4) return shown + printIp(inside, style, depth)
  const arp = etherType === ETHERTYPE_ARP ? printArp(inside, style) : undefined
  if (arp !== undefined) return shown + arp
  const bytes = style.withBytes || style.quick ? [] : hexLines(inside.bytes, true)
  return header + bytes.map((line) => `\n\t${line}`).join('')
}
