import { type Mac, macFromBytes, macToBytes } from '../net/mac'
import { fail, ok, type Result } from '../result'
import { type FieldTable, readField, writeField } from './field'
import type { WireIssue } from './wire-issue'

/** IEEE 802.3, as on the wire without preamble and frame check sequence. */
export const ETHERNET_FIELDS = {
  destination: { offset: 0, length: 6 },
  source: { offset: 6, length: 6 },
  etherType: { offset: 12, length: 2 },
} as const satisfies FieldTable

export const ETHERNET_HEADER_BYTES = 14

export const ETHERTYPE_IPV4 = 0x0800

export interface EthernetHeader {
  readonly destination: Mac
  readonly source: Mac
  readonly etherType: number
}

export function parseEthernetHeader(bytes: Uint8Array, base = 0): Result<EthernetHeader, WireIssue> {
  if (bytes.length < base + ETHERNET_HEADER_BYTES) return fail({ code: 'short-header', offset: bytes.length })
  return ok({
    destination: macFromBytes(bytes.subarray(base, base + 6)),
    source: macFromBytes(bytes.subarray(base + 6, base + 12)),
    etherType: readField(bytes, base, ETHERNET_FIELDS.etherType),
  })
}

/** A frame that carries an IPv4 packet. */
export function buildEthernet(destination: Mac, source: Mac, packet: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(ETHERNET_HEADER_BYTES + packet.length)
  bytes.set(macToBytes(destination), ETHERNET_FIELDS.destination.offset)
  bytes.set(macToBytes(source), ETHERNET_FIELDS.source.offset)
  writeField(bytes, 0, ETHERNET_FIELDS.etherType, ETHERTYPE_IPV4)
  bytes.set(packet, ETHERNET_HEADER_BYTES)
  return bytes
}
