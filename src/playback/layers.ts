import { formatIpv4 } from '../engine/net/ipv4'
import { type DissectedLayer, dissect } from '../engine/wire/dissect'
import { ICMP_TYPE, UNREACHABLE_CODE } from '../engine/wire/icmp'
import { PROTOCOL } from '../engine/wire/ipv4'
import type { LayerSummary } from './timeline'

type Ipv4Layer = Extract<DissectedLayer, { protocol: 'ipv4' }>

interface Reading {
  /** One an IPv4 header, outermost first; what an ICMP error quotes does not count. Empty if there is none. */
  readonly summaries: readonly LayerSummary[]
  /** A fragment other than the first, in whatever header. */
  readonly isLaterFragment: boolean
}

const readings = new WeakMap<Uint8Array, Reading>()

/** What a timeline wants of an IPv4 packet. Steps share their bytes, which nobody changes, so each is read once. */
export function readPacket(bytes: Uint8Array): Reading {
  const known = readings.get(bytes)
  if (known) return known
  const layers = dissect(bytes, 'ipv4')
  const own = layers.flatMap((layer, index) => (layer.protocol === 'ipv4' && !layer.quoted ? [{ layer, index }] : []))
  const reading = {
    summaries: own.map(({ layer, index }) => summaryOf(layer, layers, index)),
    isLaterFragment: own.some(({ layer }) => layer.header.fragmentOffset > 0),
  }
  readings.set(bytes, reading)
  return reading
}

function summaryOf({ header }: Ipv4Layer, layers: readonly DissectedLayer[], index: number): LayerSummary {
  const inside = layers[index + 1]
  return {
    protocol: protocolOf(header.protocol, layers[index + 2]),
    source: formatIpv4(header.source),
    destination: formatIpv4(header.destination),
    ttl: header.ttl,
    lengthBytes: header.totalLength,
    ...(inside?.protocol === 'icmp' && { icmp: icmpName(inside.header.type, inside.header.code) }),
  }
}

function protocolOf(protocol: number, afterNext: DissectedLayer | undefined): LayerSummary['protocol'] {
  if (protocol === PROTOCOL.icmp) return 'icmp'
  if (protocol === PROTOCOL.ipip) return 'ipip'
  return protocol === PROTOCOL.udp && afterNext?.protocol === 'vxlan' ? 'vxlan' : 'other'
}

const UNREACHABLE_NAMES: Readonly<Record<number, string>> = {
  [UNREACHABLE_CODE.net]: 'net unreachable',
  [UNREACHABLE_CODE.host]: 'host unreachable',
  [UNREACHABLE_CODE.protocol]: 'protocol unreachable',
  [UNREACHABLE_CODE.port]: 'port unreachable',
  [UNREACHABLE_CODE.fragmentationNeeded]: 'fragmentation needed',
  [UNREACHABLE_CODE.adminProhibited]: 'admin prohibited',
}

/** What RFC 792 and tcpdump call the message. */
export function icmpName(type: number, code: number): string {
  if (type === ICMP_TYPE.echoRequest) return 'echo request'
  if (type === ICMP_TYPE.echoReply) return 'echo reply'
  if (type === ICMP_TYPE.timeExceeded) return 'time exceeded'
  return (type === ICMP_TYPE.unreachable && UNREACHABLE_NAMES[code]) || `type ${type} code ${code}`
}
