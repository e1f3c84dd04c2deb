import { internetChecksum } from '../../../engine/wire/checksum'

/** The checksum that stands at `offset`, and the one that should. */
export function rightChecksum(bytes: Uint8Array, offset: number): { readonly written: number; readonly right: number } {
  const written = ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0)
  const without = Uint8Array.from(bytes)
  without.fill(0, offset, offset + 2)
  return { written, right: internetChecksum(without) }
}
