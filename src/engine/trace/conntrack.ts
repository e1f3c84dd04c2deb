import type { LinkName } from '../linux/link'
import { masqueradeFor } from '../linux/masquerade'
import type { Namespace } from '../linux/namespace'
import type { Ipv4 } from '../net/ipv4'
import { type DissectedLayer, dissect } from '../wire/dissect'
import { buildIcmpError, ICMP_TYPE } from '../wire/icmp'
import { buildIpv4, IPV4_HEADER_BYTES, PROTOCOL, rewriteIpv4 } from '../wire/ipv4'
import { withUdpAddress } from '../wire/udp'
import { headerOf } from './header'
import type { Connection, FlowKey } from './memory'
import { type Cursor, type Run, record } from './run'

/**
 * POSTROUTING: the first packet of a connection asks the masquerade rules. A ping's connection starts with its echo
 * request, and a datagram starts one with its two ports; replies and errors belong to one and are never asked.
 * Source: net/netfilter/nf_conntrack_proto_icmp.c, nf_conntrack_proto_udp.c. [NAT-2]
 */
export function masquerade(run: Run, cursor: Cursor, dev: LinkName, nextHop: Ipv4): Cursor {
  const { namespace, bytes } = cursor
  const flow = namespace.masquerade.length > 0 ? flowOf(dissect(bytes, 'ipv4')[1]) : undefined
  if (!flow) return cursor
  const { source, destination } = headerOf(bytes)
  const known = run.connections.findIndex(
    (candidate) =>
      candidate.namespace === namespace.name &&
      candidate.source === source &&
      candidate.destination === destination &&
      isSameFlow(candidate.flow, flow),
  )
  const [before] = known < 0 ? [] : run.connections.splice(known, 1)
  const found = before ?? connectionOf(namespace, { source, destination, flow }, dev, nextHop)
  if (!found) return cursor
  const { rule, translated: to } = found
  run.connections.push({ ...found, idleSinceUs: run.nowUs })
  const translated = { ...cursor, bytes: readdressed(bytes, { source: to }) }
  record(run, translated, { kind: 'masquerade', rule, link: dev, from: source, to })
  return translated
}

/** Of a packet that can start a connection. A tunnel's own datagrams are the machine's, and no rule is about them. */
function flowOf(layer: DissectedLayer | undefined): FlowKey | undefined {
  if (layer?.protocol === 'icmp' && layer.header.type === ICMP_TYPE.echoRequest) {
    return { protocol: 'icmp', identifier: layer.header.identifier }
  }
  if (layer?.protocol !== 'udp') return undefined
  const { sourcePort, destinationPort } = layer.header
  return { protocol: 'udp', sourcePort, destinationPort }
}

const isSameFlow = (one: FlowKey, other: FlowKey): boolean =>
  one.protocol === 'icmp'
    ? other.protocol === 'icmp' && one.identifier === other.identifier
    : other.protocol === 'udp' && one.sourcePort === other.sourcePort && one.destinationPort === other.destinationPort

/** Another address in the header, and what UDP's checksum says of it (`nf_nat_ipv4_manip_pkt`). */
function readdressed(
  bytes: Uint8Array,
  change: { readonly source: Ipv4 } | { readonly destination: Ipv4 },
): Uint8Array {
  const before = headerOf(bytes)
  const rewritten = rewriteIpv4(bytes, change)
  const after = headerOf(rewritten)
  const changed =
    'source' in change ? ([before.source, after.source] as const) : ([before.destination, after.destination] as const)
  const isDatagram = before.protocol === PROTOCOL.udp && before.fragmentOffset === 0
  return isDatagram ? withUdpAddress(rewritten, IPV4_HEADER_BYTES, ...changed) : rewritten
}

function connectionOf(
  namespace: Namespace,
  first: Pick<Connection, 'source' | 'destination' | 'flow'>,
  dev: LinkName,
  nextHop: Ipv4,
): Omit<Connection, 'idleSinceUs'> | undefined {
  const found = masqueradeFor(namespace, first, dev, nextHop)
  if (!found || found.to === first.source) return undefined
  return { ...first, namespace: namespace.name, translated: found.to, rule: found.rule }
}

/** `nf_conntrack_icmp_timeout`, and `nf_conntrack_udp_timeout` of one that has had no answer: a connection that long without a packet is forgotten. */
const FORGOTTEN_AFTER_US = 30_000_000

export const stillKnown = (connections: readonly Connection[], nowUs: number): readonly Connection[] =>
  connections.filter(({ idleSinceUs }) => nowUs - idleSinceUs < FORGOTTEN_AFTER_US)

/**
 * PREROUTING: an answer to a masqueraded connection goes to who really asked. Of an error, the quoted packet is put
 * back too, or the one who asked would not know it again. [NAT-3]
 */
export function restoreMasqueraded(run: Run, cursor: Cursor): Cursor {
  const connection = run.connections.find((candidate) => answers(cursor, candidate))
  if (!connection) return cursor
  const redirected = readdressed(cursor.bytes, { destination: connection.source })
  const bytes = restoreQuoted(redirected, connection.source)
  const restored = { ...cursor, bytes }
  record(run, restored, { kind: 'restore', from: connection.translated, to: connection.source })
  return restored
}

function answers({ namespace, bytes }: Cursor, connection: Connection): boolean {
  if (connection.namespace !== namespace.name || headerOf(bytes).destination !== connection.translated) return false
  const [outer, icmp, quoted, quotedTransport] = dissect(bytes, 'ipv4')
  if (outer?.protocol !== 'ipv4' || icmp?.protocol !== 'icmp') return false
  if (icmp.header.type === ICMP_TYPE.echoReply) {
    const { flow, destination } = connection
    const isItsIdentifier = flow.protocol === 'icmp' && icmp.header.identifier === flow.identifier
    return isItsIdentifier && outer.header.source === destination
  }
  const quotedFlow = flowOf(quotedTransport)
  return (
    quoted?.protocol === 'ipv4' &&
    quoted.header.source === connection.translated &&
    quoted.header.destination === connection.destination &&
    quotedFlow !== undefined &&
    isSameFlow(quotedFlow, connection.flow)
  )
}

function restoreQuoted(bytes: Uint8Array, source: Ipv4): Uint8Array {
  const [outer, icmp, quoted] = dissect(bytes, 'ipv4')
  if (outer?.protocol !== 'ipv4' || icmp?.protocol !== 'icmp' || quoted?.protocol !== 'ipv4') return bytes
  const { type, code, mtu } = icmp.header
  const inside = readdressed(bytes.subarray(quoted.offset), { source })
  return buildIpv4({ ...outer.header, protocol: PROTOCOL.icmp }, buildIcmpError(type, code, mtu, inside))
}
