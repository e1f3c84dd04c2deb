import { expect, it } from 'vitest'
import { InvariantError } from '../invariant'
import { formatIpv4, ip } from './ipv4'
import {
  broadcastOf,
  formatPrefix,
  hostPrefix,
  maskOf,
  parseInterfaceAddress,
  parsePrefix,
  prefix,
  prefixContains,
  prefixCovers,
  prefixEquals,
  prefixesOverlap,
  prefixOf,
  prefixSize,
} from './prefix'

it.each([
  ['10.0.0.1', '10.0.0.1/32'],
  ['10.0.0.1/24', '10.0.0.1/24'],
  ['0.0.0.0/0', '0.0.0.0/0'],
])('an interface may have %s', (text, spelled) => {
  const parsed = parseInterfaceAddress(text)
  expect(parsed && formatPrefix(parsed)).toBe(spelled)
})

it.each(['10.0.0.1/33', '10.0.0.1/', '10.0.0.1/a', '10.0.0.1/24/8', '10.0.0/24', '10.0.0.0/-1', '10.0.0.0/1e1'])(
  '%s is no address of an interface',
  (text) => expect(parseInterfaceAddress(text)).toBeUndefined(),
)

it('a network has no bit set behind its mask', () => {
  expect(parsePrefix('10.0.0.0/24')).toEqual({ address: ip('10.0.0.0'), length: 24 })
  expect(parsePrefix('10.0.0.1/24')).toBeUndefined()
  expect(() => prefix('10.0.0.1/24')).toThrow(InvariantError)
})

it.each([
  [0, '0.0.0.0', 2 ** 32, '255.255.255.255'],
  [1, '128.0.0.0', 2 ** 31, '255.255.255.255'],
  [24, '255.255.255.0', 256, '200.1.2.255'],
  [32, '255.255.255.255', 1, '200.1.2.3'],
])('/%i: mask %s, %i addresses, 200.1.2.3 in the one that ends at %s', (length, mask, size, last) => {
  expect(maskOf(length)).toBe(ip(mask))
  expect(prefixSize(prefixOf(ip('200.1.2.3'), length))).toBe(size)
  expect(formatIpv4(broadcastOf(prefixOf(ip('200.1.2.3'), length)))).toBe(last)
})

it('networks contain, cover and overlap', () => {
  const [wide, narrow, other] = [prefix('172.16.0.0/16'), prefix('172.16.34.0/24'), prefix('172.17.0.0/16')]
  expect(prefixContains(narrow, ip('172.16.34.255'))).toBe(true)
  expect(prefixContains(narrow, ip('172.16.35.0'))).toBe(false)
  expect([prefixCovers(wide, narrow), prefixCovers(narrow, wide), prefixCovers(wide, wide)]).toEqual([
    true,
    false,
    true,
  ])
  expect([prefixesOverlap(narrow, wide), prefixesOverlap(wide, other)]).toEqual([true, false])
  expect([prefixEquals(wide, prefix('172.16.0.0/16')), prefixEquals(wide, prefix('172.16.0.0/17'))]).toEqual([
    true,
    false,
  ])
  expect(formatPrefix(hostPrefix(ip('10.0.0.1')))).toBe('10.0.0.1/32')
})
