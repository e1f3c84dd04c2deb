import { strFromU8 } from 'fflate'
import { joined } from '../io/inflate'

/** A file in an archive whose bytes were kept. */
export interface TarMember {
  readonly name: string
  readonly bytes: Uint8Array
}

export type TarFault = 'not-tar' | 'truncated' | 'member-too-large'

const BLOCK = 512
const NAME = { offset: 0, length: 100 }
const SIZE = { offset: 124, length: 12 }
const CHECKSUM = { offset: 148, length: 8 }
const TYPE = 156
const MAGIC = { offset: 257, length: 6 }
const PREFIX = { offset: 345, length: 155 }

/** Larger ones of interest are refused: no command prints that much about routes. */
const LARGEST_MEMBER = 200_000_000

/**
 * Reads a tar archive (POSIX.1-1988 ustar, with GNU's and pax's long names) as it comes in pieces, and keeps of it only
 * what `wants` asks for by its name.
 */
export class TarReader {
  readonly members: TarMember[] = []
  fault: TarFault | undefined
  private pending = new Uint8Array(0)
  private member: { name: string; kind: 'keep' | 'skip' | 'long-name' | 'pax'; size: number; left: number } | undefined
  private parts: Uint8Array[] = []
  private padding = 0
  private longName: string | undefined
  private ended = false
  private headers = 0

  constructor(private readonly wants: (name: string) => boolean) {}

  push(chunk: Uint8Array): void {
    let bytes = chunk
    while (bytes.length > 0 && this.fault === undefined && !this.ended) {
      if (this.member && this.member.left > 0) bytes = this.takeContent(bytes)
      else if (this.padding > 0) {
        const skipped = Math.min(this.padding, bytes.length)
        this.padding -= skipped
        bytes = bytes.subarray(skipped)
      } else bytes = this.takeHeader(bytes)
    }
  }

  /** @throws nothing: what is wrong stands in `fault`. */
  end(): void {
    const isWhole = this.ended || (this.pending.length === 0 && this.member === undefined && this.padding === 0)
    if (this.fault === undefined && (!isWhole || this.headers === 0))
      this.fault = this.headers === 0 ? 'not-tar' : 'truncated'
  }

  private takeContent(bytes: Uint8Array): Uint8Array {
    const member = this.member
    if (!member) return bytes
    const taken = Math.min(member.left, bytes.length)
    if (member.kind !== 'skip') this.parts.push(bytes.slice(0, taken))
    member.left -= taken
    if (member.left === 0) this.finishMember()
    return bytes.subarray(taken)
  }

  private finishMember(): void {
    const member = this.member
    this.member = undefined
    if (!member) return
    this.padding = (BLOCK - (member.size % BLOCK)) % BLOCK
    const content = joined(this.parts)
    this.parts = []
    if (member.kind === 'keep') this.members.push({ name: member.name, bytes: content })
    if (member.kind === 'long-name') this.longName = untilNul(content)
    if (member.kind === 'pax')
      this.longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(strFromU8(content))?.[1] ?? this.longName
  }

  private takeHeader(bytes: Uint8Array): Uint8Array {
    const missing = BLOCK - this.pending.length
    const header = joined([this.pending, bytes.subarray(0, missing)])
    this.pending = header.length < BLOCK ? header : new Uint8Array(0)
    if (header.length === BLOCK) this.readHeader(header)
    return bytes.subarray(missing)
  }

  private readHeader(header: Uint8Array): void {
    if (header.every((byte) => byte === 0)) {
      this.ended = true
      return
    }
    const size = numberIn(header, SIZE)
    if (size === undefined || checksumOf(header) !== numberIn(header, CHECKSUM)) {
      this.fault = this.headers === 0 ? 'not-tar' : 'truncated'
      return
    }
    this.headers += 1
    const type = String.fromCharCode(header[TYPE] ?? 0)
    const kind = type === 'L' ? 'long-name' : type === 'x' ? 'pax' : 'file'
    const name = this.longName ?? nameIn(header)
    if (kind === 'file') this.longName = undefined
    const isFile = type === '0' || type === '\0'
    const keep = kind !== 'file' || (isFile && this.wants(name))
    if (keep && size > LARGEST_MEMBER) {
      this.fault = 'member-too-large'
      return
    }
    this.member = { name, kind: kind === 'file' ? (keep ? 'keep' : 'skip') : kind, size, left: size }
    if (size === 0) this.finishMember()
  }
}

const fieldText = (header: Uint8Array, { offset, length }: { offset: number; length: number }): string =>
  untilNul(header.subarray(offset, offset + length))

function untilNul(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return strFromU8(end < 0 ? bytes : bytes.subarray(0, end))
}

function nameIn(header: Uint8Array): string {
  const prefix = fieldText(header, MAGIC).startsWith('ustar') ? fieldText(header, PREFIX) : ''
  const name = fieldText(header, NAME)
  return prefix === '' || fieldText(header, MAGIC).startsWith('ustar ') ? name : `${prefix}/${name}`
}

/** Octal digits; GNU writes large ones in binary, with the first bit set. */
function numberIn(header: Uint8Array, field: { offset: number; length: number }): number | undefined {
  if (((header[field.offset] ?? 0) & 0x80) !== 0) {
    let value = (header[field.offset] ?? 0) & 0x7f
    for (let at = 1; at < field.length; at += 1) value = value * 256 + (header[field.offset + at] ?? 0)
    return Number.isSafeInteger(value) ? value : undefined
  }
  const digits = fieldText(header, field).trim()
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : undefined
}

/** The sum of the header's bytes, the checksum's own field taken as blanks. */
function checksumOf(header: Uint8Array): number {
  let sum = 0
  for (const [at, byte] of header.entries()) {
    sum += at >= CHECKSUM.offset && at < CHECKSUM.offset + CHECKSUM.length ? 0x20 : byte
  }
  return sum
}
