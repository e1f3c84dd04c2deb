import { strFromU8 } from 'fflate'
import type { SourcePlace } from '../engine/issue'
import { fail, ok, type Result } from '../engine/result'

/** Why bytes are no text, and where. */
export interface NotText {
  readonly code: 'not-utf8' | 'binary-file'
  readonly place: SourcePlace
}

/** The text of a file: UTF-8, or UTF-16 with its mark, as PowerShell's `>` and its `-Encoding BigEndianUnicode` write it. */
export function decodeText(bytes: Uint8Array): Result<string, NotText> {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ok(utf16(bytes.subarray(2), 0))
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ok(utf16(bytes.subarray(2), 1))
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  const fault = faultIn(bytes, start)
  if (fault) return fail({ code: fault.code, place: placeAt(bytes, fault.offset) })
  return ok(strFromU8(bytes.subarray(start)))
}

/** @param low where the lower byte of a pair stands */
function utf16(bytes: Uint8Array, low: 0 | 1): string {
  const parts: string[] = []
  for (let at = 0; at + 1 < bytes.length; at += CHUNK) {
    const units: number[] = []
    for (let index = at; index + 1 < Math.min(at + CHUNK, bytes.length); index += 2) {
      units.push((bytes[index + low] ?? 0) | ((bytes[index + 1 - low] ?? 0) << 8))
    }
    parts.push(String.fromCharCode(...units))
  }
  return parts.join('')
}

const CHUNK = 16_384

/** The first byte that is not of well-formed UTF-8 (RFC 3629 §4), or is a NUL, which no text has. */
function faultIn(bytes: Uint8Array, start: number): { code: NotText['code']; offset: number } | undefined {
  for (let at = start; at < bytes.length; ) {
    const byte = bytes[at] as number
    if (byte === 0) return { code: 'binary-file', offset: at }
    if (byte < 0x80) {
      at += 1
      continue
    }
    const length =
      byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 0
    if (length === 0 || at + length > bytes.length) return { code: 'not-utf8', offset: at }
    const second = bytes[at + 1] as number
    const [low, high] = SECOND_BYTES[byte] ?? [0x80, 0xbf]
    if (second < low || second > high) return { code: 'not-utf8', offset: at }
    for (let more = 2; more < length; more += 1) {
      if (((bytes[at + more] ?? 0) & 0xc0) !== 0x80) return { code: 'not-utf8', offset: at }
    }
    at += length
  }
  return undefined
}

/** Where the second byte is bounded more narrowly: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
const SECOND_BYTES: Readonly<Record<number, readonly [number, number]>> = {
  224: [0xa0, 0xbf],
  237: [0x80, 0x9f],
  240: [0x90, 0xbf],
  244: [0x80, 0x8f],
}

function placeAt(bytes: Uint8Array, offset: number): SourcePlace {
  let line = 1
  let lineStart = 0
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) {
    line += 1
    lineStart = at + 1
  }
  return { line, column: offset - lineStart + 1 }
}
