import fc from 'fast-check'
import { IPv4 } from 'ipaddr.js'
import { expect, it } from 'vitest'
import { formatIpv4, type Ipv4, parseIpv4 } from './ipv4'
import { type Mac, macFromBytes, macToBytes } from './mac'
import {
  broadcastOf,
  formatPrefix,
  maskOf,
  parseInterfaceAddress,
  parsePrefix,
  prefixContains,
  prefixCovers,
  prefixesOverlap,
  prefixOf,
} from './prefix'

const address = fc.nat({ max: 0xffffffff }).map((value) => value as Ipv4)
const length = fc.integer({ min: 0, max: 32 })
const octets = fc.tuple(fc.nat({ max: 300 }), fc.nat({ max: 300 }), fc.nat({ max: 300 }), fc.nat({ max: 300 }))

it('addresses are spelled and read as ipaddr.js does', () => {
  fc.assert(
    fc.property(address, (value) => {
      const text = formatIpv4(value)
      expect(text).toBe(IPv4.parse(text).toString())
      expect(parseIpv4(text)).toBe(value)
    }),
  )
  fc.assert(
    fc.property(octets, (parts) => {
      const text = parts.join('.')
      expect(parseIpv4(text) !== undefined).toBe(IPv4.isValidFourPartDecimal(text))
    }),
  )
})

it('networks, masks and broadcasts agree with ipaddr.js', () => {
  fc.assert(
    fc.property(address, length, (value, bits) => {
      const network = prefixOf(value, bits)
      const text = `${formatIpv4(value)}/${bits}`
      expect(formatIpv4(network.address)).toBe(IPv4.networkAddressFromCIDR(text).toString())
      expect(formatIpv4(broadcastOf(network))).toBe(IPv4.broadcastAddressFromCIDR(text).toString())
      expect(formatIpv4(maskOf(bits))).toBe(IPv4.subnetMaskFromPrefixLength(bits).toString())
      expect(parsePrefix(formatPrefix(network))).toEqual(network)
      expect(parseInterfaceAddress(text)).toEqual({ address: value, length: bits })
    }),
  )
})

it('what a network contains is what ipaddr.js matches', () => {
  const nearby = fc.tuple(address, length, length, fc.nat({ max: 31 })).map(([value, bits, otherBits, flipped]) => {
    const near = ((value ^ (2 ** flipped)) >>> 0) as Ipv4
    return { network: prefixOf(value, bits), near, other: prefixOf(near, otherBits) }
  })
  fc.assert(
    fc.property(nearby, ({ network, near, other }) => {
      const [oracle, otherOracle] = [IPv4.parse(formatIpv4(network.address)), IPv4.parse(formatIpv4(other.address))]
      expect(prefixContains(network, near)).toBe(IPv4.parse(formatIpv4(near)).match(oracle, network.length))
      const covers = network.length <= other.length && otherOracle.match(oracle, network.length)
      expect(prefixCovers(network, other)).toBe(covers)
      expect(prefixesOverlap(network, other)).toBe(covers || prefixCovers(other, network))
    }),
  )
})

it('a MAC address survives its bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) => {
      const mac: Mac = macFromBytes(bytes)
      expect(mac).toMatch(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/)
      expect(macToBytes(mac)).toEqual([...bytes])
    }),
  )
})
