import type { Ipv4 } from '../net/ipv4'
import { fail, ok, type Result } from '../result'
import { internetChecksum } from './checksum'
import { type FieldTable, readField, writeField } from './field'
import { PROTOCOL } from './ipv4'
import type { WireIssue } from './wire-issue'

/** RFC 768 */
export const UDP_FIELDS = {
  sourcePort: { offset: 0, length: 2 },
  destinationPort: { offset: 2, length: 2 },
  length: { offset: 4, length: 2 },
  checksum: { offset: 6, length: 2 },
} as const satisfies FieldTable

export const UDP_HEADER_BYTES = 8

export interface UdpHeader {
  readonly sourcePort: number
  readonly destinationPort: number
}

export function parseUdpHeader(bytes: Uint8Array, base = 0): Result<UdpHeader, WireIssue> {
  if (bytes.length < base + UDP_HEADER_BYTES) return fail({ code: 'short-header', offset: bytes.length })
  return ok({
    sourcePort: readField(bytes, base, UDP_FIELDS.sourcePort),
    destinationPort: readField(bytes, base, UDP_FIELDS.destinationPort),
  })
}

/** A datagram with its checksum over the pseudo header (RFC 768); 0 is sent as 0xffff. */
export function buildUdp(header: UdpHeader, source: Ipv4, destination: Ipv4, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(UDP_HEADER_BYTES + payload.length)
  writeField(bytes, 0, UDP_FIELDS.sourcePort, header.sourcePort)
  writeField(bytes, 0, UDP_FIELDS.destinationPort, header.destinationPort)
  writeField(bytes, 0, UDP_FIELDS.length, bytes.length)
  bytes.set(payload, UDP_HEADER_BYTES)
  const halves = [source, destination].flatMap((address) => [address >>> 16, address & 0xffff])
  const pseudoHeader = halves.reduce((sum, half) => sum + half, PROTOCOL.udp + bytes.length)
  writeField(bytes, 0, UDP_FIELDS.checksum, internetChecksum(bytes, 0, bytes.length, pseudoHeader) || 0xffff)
  return bytes
}

/**
 * The datagram at `base` of the packet, in place, with its checksum as another address makes it (RFC 1624, equation 3). One
 * without a checksum has none afterwards, and what is too short to have one stays. Source: `inet_proto_csum_replace4`.
 */
export function withUdpAddress(bytes: Uint8Array, base: number, before: Ipv4, after: Ipv4): Uint8Array {
  if (bytes.length < base + UDP_HEADER_BYTES) return bytes
  const checksum = readField(bytes, base, UDP_FIELDS.checksum)
  if (checksum === 0) return bytes
  const halves = [~checksum, ~(before >>> 16), ~before, after >>> 16, after]
  let sum = halves.reduce((total, half) => total + (half & 0xffff), 0)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  writeField(bytes, base, UDP_FIELDS.checksum, ~sum & 0xffff || 0xffff)
  return bytes
}
