import { expect, it } from 'vitest'
import { InvariantError } from '../invariant'
import { addressPlus, formatIpv4, ip, parseIpv4, UNSPECIFIED } from './ipv4'

it.each([
  ['0.0.0.0', 0],
  ['10.0.0.1', 0x0a000001],
  ['255.255.255.255', 0xffffffff],
])('%s is %i', (text, value) => {
  expect(parseIpv4(text)).toBe(value)
  expect(formatIpv4(ip(text))).toBe(text)
})

it.each([
  '',
  '1.2.3',
  '1.2.3.4.5',
  '1.2.3.256',
  '01.2.3.4',
  '1.2.3.',
  '1.2.3.-4',
  ' 1.2.3.4',
  '1.2.3.4e0',
  '0x1.2.3.4',
])('%j is no address', (text) => {
  expect(parseIpv4(text)).toBeUndefined()
  expect(() => ip(text)).toThrow(InvariantError)
})

it('addresses wrap at the end of the space', () => {
  expect(addressPlus(ip('10.0.0.255'), 1)).toBe(ip('10.0.1.0'))
  expect(addressPlus(ip('200.0.0.1'), 1)).toBe(ip('200.0.0.2'))
  expect(addressPlus(ip('255.255.255.255'), 1)).toBe(UNSPECIFIED)
})
