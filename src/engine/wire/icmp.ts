import { fail, ok, type Result } from '../result'
import { internetChecksum } from './checksum'
import { type FieldTable, readField, writeField } from './field'
import type { WireIssue } from './wire-issue'

/** RFC 792; `mtu` is RFC 1191's next-hop MTU in code 4 of type 3. */
export const ICMP_FIELDS = {
  type: { offset: 0, length: 1 },
  code: { offset: 1, length: 1 },
  checksum: { offset: 2, length: 2 },
  identifier: { offset: 4, length: 2 },
  sequence: { offset: 6, length: 2 },
  mtu: { offset: 6, length: 2 },
} as const satisfies FieldTable

export const ICMP_HEADER_BYTES = 8

export const ICMP_TYPE = { echoReply: 0, unreachable: 3, echoRequest: 8, timeExceeded: 11 } as const

/** Codes of type 3. */
export const UNREACHABLE_CODE = {
  net: 0,
  host: 1,
  protocol: 2,
  port: 3,
  fragmentationNeeded: 4,
  adminProhibited: 13,
} as const

export interface IcmpHeader {
  readonly type: number
  readonly code: number
  /** Of an echo. */
  readonly identifier: number
  readonly sequence: number
  /** Of "fragmentation needed". */
  readonly mtu: number
}

export const isEcho = (type: number): boolean => type === ICMP_TYPE.echoRequest || type === ICMP_TYPE.echoReply

export function parseIcmpHeader(bytes: Uint8Array, base = 0): Result<IcmpHeader, WireIssue> {
  if (bytes.length < base + ICMP_HEADER_BYTES) return fail({ code: 'short-header', offset: bytes.length })
  const read = (name: keyof typeof ICMP_FIELDS): number => readField(bytes, base, ICMP_FIELDS[name])
  return ok({
    type: read('type'),
    code: read('code'),
    identifier: read('identifier'),
    sequence: read('sequence'),
    mtu: read('mtu'),
  })
}

/** An echo request or reply with its payload. */
export function buildEcho(
  type: typeof ICMP_TYPE.echoRequest | typeof ICMP_TYPE.echoReply,
  identifier: number,
  sequence: number,
  payload: Uint8Array,
): Uint8Array {
  const bytes = new Uint8Array(ICMP_HEADER_BYTES + payload.length)
  writeField(bytes, 0, ICMP_FIELDS.type, type)
  writeField(bytes, 0, ICMP_FIELDS.identifier, identifier)
  writeField(bytes, 0, ICMP_FIELDS.sequence, sequence)
  bytes.set(payload, ICMP_HEADER_BYTES)
  return withChecksum(bytes)
}

/** An error that quotes the packet it is about. */
export function buildIcmpError(type: number, code: number, mtu: number, quoted: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(ICMP_HEADER_BYTES + quoted.length)
  writeField(bytes, 0, ICMP_FIELDS.type, type)
  writeField(bytes, 0, ICMP_FIELDS.code, code)
  writeField(bytes, 0, ICMP_FIELDS.mtu, mtu)
  bytes.set(quoted, ICMP_HEADER_BYTES)
  return withChecksum(bytes)
}

function withChecksum(bytes: Uint8Array): Uint8Array {
  writeField(bytes, 0, ICMP_FIELDS.checksum, internetChecksum(bytes))
  return bytes
}
