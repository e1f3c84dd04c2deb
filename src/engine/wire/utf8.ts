// The engine compiles without the DOM's TextEncoder, and capture files hold names and comments in UTF-8 (RFC 3629).

const REPLACEMENT = 0xfffd

export function encodeUtf8(text: string): number[] {
  return Array.from(text).flatMap((character) => {
    const point = character.codePointAt(0) ?? 0
    const code = point >= 0xd800 && point <= 0xdfff ? REPLACEMENT : point // a surrogate without its other half
    if (code < 0x80) return [code]
    if (code < 0x800) return [0xc0 | (code >> 6), tail(code)]
    if (code < 0x10000) return [0xe0 | (code >> 12), tail(code >> 6), tail(code)]
    return [0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code)]
  })
}

const tail = (code: number): number => 0x80 | (code & 0x3f)

/** Every byte that belongs to no character becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const { code, length } = characterAt(bytes, at)
    text += String.fromCodePoint(code)
    at += length
  }
  return text
}

/** How many bytes follow a first byte, the bits of the character in it, and the least character of that length. */
const FORMS = [
  { from: 0xc0, to: 0xdf, more: 1, bits: 0x1f, least: 0x80 },
  { from: 0xe0, to: 0xef, more: 2, bits: 0x0f, least: 0x800 },
  { from: 0xf0, to: 0xf7, more: 3, bits: 0x07, least: 0x10000 },
] as const

function characterAt(bytes: Uint8Array, at: number): { readonly code: number; readonly length: number } {
  const first = bytes[at] ?? 0
  if (first < 0x80) return { code: first, length: 1 }
  const broken = { code: REPLACEMENT, length: 1 }
  const form = FORMS.find(({ from, to }) => first >= from && first <= to)
  if (!form) return broken
  let code = first & form.bits
  for (let i = 1; i <= form.more; i++) {
    const byte = bytes[at + i]
    if (byte === undefined || (byte & 0xc0) !== 0x80) return broken
    code = (code << 6) | (byte & 0x3f)
  }
  const isCharacter = code >= form.least && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  return isCharacter ? { code, length: form.more + 1 } : broken
}
