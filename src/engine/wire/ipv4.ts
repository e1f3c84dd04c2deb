import type { Ipv4 } from '../net/ipv4'
import { fail, ok, type Result } from '../result'
import { internetChecksum } from './checksum'
import { type FieldTable, readField, writeField } from './field'
import type { WireIssue } from './wire-issue'

/** RFC 791 §3.1 */
export const IPV4_FIELDS = {
  version: { offset: 0, length: 1, bits: { width: 4, shift: 4 } },
  headerLength: { offset: 0, length: 1, bits: { width: 4, shift: 0 } },
  typeOfService: { offset: 1, length: 1 },
  totalLength: { offset: 2, length: 2 },
  identification: { offset: 4, length: 2 },
  dontFragment: { offset: 6, length: 2, bits: { width: 1, shift: 14 } },
  moreFragments: { offset: 6, length: 2, bits: { width: 1, shift: 13 } },
  fragmentOffset: { offset: 6, length: 2, bits: { width: 13, shift: 0 } },
  ttl: { offset: 8, length: 1 },
  protocol: { offset: 9, length: 1 },
  checksum: { offset: 10, length: 2 },
  source: { offset: 12, length: 4 },
  destination: { offset: 16, length: 4 },
} as const satisfies FieldTable

export const IPV4_HEADER_BYTES = 20

/** IANA protocol numbers. */
export const PROTOCOL = { icmp: 1, ipip: 4, tcp: 6, udp: 17 } as const

export interface Ipv4Header {
  readonly typeOfService: number
  /** Header and payload. */
  readonly totalLength: number
  readonly identification: number
  readonly dontFragment: boolean
  readonly moreFragments: boolean
  /** In units of 8 bytes. */
  readonly fragmentOffset: number
  readonly ttl: number
  readonly protocol: number
  readonly source: Ipv4
  readonly destination: Ipv4
}

/** The IPv4 header at `base`. Options are skipped: `headerBytes` says where the payload starts. */
export function parseIpv4Header(
  bytes: Uint8Array,
  base = 0,
): Result<{ readonly header: Ipv4Header; readonly headerBytes: number }, WireIssue> {
  if (bytes.length < base + IPV4_HEADER_BYTES) return fail({ code: 'short-header', offset: bytes.length })
  const read = (name: keyof typeof IPV4_FIELDS): number => readField(bytes, base, IPV4_FIELDS[name])
  if (read('version') !== 4) return fail({ code: 'not-ipv4', offset: base })
  const headerBytes = read('headerLength') * 4
  if (headerBytes < IPV4_HEADER_BYTES) return fail({ code: 'short-header', offset: base })
  return ok({
    headerBytes,
    header: {
      typeOfService: read('typeOfService'),
      totalLength: read('totalLength'),
      identification: read('identification'),
      dontFragment: read('dontFragment') === 1,
      moreFragments: read('moreFragments') === 1,
      fragmentOffset: read('fragmentOffset'),
      ttl: read('ttl'),
      protocol: read('protocol'),
      source: read('source') as Ipv4,
      destination: read('destination') as Ipv4,
    },
  })
}

/** Header (without options, checksum filled in) and payload; the total length follows from the payload. */
export function buildIpv4(header: Omit<Ipv4Header, 'totalLength'>, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(IPV4_HEADER_BYTES + payload.length)
  const write = (name: keyof typeof IPV4_FIELDS, value: number) => writeField(bytes, 0, IPV4_FIELDS[name], value)
  write('version', 4)
  write('headerLength', IPV4_HEADER_BYTES / 4)
  write('typeOfService', header.typeOfService)
  write('totalLength', bytes.length)
  write('identification', header.identification)
  write('dontFragment', Number(header.dontFragment))
  write('moreFragments', Number(header.moreFragments))
  write('fragmentOffset', header.fragmentOffset)
  write('ttl', header.ttl)
  write('protocol', header.protocol)
  write('source', header.source)
  write('destination', header.destination)
  bytes.set(payload, IPV4_HEADER_BYTES)
  return withHeaderChecksum(bytes)
}

/** A copy with some fields of the outermost header changed and its checksum made right again. */
export function rewriteIpv4(
  bytes: Uint8Array,
  changes: Partial<Record<'ttl' | 'source' | 'destination' | 'typeOfService', number>>,
): Uint8Array {
  const copy = bytes.slice()
  for (const [name, value] of Object.entries(changes)) {
    writeField(copy, 0, IPV4_FIELDS[name as keyof typeof changes], value)
  }
  return withHeaderChecksum(copy)
}

function withHeaderChecksum(bytes: Uint8Array): Uint8Array {
  const headerBytes = readField(bytes, 0, IPV4_FIELDS.headerLength) * 4
  writeField(bytes, 0, IPV4_FIELDS.checksum, 0)
  writeField(bytes, 0, IPV4_FIELDS.checksum, internetChecksum(bytes, 0, headerBytes))
  return bytes
}
