import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatIpv4, type Ipv4 } from '../../engine/net/ipv4'
import { inetAton } from './inet-aton'

it('reads every address as it is written', () => {
  fc.assert(
    fc.property(fc.nat({ max: 0xffffffff }), (number) => {
      expect(inetAton(formatIpv4(number as Ipv4))).toBe(number)
    }),
  )
})
