import { describe, expect, it } from 'vitest'
import { ip } from '../../engine/net/ipv4'
import { inetAton } from './inet-aton'
import { roundTripWord, statisticsText } from './ping-statistics'
import { icmpErrorText, localErrorText } from './ping-words'

describe('inetAton', () => {
  it.each([
    ['0', '0.0.0.0'],
    ['127.1', '127.0.0.1'],
    ['192.168.10', '192.168.0.10'],
    ['0x7f.0.0.010', '127.0.0.8'],
    ['4294967295', '255.255.255.255'],
  ])('%s is %s', (text, address) => expect(inetAton(text)).toBe(ip(address)))

  it.each(['', 'foo', '1.2.3.4.5', '256.1.1.1', '1.2.3.256', '4294967296', '09.1.1.1', '1..2'])('%j is none', (text) =>
    expect(inetAton(text)).toBeUndefined(),
  )
})

it.each([
  [409, '0.409 ms'],
  [17, '0.017 ms'],
  [1252, '1.25 ms'],
  [9994, '9.99 ms'],
  [9995, '10.0 ms'],
  [12_345, '12.3 ms'],
  [99_949, '99.9 ms'],
  [99_950, '100 ms'],
  [123_456, '123 ms'],
])('[PING-3] %i µs is printed as %s', (us, text) => expect(roundTripWord(us)).toBe(text))

it('[PING-3] the statistics of answers and losses', () => {
  const counts = {
    transmitted: 3,
    received: 2,
    repeated: 0,
    errors: 0,
    elapsedMs: 2000,
    roundTripsUs: [351, 49],
    pipe: 0,
  }
  expect(statisticsText('10.0.0.1', counts)).toBe(`
--- 10.0.0.1 ping statistics ---
3 packets transmitted, 2 received, 33.3333% packet loss, time 2000ms
rtt min/avg/max/mdev = 0.049/0.200/0.351/0.151 ms
`)
})

it('[PING-3] errors that came late show how many packets were under way', () => {
  const counts = { transmitted: 4, received: 0, repeated: 0, errors: 4, elapsedMs: 3000, roundTripsUs: [], pipe: 4 }
  expect(statisticsText('10.0.0.1', counts)).toContain('+4 errors, 100% packet loss, time 3000ms\npipe 4\n')
})

it('[PING-4] the words for errors', () => {
  expect(icmpErrorText('fragmentation-needed', 1480)).toBe('Frag needed and DF set (mtu = 1480)')
  expect(icmpErrorText('admin-prohibited')).toBe('Packet filtered')
  expect(localErrorText({ kind: 'local-error', error: 'host-unreachable' })).toBe('connect: No route to host')
})
