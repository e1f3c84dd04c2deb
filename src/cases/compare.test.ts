import { describe, expect, it } from 'vitest'
import type { PingRecord } from '../terminal/ping/ping-record'
import type { SeenFrame } from '../terminal/seen-frames'
import { withoutBgpErrors } from './bgp-errors'
import { compareCase } from './compare-case'
import { frameDifferences } from './compare-frames'
import { routeDifferences } from './compare-routes'
import { readCase } from './read-case'

describe('routes are compared as a set', () => {
  const one = { dst: '10.0.0.0/24', dev: 'eth0', flags: [] }
  const other = { dst: '10.0.1.0/24', dev: 'eth0', flags: [] }

  it('whatever the order of lines, keys and equal next hops', () => {
    const hops = [{ gateway: '10.0.0.1' }, { gateway: '10.0.0.2' }]
    const ecmp = { dst: '10.1.0.0/24', nexthops: hops }
    const turned = { nexthops: hops.toReversed(), dst: '10.1.0.0/24' }
    expect(routeDifferences('host', [one, other, ecmp], [turned, other, one])).toEqual([])
  })

  it('what differs is paired by destination', () => {
    const changed = { ...one, dev: 'tunl0' }
    expect(routeDifferences('host', [one], [changed, other])).toEqual([
      {
        host: 'host',
        what: 'route 10.0.0.0/24',
        expected: '{dev: "eth0", dst: "10.0.0.0/24", flags: []}',
        got: '{dev: "tunl0", dst: "10.0.0.0/24", flags: []}',
      },
      {
        host: 'host',
        what: 'route 10.0.1.0/24',
        expected: 'nothing',
        got: '{dev: "eth0", dst: "10.0.1.0/24", flags: []}',
      },
    ])
  })
})

describe('frames are compared in order', () => {
  const frame = (dev: string, len = 84, type = 8): SeenFrame => ({
    dev,
    dir: 'in',
    layers: [{ src: '10.0.0.1', dst: '10.0.0.2', proto: 1, ttl: 64, len }],
    icmp: { type, code: 0 },
  })
  const record = (frames: PingRecord['frames']): PingRecord => ({
    from: 'a',
    to: 'b',
    args: '',
    received: false,
    frames,
  })

  it('a host that saw none is as good as one that is not named', () => {
    expect(frameDifferences('ping', record({ a: [] }), record({}))).toEqual([])
  })

  it('from the first that is not the same', () => {
    const [difference] = frameDifferences('ping', record({ a: [frame('x'), frame('y')] }), record({ a: [frame('x')] }))
    expect(difference).toEqual({
      host: 'a',
      what: 'ping: frame 1 on',
      expected: 'y in | 10.0.0.1 > 10.0.0.2 proto 1 ttl 64 len 84 | icmp 8/0',
      got: 'nothing',
    })
  })

  it('without the errors about BGP', () => {
    const noise = frame('eth0', 88, 3)
    expect(withoutBgpErrors(record({ a: [noise, frame('x')] }))).toEqual(record({ a: [frame('x')] }))
  })
})

it('sees a recording that is not this lab', () => {
  const { document } = readCase('reference-never')
  const { expected } = readCase('reference-always')
  const differences = compareCase(document, expected)
  expect(differences.map(({ what }) => what)).toEqual(expect.arrayContaining(['route -n', 'route 172.16.34.0/24']))
})
