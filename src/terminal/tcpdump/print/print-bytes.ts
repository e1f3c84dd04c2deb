import { hexLines } from './hex-lines'

/** `-x`, `-X` or `-A`; twice: with the link header. */
export type BytesShown = { readonly letter: 'x' | 'X' | 'A'; readonly withLinkHeader: boolean } | undefined

/** The bytes behind a frame's line, as tcpdump prints them (`pretty_print_packet` in print.c). */
export function printBytes(shown: BytesShown, bytes: Uint8Array, linkHeaderBytes: number): string {
  if (!shown) return ''
  const printed = bytes.subarray(shown.withLinkHeader ? 0 : linkHeaderBytes)
  if (shown.letter === 'A') return printed.length > 0 ? `\n${asciiText(printed)}` : ''
  return hexLines(printed, shown.letter === 'X')
    .map((line) => `\n\t${line}`)
    .join('')
}

/** Source: `ascii_print` in print-ascii.c. A carriage return before a line's end is left out. */
function asciiText(bytes: Uint8Array): string {
  let text = ''
  for (const [index, byte] of bytes.entries()) {
    const next = bytes[index + 1]
    if (byte === 13) text += next === undefined || next === 10 ? '' : '.'
    else text += isPrinted(byte) ? String.fromCharCode(byte) : '.'
  }
  return text
}

const isPrinted = (byte: number): boolean => (byte >= 32 && byte < 127) || byte === 9 || byte === 10
