import type { LinkName } from '../linux/link'
import { masqueradeFor } from '../linux/masquerade'
import type { Namespace } from '../linux/namespace'
import type { Ipv4 } from '../net/ipv4'
import { dissect } from '../wire/dissect'
import { buildIcmpError, ICMP_TYPE } from '../wire/icmp'
import { buildIpv4, PROTOCOL, rewriteIpv4 } from '../wire/ipv4'
import { headerOf } from './header'
import type { Connection } from './memory'
import { type Cursor, type Run, record } from './run'

/**
 * POSTROUTING: the first packet of a connection asks the masquerade rules. A ping's connection starts with its echo
 * request; replies and errors belong to one and are never asked.
 * Source: net/netfilter/nf_conntrack_proto_icmp.c, `icmp_pkt_to_tuple`. [NAT-2]
 */
export function masquerade(run: Run, cursor: Cursor, dev: LinkName, nextHop: Ipv4): Cursor {
  const { namespace, bytes } = cursor
  const icmp = namespace.masquerade.length > 0 ? dissect(bytes, 'ipv4')[1] : undefined
  if (icmp?.protocol !== 'icmp' || icmp.header.type !== ICMP_TYPE.echoRequest) return cursor
  const { source, destination } = headerOf(bytes)
  const { identifier } = icmp.header
  const known = run.connections.findIndex(
    (candidate) =>
      candidate.namespace === namespace.name &&
      candidate.source === source &&
      candidate.destination === destination &&
      candidate.identifier === identifier,
  )
  const [before] = known < 0 ? [] : run.connections.splice(known, 1)
  const found = before ?? connectionOf(namespace, { source, destination, identifier }, dev, nextHop)
  if (!found) return cursor
  const { rule, translated: to } = found
  run.connections.push({ ...found, idleSinceUs: run.nowUs })
  const translated = { ...cursor, bytes: rewriteIpv4(bytes, { source: to }) }
  record(run, translated, { kind: 'masquerade', rule, link: dev, from: source, to })
  return translated
}

function connectionOf(
  namespace: Namespace,
  first: Pick<Connection, 'source' | 'destination' | 'identifier'>,
  dev: LinkName,
  nextHop: Ipv4,
): Omit<Connection, 'idleSinceUs'> | undefined {
  const found = masqueradeFor(namespace, first, dev, nextHop)
  if (!found || found.to === first.source) return undefined
  return { ...first, namespace: namespace.name, translated: found.to, rule: found.rule }
}

/** `nf_conntrack_icmp_timeout`: a connection that long without a packet is forgotten. */
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
  const redirected = rewriteIpv4(cursor.bytes, { destination: connection.source })
  const bytes = restoreQuoted(redirected, connection.source)
  const restored = { ...cursor, bytes }
  record(run, restored, { kind: 'restore', from: connection.translated, to: connection.source })
  return restored
}

function answers({ namespace, bytes }: Cursor, connection: Connection): boolean {
  if (connection.namespace !== namespace.name || headerOf(bytes).destination !== connection.translated) return false
  const [outer, icmp, quoted, quotedIcmp] = dissect(bytes, 'ipv4')
  if (outer?.protocol !== 'ipv4' || icmp?.protocol !== 'icmp') return false
  if (icmp.header.type === ICMP_TYPE.echoReply) {
    return outer.header.source === connection.destination && icmp.header.identifier === connection.identifier
  }
  return (
    quoted?.protocol === 'ipv4' &&
    quoted.header.source === connection.translated &&
    quoted.header.destination === connection.destination &&
    quotedIcmp?.protocol === 'icmp' &&
    quotedIcmp.header.identifier === connection.identifier
  )
}

function restoreQuoted(bytes: Uint8Array, source: Ipv4): Uint8Array {
  const [outer, icmp, quoted] = dissect(bytes, 'ipv4')
  if (outer?.protocol !== 'ipv4' || icmp?.protocol !== 'icmp' || quoted?.protocol !== 'ipv4') return bytes
  const { type, code, mtu } = icmp.header
  const inside = rewriteIpv4(bytes.subarray(quoted.offset), { source })
  return buildIpv4({ ...outer.header, protocol: PROTOCOL.icmp }, buildIcmpError(type, code, mtu, inside))
}
