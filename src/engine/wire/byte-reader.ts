/** Whole numbers out of bytes in the byte order of whoever wrote them. What lies outside the bytes reads as 0. */
export interface ByteReader {
  readonly bytes: Uint8Array
  readonly littleEndian: boolean
  readonly u8: (offset: number) => number
  readonly u16: (offset: number) => number
  readonly u32: (offset: number) => number
}

export function byteReader(bytes: Uint8Array, littleEndian: boolean): ByteReader {
  const u8 = (offset: number): number => bytes[offset] ?? 0
  const u16 = (offset: number): number =>
    littleEndian ? u8(offset) | (u8(offset + 1) << 8) : (u8(offset) << 8) | u8(offset + 1)
  const u32 = (offset: number): number => {
    const [high, low] = littleEndian ? [u16(offset + 2), u16(offset)] : [u16(offset), u16(offset + 2)]
    return high * 0x10000 + low
  }
  return { bytes, littleEndian, u8, u16, u32 }
}
