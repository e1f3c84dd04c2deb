import { expect, it } from 'vitest'
import type { Provenance } from '../../linux/route'
import { ip } from '../../net/ipv4'
import type { CalicoNode } from './node'
import { subnetComparison } from './subnet-comparison'

const local = (length: number): CalicoNode => ({
  name: 'w1',
  labels: {},
  internalAddress: ip('192.168.10.101'),
  bgpAddress: { address: ip('192.168.10.101'), length },
})

const provenance = (programmer: Provenance['programmer'], details: Provenance['details']): Provenance => ({
  programmer,
  because: 'x',
  details,
  from: [],
})

const facts = { nodeAddress: '192.168.20.100', nextHop: '192.168.10.7', mode: 'CrossSubnet' }

it('[ENCAP-2] Felix compares the other node’s address, BIRD the next hop, under the own mask', () => {
  expect(subnetComparison(provenance('felix', facts), local(24))).toEqual({
    own: { address: ip('192.168.10.101'), length: 24 },
    other: ip('192.168.20.100'),
    otherIs: 'node-address',
    sameSubnet: false,
  })
  expect(subnetComparison(provenance('felix', facts), local(16))?.sameSubnet).toBe(true)
  expect(subnetComparison(provenance('bird', facts), local(24))).toMatchObject({
    other: ip('192.168.10.7'),
    otherIs: 'next-hop',
    sameSubnet: true,
  })
})

it.each(['Always', 'Never'])('[ENCAP-2] %s compares nothing', (mode) => {
  expect(subnetComparison(provenance('bird', { ...facts, mode }), local(24))).toBeUndefined()
})
