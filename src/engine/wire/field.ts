/** Where a header field lies: bytes from the header's start, and the bits within them where it is not whole bytes. */
export interface Field {
  readonly offset: number
  readonly length: number
  /** Width and distance from the right end, for fields that share bytes. */
  readonly bits?: { readonly width: number; readonly shift: number }
}

export type FieldTable = Readonly<Record<string, Field>>

/** The field's value, read big-endian from the header at `base`. */
export function readField(bytes: Uint8Array, base: number, { offset, length, bits }: Field): number {
  let value = 0
  for (let i = 0; i < length; i++) value = value * 256 + (bytes[base + offset + i] ?? 0)
  return bits ? (value >>> bits.shift) & (2 ** bits.width - 1) : value
}

/** Writes the field's value, leaving the other bits of its bytes alone. */
export function writeField(bytes: Uint8Array, base: number, field: Field, value: number): void {
  const { offset, length, bits } = field
  let whole = value
  if (bits) {
    const mask = (2 ** bits.width - 1) << bits.shift
    whole = (readField(bytes, base, { offset, length }) & ~mask) | ((value << bits.shift) & mask)
  }
  for (let i = length - 1; i >= 0; i--) {
    bytes[base + offset + i] = whole & 255
    whole = Math.floor(whole / 256)
  }
}
