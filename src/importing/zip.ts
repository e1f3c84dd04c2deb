import { Inflate, strFromU8 } from 'fflate'
import { inflateInPieces, joined } from '../io/inflate'

/** A file in a zip archive, as its directory has it (PKWARE APPNOTE 4.3.12). */
export interface ZipMember {
  readonly name: string
  readonly isEncrypted: boolean
  readonly method: number
  readonly packedBytes: number
  readonly crc: number
  readonly headerOffset: number
}

/** It ends too early, is damaged, or is no zip archive. */
export class ZipBroken extends Error {}

/** Encrypted, split, of more than 4 GB, or packed by another method than Deflate. */
export class ZipUnread extends Error {}

const END = { signature: 0x06054b50, length: 22, longestComment: 65_535 }
const ENTRY = { signature: 0x02014b50, length: 46 }
const LOCAL = { signature: 0x04034b50, length: 30 }
const STORED = 0
const DEFLATED = 8
/** What stands where zip64 has the true number (4.4.1.4). */
const ELSEWHERE = 0xffffffff
const PIECE = 65_536

/**
 * The files that the archive's directory lists; folders have none of their own.
 * @throws ZipBroken, ZipUnread
 */
export function zipMembers(bytes: Uint8Array): readonly ZipMember[] {
  const view = viewOf(bytes)
  const end = endOffset(view)
  const count = view.getUint16(end + 10, true)
  const directory = view.getUint32(end + 16, true)
  const isSplit = view.getUint16(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count
  if (isSplit || directory === ELSEWHERE || count === 0xffff) throw new ZipUnread()
  const members: ZipMember[] = []
  let at = directory
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY.length > end || view.getUint32(at, true) !== ENTRY.signature) throw new ZipBroken()
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
      number,
      number,
      number,
    ]
    const flags = view.getUint16(at + 8, true)
    const text = bytes.subarray(at + ENTRY.length, at + ENTRY.length + name)
    const member: ZipMember = {
      // Names of before UTF-8 (4.4.4, bit 11) are of code page 437; only what is not ASCII differs.
      name: strFromU8(text, (flags & 0x800) === 0),
      isEncrypted: (flags & 1) !== 0,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      headerOffset: view.getUint32(at + 42, true),
    }
    if (!member.name.endsWith('/')) members.push(member)
    at += ENTRY.length + name + extra + comment
  }
  return members
}

/**
 * The content of one of them.
 * @throws ZipBroken, ZipUnread, or what `take` throws, who hears of every piece
 */
export function zipContent(bytes: Uint8Array, member: ZipMember, take: (chunk: Uint8Array) => void): Uint8Array {
  const { isEncrypted, method, packedBytes, headerOffset, crc } = member
  if (isEncrypted || packedBytes === ELSEWHERE || headerOffset === ELSEWHERE) throw new ZipUnread()
  if (method !== STORED && method !== DEFLATED) throw new ZipUnread()
  const view = viewOf(bytes)
  if (headerOffset + LOCAL.length > bytes.length || view.getUint32(headerOffset, true) !== LOCAL.signature) {
    throw new ZipBroken()
  }
  const names = view.getUint16(headerOffset + 26, true) + view.getUint16(headerOffset + 28, true)
  const start = headerOffset + LOCAL.length + names
  if (start + packedBytes > bytes.length) throw new ZipBroken()
  const packed = bytes.subarray(start, start + packedBytes)
  const content = method === STORED ? stored(packed, take) : inflated(packed, take)
  if (crc32(content) !== crc) throw new ZipBroken()
  return content
}

function stored(packed: Uint8Array, take: (chunk: Uint8Array) => void): Uint8Array {
  take(packed)
  return packed
}

function inflated(packed: Uint8Array, take: (chunk: Uint8Array) => void): Uint8Array {
  const parts: Uint8Array[] = []
  inflateInPieces(
    new Inflate(),
    packed,
    (chunk) => {
      take(chunk)
      parts.push(chunk.slice())
    },
    PIECE,
  )
  return joined(parts)
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)

/** Found from behind, since a comment of any length may follow it (4.3.16). */
function endOffset(view: DataView): number {
  const first = Math.max(0, view.byteLength - END.length - END.longestComment)
  for (let at = view.byteLength - END.length; at >= first; at -= 1) {
    if (view.getUint32(at, true) === END.signature) return at
  }
  throw new ZipBroken()
}

/** RFC 1952 §8. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >>> 1 : 0xedb88320 ^ (crc >>> 1)
  return crc
})
