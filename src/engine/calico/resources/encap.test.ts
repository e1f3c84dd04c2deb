import { expect, it } from 'vitest'
import { InvariantError } from '../../invariant'
import { ip } from '../../net/ipv4'
import { formatPrefix, parseInterfaceAddress, prefix } from '../../net/prefix'
import { type Encap, encapsInUse, encapToward, ownNetwork, tunnelOf } from './encap'
import { DEFAULT_FELIX_CONFIGURATION } from './felix-configuration'
import type { EncapMode, IPPool } from './ip-pool'
import type { CalicoNode } from './node'

const pool = (ipipMode: EncapMode, vxlanMode: EncapMode, changes: Partial<IPPool> = {}): IPPool => ({
  name: 'pool',
  cidr: prefix('172.16.0.0/16'),
  blockSize: 24,
  ipipMode,
  vxlanMode,
  natOutgoing: false,
  disabled: false,
  disableBGPExport: false,
  nodeSelector: 'all()',
  allowedUses: ['Workload', 'Tunnel'],
  ...changes,
})

function node(name: string, address: string): CalicoNode {
  const bgpAddress = parseInterfaceAddress(address)
  if (!bgpAddress) throw new Error(address)
  return { name, labels: {}, internalAddress: bgpAddress.address, bgpAddress }
}

it.each([
  ['192.168.10.101/24', '192.168.10.0/24'],
  ['192.168.10.101/16', '192.168.0.0/16'],
  ['192.168.10.101/32', '192.168.10.101/32'],
])('[ENCAP-1] the own network of a node at %s is %s', (address, expected) => {
  expect(formatPrefix(ownNetwork(node('n', address)))).toBe(expected)
})

const cases: readonly { ipip: EncapMode; vxlan: EncapMode; remote: string; expected: Encap }[] = [
  { ipip: 'Never', vxlan: 'Never', remote: '192.168.10.102', expected: 'none' },
  { ipip: 'Never', vxlan: 'Never', remote: '192.168.20.100', expected: 'none' },
  { ipip: 'Always', vxlan: 'Never', remote: '192.168.10.102', expected: 'ipip' },
  { ipip: 'Always', vxlan: 'Never', remote: '192.168.20.100', expected: 'ipip' },
  { ipip: 'CrossSubnet', vxlan: 'Never', remote: '192.168.10.102', expected: 'none' },
  { ipip: 'CrossSubnet', vxlan: 'Never', remote: '192.168.20.100', expected: 'ipip' },
  { ipip: 'Never', vxlan: 'Always', remote: '192.168.10.102', expected: 'vxlan' },
  { ipip: 'Never', vxlan: 'Always', remote: '192.168.20.100', expected: 'vxlan' },
  { ipip: 'Never', vxlan: 'CrossSubnet', remote: '192.168.10.102', expected: 'none' },
  { ipip: 'Never', vxlan: 'CrossSubnet', remote: '192.168.20.100', expected: 'vxlan' },
]
it.each(cases)('[ENCAP-2] ipip $ipip, vxlan $vxlan, to $remote: $expected', ({ ipip, vxlan, remote, expected }) => {
  expect(encapToward(pool(ipip, vxlan), node('w1', '192.168.10.101/24'), ip(remote))).toBe(expected)
})

it('[ENCAP-2] unequal masks: plain one way, wrapped the other', () => {
  const [wide, narrow] = [node('wide', '192.168.10.101/16'), node('narrow', '192.168.20.100/24')]
  const crossSubnet = pool('CrossSubnet', 'Never')
  expect(encapToward(crossSubnet, wide, narrow.bgpAddress.address)).toBe('none')
  expect(encapToward(crossSubnet, narrow, wide.bgpAddress.address)).toBe('ipip')
})

it('[ENCAP-2] a pool with both modes is a fault of ours', () => {
  expect(() => tunnelOf(pool('Always', 'CrossSubnet'))).toThrow(InvariantError)
})

it.each([
  ['no pool with a tunnel', [pool('Never', 'Never')], {}, { ipip: false, vxlan: false }],
  ['one of each', [pool('CrossSubnet', 'Never'), pool('Never', 'Always')], {}, { ipip: true, vxlan: true }],
  ['a disabled pool', [pool('Always', 'Never', { disabled: true })], {}, { ipip: true, vxlan: false }],
  ['switched off', [pool('Always', 'Never')], { ipipEnabled: false }, { ipip: false, vxlan: false }],
  ['switched on', [pool('Never', 'Never')], { vxlanEnabled: true }, { ipip: false, vxlan: true }],
])('[ENCAP-3] tunnel devices with %s', (_, pools, changes, expected) => {
  expect(encapsInUse({ pools, felixConfiguration: { ...DEFAULT_FELIX_CONFIGURATION, ...changes } })).toEqual(expected)
})
