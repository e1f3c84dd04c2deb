import { type InputFilter, keepsOut } from '../linux/input-filter'
import { type DissectedLayer, dissect } from '../wire/dissect'
import { buildEcho, ICMP_HEADER_BYTES, ICMP_TYPE } from '../wire/icmp'
import { IPV4_HEADER_BYTES, type Ipv4Header, PROTOCOL } from '../wire/ipv4'
import type { UdpHeader } from '../wire/udp'
import { decapsulateIpip, decapsulateVxlan } from './decapsulate'
import { filteredPacket } from './filtered-packet'
import { headerOf } from './header'
import { icmpErrorOf, sendIcmpError } from './icmp-error'
import { peerKey } from './memory'
import { DEFAULT_TTL, originate } from './originate'
import { reassemble } from './reassemble'
import { type Cursor, drop, hear, type Run, record, settle, startPacket } from './run'

type IcmpLayer = Extract<DissectedLayer, { readonly protocol: 'icmp' }>

/** The packet is for this machine: up to the protocol that its header names. */
export function deliver(run: Run, arrived: Cursor): void {
  const cursor = reassemble(run, arrived)
  if (!cursor) return
  const header = headerOf(cursor.bytes)
  const filter = filterAgainst(cursor, header)
  if (filter) return drop(run, cursor, { kind: 'input-filtered', filter, source: header.source })
  const [, inside] = dissect(cursor.bytes, 'ipv4')
  if (header.protocol === PROTOCOL.ipip) return decapsulateIpip(run, cursor, header)
  if (inside?.protocol === 'udp') return takeDatagram(run, cursor, header, inside.header)
  if (inside?.protocol !== 'icmp') {
    drop(run, cursor, { kind: 'unmodelled', what: 'protocol' })
    return
  }
  record(run, cursor, { kind: 'deliver', address: header.destination })
  settle(run, cursor.packet, 'delivered')
  if (inside.header.type === ICMP_TYPE.echoRequest) answerEcho(run, cursor, header, inside)
  else if (inside.header.type === ICMP_TYPE.echoReply) takeReply(run, cursor, header, inside)
  else takeError(run, cursor, header, inside)
}

/** INPUT is asked when a packet is whole again. Source: `ip_local_deliver` in net/ipv4/ip_input.c. [IN-4] */
const filterAgainst = ({ namespace, bytes }: Cursor, header: Ipv4Header): InputFilter | undefined =>
  namespace.inputFilters.find(
    (filter) =>
      filter.protocol === header.protocol &&
      keepsOut(filter, filter.destinationPort === undefined ? { ...header, ports: [] } : filteredPacket(bytes)),
  )

/**
 * No program listens in a lab: a datagram that is no tunnel's finds its port closed. A VXLAN device's own port is open, and
 * what it cannot use there is dropped without a word. Source: `__udp4_lib_rcv` in net/ipv4/udp.c. [UDP-1]
 */
function takeDatagram(run: Run, cursor: Cursor, header: Ipv4Header, { destinationPort: port }: UdpHeader): void {
  if (decapsulateVxlan(run, cursor, header)) return
  drop(run, cursor, { kind: 'closed-port', port })
  const isOpen = cursor.namespace.links.some(({ type, up }) => type.kind === 'vxlan' && type.port === port && up)
  if (!isOpen) sendIcmpError(run, cursor, 'port-unreachable')
}

/** The reply comes from the address that was asked, without DF, with a TTL of its own (`icmp_reply`). [ICMP-2] */
function answerEcho(run: Run, { namespace, bytes, packet }: Cursor, header: Ipv4Header, icmp: IcmpLayer): void {
  const payload = bytes.slice(IPV4_HEADER_BYTES + ICMP_HEADER_BYTES)
  const reply = startPacket(run, 'reply', { parent: packet })
  originate(run, namespace, reply, {
    destination: header.source,
    source: header.destination,
    ttl: DEFAULT_TTL,
    typeOfService: header.typeOfService,
    dontFragment: false,
    refuseTooBig: false,
    protocol: PROTOCOL.icmp,
    payload: () => buildEcho(ICMP_TYPE.echoReply, icmp.header.identifier, icmp.header.sequence, payload),
  })
}

function takeReply(run: Run, cursor: Cursor, header: Ipv4Header, icmp: IcmpLayer): void {
  const { identifier, sequence } = icmp.header
  if (!isAwaited(run, cursor, identifier) || sequence !== run.sequence) {
    drop(run, cursor, { kind: 'unmatched-answer' })
    return
  }
  hear(run, { kind: 'answered', ttl: header.ttl, from: header.source })
}

/**
 * An error reaches whoever sent the packet it quotes. About a tunnel's outer header that is the tunnel, and the one who
 * sent the inner packet hears nothing; of "fragmentation needed" the machine learns a path MTU either way.
 * Source: `icmp_unreach` in net/ipv4/icmp.c, `ipip_err` in net/ipv4/ipip.c. [ICMP-3]
 */
function takeError(run: Run, cursor: Cursor, header: Ipv4Header, icmp: IcmpLayer): void {
  const [, , quoted, quotedTransport] = dissect(cursor.bytes, 'ipv4')
  const error = icmpErrorOf(icmp.header.type, icmp.header.code)
  if (quoted?.protocol !== 'ipv4' || !error) {
    drop(run, cursor, { kind: 'unmatched-answer' })
    return
  }
  const { mtu } = icmp.header
  if (error === 'fragmentation-needed') learnPathMtu(run, cursor, quoted.header, mtu)
  const about = awaitedProbe(run, cursor, quoted.header, quotedTransport)
  if (about === undefined) {
    drop(run, cursor, { kind: 'not-for-the-sender' })
    return
  }
  const { source: from, ttl } = header
  const mtuBytes = error === 'fragmentation-needed' ? { mtuBytes: mtu } : {}
  const verdict = { kind: 'error', error, from, ttl, ...mtuBytes } as const
  const { datagram } = run.probe
  if (about === (datagram ? datagramNumber(datagram) : run.sequence)) hear(run, verdict)
  else run.late.push({ sequence: about, timeUs: run.nowUs - run.startUs, verdict })
}

/** What tells the datagrams of one run apart: its two ports as one number. */
export const datagramNumber = ({ sourcePort, destinationPort }: UdpHeader): number =>
  sourcePort * 65_536 + destinationPort

/** Whether it is the ping under way that hears this. */
const isAwaited = (run: Run, cursor: Cursor, identifier: number): boolean =>
  identifier === run.identifier && isHeard(run, cursor)

/** A socket bound to a device hears only what comes by it (`raw_sk_bound_dev_eq`). [UDP-2] */
const isHeard = ({ probe, nowUs, givesUpUs }: Run, { namespace, link }: Cursor): boolean =>
  namespace.name === probe.from && nowUs <= givesUpUs && (probe.device === undefined || probe.device === link)

/**
 * Which packet of the run an error quotes: an echo's sequence or a datagram's ports. A run of traceroute has a socket for
 * each of its datagrams, connected to the same destination. Source: `__udp4_lib_err` in net/ipv4/udp.c. [UDP-2]
 */
function awaitedProbe(
  run: Run,
  cursor: Cursor,
  quoted: Ipv4Header,
  transport: DissectedLayer | undefined,
): number | undefined {
  const { datagram, destination } = run.probe
  if (!datagram) {
    return transport?.protocol === 'icmp' && isAwaited(run, cursor, transport.header.identifier)
      ? transport.header.sequence
      : undefined
  }
  const isOwn = quoted.destination === destination && isHeard(run, cursor)
  return transport?.protocol === 'udp' && isOwn ? datagramNumber(transport.header) : undefined
}

/** `net.ipv4.route.min_pmtu` */
const MIN_PATH_MTU_BYTES = 552

function learnPathMtu(run: Run, { namespace }: Cursor, quoted: Ipv4Header, mtuBytes: number): void {
  run.pathMtuBytes.set(peerKey(namespace.name, quoted.destination), Math.max(mtuBytes, MIN_PATH_MTU_BYTES))
}
