import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Ipv4 } from '../net/ipv4'
import { macFromBytes } from '../net/mac'
import { internetChecksum } from './checksum'
import { checksumFaults } from './checksum-faults'
import { dissect } from './dissect'
import { buildEthernet, ETHERTYPE_IPV4, parseEthernetHeader } from './ethernet'
import { fragmentIpv4, reassembleIpv4 } from './fragment'
import { buildEcho, buildIcmpError, parseIcmpHeader } from './icmp'
import { buildIpv4, IPV4_HEADER_BYTES, parseIpv4Header, rewriteIpv4 } from './ipv4'
import { buildUdp, parseUdpHeader } from './udp'
import { buildVxlan, parseVxlanHeader } from './vxlan'

const byte = fc.nat({ max: 0xff })
const short = fc.nat({ max: 0xffff })
const address = fc.nat({ max: 0xffffffff }).map((value) => value as Ipv4)
const mac = fc.uint8Array({ minLength: 6, maxLength: 6 }).map(macFromBytes)
const payload = fc.uint8Array({ maxLength: 200 })

const header = fc.record({
  typeOfService: byte,
  identification: short,
  dontFragment: fc.boolean(),
  moreFragments: fc.boolean(),
  fragmentOffset: fc.nat({ max: 0x1fff }),
  ttl: byte,
  protocol: byte,
  source: address,
  destination: address,
})

it('an IPv4 header reads back as it was written, with a valid checksum', () => {
  fc.assert(
    fc.property(header, payload, byte, (fields, inside, ttl) => {
      const bytes = buildIpv4(fields, inside)
      const totalLength = IPV4_HEADER_BYTES + inside.length
      const expected = { header: { ...fields, totalLength }, headerBytes: IPV4_HEADER_BYTES }
      expect(parseIpv4Header(bytes)).toEqual({ ok: true, value: expected })
      expect(internetChecksum(bytes, 0, IPV4_HEADER_BYTES)).toBe(0)
      expect(rewriteIpv4(bytes, { ttl })).toEqual(buildIpv4({ ...fields, ttl }, inside))
    }),
  )
})

it('echoes, errors, datagrams, VXLAN and Ethernet read back as they were written', () => {
  fc.assert(
    fc.property(
      short,
      short,
      payload,
      mac,
      mac,
      address,
      address,
      (one, two, inside, from, to, source, destination) => {
        expect(parseIcmpHeader(buildEcho(8, one, two, inside))).toMatchObject({
          value: { type: 8, code: 0, identifier: one, sequence: two },
        })
        expect(parseIcmpHeader(buildIcmpError(3, 4, one, inside))).toMatchObject({
          value: { type: 3, code: 4, mtu: one },
        })
        const ports = { sourcePort: one, destinationPort: two }
        expect(parseUdpHeader(buildUdp(ports, source, destination, inside))).toEqual({ ok: true, value: ports })
        expect(parseVxlanHeader(buildVxlan(one, inside))).toEqual({ ok: true, value: { vni: one } })
        expect(parseEthernetHeader(buildEthernet(to, from, inside))).toEqual({
          ok: true,
          value: { destination: to, source: from, etherType: ETHERTYPE_IPV4 },
        })
      },
    ),
  )
})

it('every checksum that is written is valid, and one changed bit is seen', () => {
  fc.assert(
    fc.property(header, payload, short, short, (fields, inside, one, two) => {
      const whole = { ...fields, moreFragments: false, fragmentOffset: 0 }
      const echo = buildIpv4({ ...whole, protocol: 1 }, buildEcho(0, one, two, inside))
      const { source, destination } = fields
      const ports = { sourcePort: one, destinationPort: two }
      const datagram = buildIpv4({ ...whole, protocol: 17 }, buildUdp(ports, source, destination, inside))
      expect([...checksumFaults(echo, 'ipv4'), ...checksumFaults(datagram, 'ipv4')]).toEqual([])
      for (const bytes of [echo, datagram]) {
        const damaged = bytes.slice()
        damaged[bytes.length - 1] = (damaged.at(-1) ?? 0) ^ 0x10
        expect(checksumFaults(damaged, 'ipv4')).not.toEqual([])
      }
    }),
  )
})

it('dissect takes any bytes: the layers lie one behind the other, and inside the frame', () => {
  const nested = fc.tuple(header, payload).map(([fields, inside]) => buildIpv4(fields, inside))
  const junk = fc.oneof(fc.uint8Array({ maxLength: 120 }), nested)
  fc.assert(
    fc.property(junk, fc.constantFrom('ethernet' as const, 'raw' as const, 'ipv4' as const), (bytes, linkType) => {
      const layers = dissect(bytes, linkType)
      let next = 0
      for (const { offset, headerBytes } of layers) {
        expect(offset).toBe(next)
        next = offset + headerBytes
      }
      expect(next).toBeLessThanOrEqual(bytes.length)
    }),
    { numRuns: 500 },
  )
})

it('fragments fit the MTU, and together are the packet again, in whatever order they come', () => {
  const packet = fc
    .tuple(header, fc.uint8Array({ minLength: 1, maxLength: 3000, size: 'max' }))
    .map(([fields, inside]) => {
      return buildIpv4({ ...fields, dontFragment: false, moreFragments: false, fragmentOffset: 0 }, inside)
    })
  fc.assert(
    fc.property(
      packet,
      fc.integer({ min: 68, max: 1500 }),
      fc.integer({ min: 68, max: 1500 }),
      fc.func(fc.integer()),
      (bytes, mtuBytes, nextMtuBytes, order) => {
        const fragments = fragmentIpv4(bytes, mtuBytes)
        expect(fragments.length === 1).toBe(bytes.length <= mtuBytes)
        expect(fragments.every(({ length }) => length <= mtuBytes)).toBe(true)
        const smaller = fragments.flatMap((fragment) => fragmentIpv4(fragment, nextMtuBytes))
        expect(smaller.every(({ length }) => length <= nextMtuBytes)).toBe(true)
        expect(reassembleIpv4(smaller)).toEqual(bytes)
        const shuffled = fragments.toSorted((a, b) => order(a) - order(b))
        expect(reassembleIpv4(shuffled)).toEqual(bytes)
        if (fragments.length > 1) expect(reassembleIpv4(fragments.slice(1))).toBeUndefined()
        if (fragments.length > 1) expect(reassembleIpv4(fragments.slice(0, -1))).toBeUndefined()
      },
    ),
  )
})
