import { invariant } from '../invariant'

/** An IPv4 address as an unsigned 32-bit number in host order. */
export type Ipv4 = number & { readonly brand: 'Ipv4' }

const OCTET = /^(?:0|[1-9]\d{0,2})$/

/** The address `text` spells in dotted quads, or undefined. Leading zeros are refused, as `inet_pton` does. */
export function parseIpv4(text: string): Ipv4 | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  let value = 0
  for (const part of parts) {
    const octet = Number(part)
    if (!OCTET.test(part) || octet > 255) return undefined
    value = value * 256 + octet
  }
  return value as Ipv4
}

/** For constants and tests. @throws InvariantError if `text` is not an address. */
export function ip(text: string): Ipv4 {
  const address = parseIpv4(text)
  invariant(address !== undefined, `not an IPv4 address: ${text}`)
  return address
}

export function formatIpv4(address: Ipv4): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`
}

/** The address `count` above `address`, wrapping at 2^32. */
export const addressPlus = (address: Ipv4, count: number): Ipv4 => ((address + count) >>> 0) as Ipv4

export const UNSPECIFIED = 0 as Ipv4
