import { expect, it } from 'vitest'
import { formatPrefix, prefix } from '../../net/prefix'
import { nextNetwork } from './next-network'

it.each([
  [['192.168.10.0/24', '192.168.20.0/24'], [], '192.168.30.0/24'],
  [['192.168.20.0/24', '192.168.10.0/24'], [], '192.168.30.0/24'],
  [['10.0.0.0/24', '10.1.0.0/28'], [], '10.1.0.16/28'],
  [['10.0.0.0/24'], ['10.0.0.0/22'], '10.0.4.0/24'],
  [['223.255.255.0/24'], [], '192.168.1.0/24'],
  [[], [], '192.168.1.0/24'],
  [[], ['192.168.0.0/16'], '192.169.0.0/24'],
])('after %o, past %o, comes %s', (subnets, others, next) => {
  const networks = subnets.map(prefix)
  const network = nextNetwork(networks, [...networks, ...others.map(prefix)])
  expect(network && formatPrefix(network)).toBe(next)
})
