import { expect, it } from 'vitest'
import { ip } from '../net/ipv4'
import { internetChecksum } from './checksum'
import { parseEthernetHeader } from './ethernet'
import { readField, writeField } from './field'
import { fragmentIpv4 } from './fragment'
import { parseIcmpHeader } from './icmp'
import { buildIpv4, IPV4_FIELDS, parseIpv4Header } from './ipv4'
import { buildUdp, parseUdpHeader } from './udp'
import { buildVxlan, parseVxlanHeader } from './vxlan'

const bytes = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

it('the checksum is that of RFC 1071, section 3', () => {
  expect(internetChecksum(bytes('0001f203f4f5f6f7'))).toBe(0xffff - 0xddf2)
  expect(internetChecksum(bytes('0001f2'))).toBe(0xffff - 0xf201)
  expect(internetChecksum(bytes('0001f2ff'), 0, 3)).toBe(0xffff - 0xf201)
})

it('an IPv4 header of the wire is read, and its checksum found right', () => {
  const header = bytes('450000730000400040110000c0a80001c0a800c7')
  header.set([0xb8, 0x61], 10)
  expect(internetChecksum(header)).toBe(0)
  expect(parseIpv4Header(header)).toMatchObject({
    value: { header: { totalLength: 115, dontFragment: true, ttl: 64, protocol: 17, source: ip('192.168.0.1') } },
  })
})

it('options are skipped', () => {
  const withOptions = new Uint8Array(28)
  withOptions.set([0x46])
  expect(parseIpv4Header(withOptions)).toMatchObject({ value: { headerBytes: 24 } })
})

it.each([
  ['IPv4 of 19 bytes', parseIpv4Header(new Uint8Array(19).fill(0x45)), 'short-header', 19],
  ['IPv6', parseIpv4Header(new Uint8Array(20).fill(0x60), 0), 'not-ipv4', 0],
  ['a header length of 4', parseIpv4Header(new Uint8Array(20).fill(0x44), 0), 'short-header', 0],
  ['ICMP of 7 bytes', parseIcmpHeader(new Uint8Array(7)), 'short-header', 7],
  ['UDP of 7 bytes', parseUdpHeader(new Uint8Array(7)), 'short-header', 7],
  ['VXLAN of 7 bytes', parseVxlanHeader(new Uint8Array(7)), 'short-header', 7],
  ['VXLAN without a VNI', parseVxlanHeader(new Uint8Array(8)), 'vni-flag-clear', 0],
  ['Ethernet of 13 bytes', parseEthernetHeader(new Uint8Array(13)), 'short-header', 13],
])('%s is refused', (_, parsed, code, offset) => {
  expect(parsed).toEqual({ ok: false, error: { code, offset } })
})

it('a field that shares its bytes leaves the others alone', () => {
  const shared = new Uint8Array(8).fill(0xff)
  writeField(shared, 0, IPV4_FIELDS.fragmentOffset, 5)
  expect([...shared.slice(5)]).toEqual([0xff, 0xe0, 5])
  writeField(shared, 0, IPV4_FIELDS.dontFragment, 0)
  expect([...shared.slice(5)]).toEqual([0xff, 0xa0, 5])
  expect(readField(shared, 0, IPV4_FIELDS.fragmentOffset)).toBe(5)
})

it('VXLAN: flag, and the VNI in the upper three bytes', () => {
  expect([...buildVxlan(4096, new Uint8Array())]).toEqual([8, 0, 0, 0, 0, 0x10, 0, 0])
})

it('a UDP checksum that comes out as zero is sent as ones', () => {
  const [source, destination] = [ip('0.0.0.0'), ip('0.0.0.0')]
  const zeroSum = { sourcePort: 0xffff - 17 - 8 - 8, destinationPort: 0 }
  expect([...buildUdp(zeroSum, source, destination, new Uint8Array()).slice(6)]).toEqual([0xff, 0xff])
})

it('fragments of 1500 bytes for 1400: 1376 + 104 of payload, offsets in units of eight', () => {
  const fields = { typeOfService: 0, identification: 7, dontFragment: false, moreFragments: false, fragmentOffset: 0 }
  const ends = { ttl: 64, protocol: 1, source: ip('10.0.0.1'), destination: ip('10.0.0.2') }
  const pieces = fragmentIpv4(buildIpv4({ ...fields, ...ends }, new Uint8Array(1480)), 1400)
  const headers = pieces.map((piece) => parseIpv4Header(piece)).map((parsed) => parsed.ok && parsed.value.header)
  expect(headers).toMatchObject([
    { totalLength: 1396, fragmentOffset: 0, moreFragments: true, identification: 7 },
    { totalLength: 124, fragmentOffset: 172, moreFragments: false, identification: 7 },
  ])
})
