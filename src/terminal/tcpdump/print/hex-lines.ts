const BYTES_A_LINE = 16

/** What tcpdump prints for `-x`, and with characters for `-X`. Source: `hex_print` and `hex_and_ascii_print` in print-ascii.c. */
export function hexLines(bytes: Uint8Array, withCharacters: boolean): readonly string[] {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += BYTES_A_LINE) {
    const part = Array.from(bytes.subarray(at, at + BYTES_A_LINE))
    const pairs = part.map((byte) => byte.toString(16).padStart(2, '0'))
    const words = Array.from({ length: Math.ceil(pairs.length / 2) }, (_, index) =>
      pairs.slice(index * 2, index * 2 + 2).join(''),
    )
    const place = `0x${at.toString(16).padStart(4, '0')}:`
    const hex = words.map((word) => ` ${word}`).join('')
    const characters = part.map((byte) => (byte > 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')
    lines.push(withCharacters ? `${place} ${hex.padEnd(BYTES_A_LINE * 2 + 9)} ${characters}` : `${place} ${hex}`)
  }
  return lines
}
