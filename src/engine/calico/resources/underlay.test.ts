import { describe, expect, it } from 'vitest'
import { ip } from '../../net/ipv4'
import { prefix } from '../../net/prefix'
import { codesOf, exampleManifest } from './example-manifest'
import { DEFAULT_HOST, readUnderlay } from './underlay'

describe('readUnderlay', () => {
  it('fills in what a file leaves out', () => {
    const spec = {
      subnets: [{ name: 'a', cidr: '10.0.0.0/24' }],
      routers: [
        {
          name: 'r',
          interfaces: [{ subnet: 'a', address: '10.0.0.1' }],
          drops: [{ protocol: 'ipip' }, { protocol: '17', port: 4789 }, { protocol: 4 }],
        },
      ],
      hosts: [{ node: 'n', bird: 'stopped', rpFilter: 'strict' }],
    }
    expect(readUnderlay(exampleManifest('Underlay', spec))).toEqual({
      value: {
        name: 'default',
        netemSeed: 0,
        mtuBytes: 1500,
        subnets: [{ name: 'a', cidr: prefix('10.0.0.0/24') }],
        routers: [
          {
            name: 'r',
            interfaces: [{ subnet: 'a', address: ip('10.0.0.1') }],
            routes: [],
            drops: [{ protocol: 4 }, { protocol: 17, port: 4789 }, { protocol: 4 }],
            rpFilter: 'off',
          },
        ],
        hosts: [{ node: 'n', ...DEFAULT_HOST, birdStopped: true, rpFilter: 'strict' }],
      },
      issues: [],
    })
  })

  it.each([
    [
      {
        subnets: [
          { name: 'a', cidr: '10.0.0.0/24' },
          { name: 'a', cidr: '10.0.1.0/24' },
        ],
      },
      ['underlay-repeated'],
    ],
    [{ routers: [{ name: 'r', drops: [{ protocol: 'gre' }] }] }, ['field-not-allowed']],
    [{ hosts: [{ node: 'n', bird: 'off' }] }, ['field-not-allowed']],
    [{ mtu: 20 }, ['field-range']],
    [{ subnets: { a: 1 } }, ['field-type']],
  ])('of %j says %j', (spec, expected) => {
    expect(codesOf(readUnderlay(exampleManifest('Underlay', spec)))).toEqual(expected)
  })
})
