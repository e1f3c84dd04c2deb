import { VXLAN_PORT } from '../../engine/wire/dissect'
import { PROTOCOL } from '../../engine/wire/ipv4'
import type { Wrapping } from '../capture/frame-look'
import { type Arithmetic, both, eitherOf, type Filter } from '../tcpdump/filter/filter'

/** Why a part of a filter lets none of the frames through. */
export type PartFault =
  /** It looks at the outer header; what it asks for is inside. */
  | 'hidden'
  /** It asks for a tunnel's header, and there is none here. */
  | 'bare'
  /** It asks for the header of the other tunnel. */
  | 'other-tunnel'
  /** It is about something that no frame here is. */
  | 'none-such'

/** What to ask instead of one part. */
export interface OtherPart {
  readonly fault: PartFault
  readonly part: Filter
  /** Less of what was meant is left. */
  readonly cost: number
}

const ICMP: Filter = { kind: 'protocol', protocol: PROTOCOL.icmp, ipVersion: 4 }
const IPIP: Filter = { kind: 'protocol', protocol: PROTOCOL.ipip, ipVersion: 'any' }
const OVER_IPIP: Filter = { kind: 'protocol', protocol: PROTOCOL.ipip, ipVersion: 4 }
const VXLAN: Filter = {
  kind: 'port',
  lowest: VXLAN_PORT,
  highest: VXLAN_PORT,
  end: 'either',
  protocol: PROTOCOL.udp,
}
const UDP: Filter = { kind: 'protocol', protocol: PROTOCOL.udp, ipVersion: 'any' }
const ALL: Filter = { kind: 'all' }

/** What passes in this lab, by its outer header. */
const PRESENT: Readonly<Record<Wrapping, readonly Filter[]>> = { none: [ICMP, UDP], ipip: [IPIP], vxlan: [VXLAN] }

/** The parts that could stand for one that lets nothing through, the nearest in meaning first. */
export function otherParts(part: Filter, wrapping: Wrapping): readonly OtherPart[] {
  const isOfProtocol = part.kind === 'protocol' || part.kind === 'port'
  const others = isOfProtocol ? PRESENT[wrapping] : []
  return [
    ...rewrapped(part, wrapping),
    ...others.map((other): OtherPart => ({ fault: 'none-such', part: other, cost: 4 })),
    { fault: 'none-such', part: ALL, cost: 5 },
  ]
}

function rewrapped(part: Filter, wrapping: Wrapping): readonly OtherPart[] {
  const tunnel = tunnelAskedFor(part)
  if (tunnel !== undefined) {
    if (tunnel === wrapping) return []
    if (wrapping === 'none') return [{ fault: 'bare', part: ICMP, cost: 1 }]
    return [{ fault: 'other-tunnel', part: wrapping === 'ipip' ? IPIP : VXLAN, cost: 1 }]
  }
  if (wrapping === 'none') return []
  const outer = wrapping === 'ipip' ? IPIP : VXLAN
  switch (part.kind) {
    case 'protocol':
      return [{ fault: 'hidden', part: eitherOf(part, outer), cost: 1 }]
    case 'address':
      return [{ fault: 'hidden', part: addressInside(part, wrapping), cost: 2 }]
    default:
      return []
  }
}

/** The tunnel whose header a part is about. */
function tunnelAskedFor(part: Filter): 'ipip' | 'vxlan' | undefined {
  if (part.kind === 'protocol' && part.protocol === PROTOCOL.ipip) return 'ipip'
  const isVxlan = part.kind === 'port' && part.lowest <= VXLAN_PORT && VXLAN_PORT <= part.highest
  return isVxlan ? 'vxlan' : undefined
}

/** Where the addresses of the packet inside are: behind an outer header without options. */
const INSIDE = {
  /** From the start of the outer IP header: 20 bytes, and then the addresses' own place (RFC 791 §3.1). */
  ipip: { from: 'network', source: 20 + 12 },
  /** From the start of the UDP header: 8, VXLAN's 8, Ethernet's 14. */
  vxlan: { from: 'transport', source: 8 + 8 + 14 + 12 },
} as const

function addressInside(
  { address, mask, end }: Extract<Filter, { readonly kind: 'address' }>,
  tunnel: 'ipip' | 'vxlan',
): Filter {
  const { from, source } = INSIDE[tunnel]
  const is = (offset: number): Filter => {
    const bytes: Arithmetic = { kind: 'bytes', from, at: { kind: 'number', value: offset }, size: 4 }
    const masked: Arithmetic =
      mask === 0xffffffff
        ? bytes
        : { kind: 'calculation', operator: '&', left: bytes, right: { kind: 'number', value: mask } }
    return { kind: 'relation', left: masked, relation: '=', right: { kind: 'number', value: (address & mask) >>> 0 } }
  }
  const [from4, to4] = [is(source), is(source + 4)]
  const ends = { source: from4, destination: to4, either: eitherOf(from4, to4), both: both(from4, to4) }
  return both(tunnel === 'ipip' ? OVER_IPIP : VXLAN, ends[end])
}
