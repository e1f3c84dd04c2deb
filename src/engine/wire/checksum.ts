/** The Internet checksum (RFC 1071) of `bytes` from `start` to `end`; `seed` is a sum already begun. */
export function internetChecksum(bytes: Uint8Array, start = 0, end = bytes.length, seed = 0): number {
  let sum = seed
  for (let i = start; i < end; i += 2) sum += ((bytes[i] ?? 0) << 8) | (i + 1 < end ? (bytes[i + 1] ?? 0) : 0)
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000)
  return ~sum & 0xffff
}
