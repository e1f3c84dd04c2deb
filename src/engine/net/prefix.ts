import { invariant } from '../invariant'
import { addressPlus, formatIpv4, type Ipv4, parseIpv4 } from './ipv4'

/** A network: `address` has no bit set beyond `length`. */
export interface Prefix {
  readonly address: Ipv4
  readonly length: number
}

/** An address with the mask of its network, as on an interface. */
export interface InterfaceAddress {
  readonly address: Ipv4
  readonly length: number
}

export const maskOf = (length: number): Ipv4 => (length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0) as Ipv4

/** The network of `length` bits that holds `address`. */
export const prefixOf = (address: Ipv4, length: number): Prefix => ({
  address: ((address & maskOf(length)) >>> 0) as Ipv4,
  length,
})

export const hostPrefix = (address: Ipv4): Prefix => ({ address, length: 32 })

export const DEFAULT_PREFIX: Prefix = prefixOf(0 as Ipv4, 0)

/** `a.b.c.d/n`; without `/n` it is /32. Undefined if malformed. Host bits are kept. */
export function parseInterfaceAddress(text: string): InterfaceAddress | undefined {
  const [addressText = '', lengthText, ...rest] = text.split('/')
  const address = parseIpv4(addressText)
  if (address === undefined || rest.length > 0) return undefined
  if (lengthText === undefined) return { address, length: 32 }
  const length = Number(lengthText)
  return /^\d{1,2}$/.test(lengthText) && length <= 32 ? { address, length } : undefined
}

/** As `parseInterfaceAddress`, but undefined too if a host bit is set. */
export function parsePrefix(text: string): Prefix | undefined {
  const parsed = parseInterfaceAddress(text)
  return parsed && prefixOf(parsed.address, parsed.length).address === parsed.address ? parsed : undefined
}

/** For constants and tests. @throws InvariantError if `text` is not a network. */
export function prefix(text: string): Prefix {
  const parsed = parsePrefix(text)
  invariant(parsed, `not a network: ${text}`)
  return parsed
}

export const formatPrefix = ({ address, length }: Prefix | InterfaceAddress): string =>
  `${formatIpv4(address)}/${length}`

export const prefixContains = (network: Prefix, address: Ipv4): boolean =>
  (address & maskOf(network.length)) >>> 0 === network.address

export const prefixCovers = (outer: Prefix, inner: Prefix): boolean =>
  outer.length <= inner.length && prefixContains(outer, inner.address)

export const prefixesOverlap = (a: Prefix, b: Prefix): boolean => prefixCovers(a, b) || prefixCovers(b, a)

export const prefixEquals = (a: Prefix, b: Prefix): boolean => a.address === b.address && a.length === b.length

/** How many addresses the network holds. */
export const prefixSize = ({ length }: Prefix): number => 2 ** (32 - length)

export const broadcastOf = (network: Prefix): Ipv4 => addressPlus(network.address, prefixSize(network) - 1)

/** One number for a prefix, to look it up by: the address and 6 bits of length fit a double. */
export const prefixKey = ({ address, length }: Prefix): number => address * 64 + length
