import type { Ipv4 } from '../../engine/net/ipv4'

/** The address as `inet_aton(3)` reads it, which ping does: one to four parts, decimal, octal or hexadecimal. */
export function inetAton(text: string): Ipv4 | undefined {
  const parts = text.split('.')
  if (parts.length > 4) return undefined
  const numbers = parts.map((part) => {
    if (/^0x[\da-f]+$/i.test(part)) return Number.parseInt(part, 16)
    if (/^0[0-7]*$/.test(part)) return Number.parseInt(part, 8)
    return /^[1-9]\d*$/.test(part) ? Number(part) : Number.NaN
  })
  const last = numbers.at(-1) ?? Number.NaN
  const leading = numbers.slice(0, -1)
  const roomForLast = 256 ** (5 - parts.length)
  if (!leading.every((number) => number <= 255) || !(last < roomForLast)) return undefined
  return leading.reduce((sum, number, index) => sum + number * 256 ** (3 - index), last) as Ipv4
}
