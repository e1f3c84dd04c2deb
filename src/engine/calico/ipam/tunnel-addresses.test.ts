import { expect, it } from 'vitest'
import { formatIpv4, ip } from '../../net/ipv4'
import { parseInterfaceAddress, prefix } from '../../net/prefix'
import type { IPPool } from '../resources/ip-pool'
import type { CalicoNode } from '../resources/node'
import { affinityOf } from './assign'
import { type Ipam, ipamOf } from './ipam'
import { reallocateTunnelAddresses } from './tunnel-addresses'

const POOL: IPPool = {
  name: 'p',
  cidr: prefix('172.16.0.0/16'),
  blockSize: 24,
  ipipMode: 'CrossSubnet',
  vxlanMode: 'Never',
  natOutgoing: true,
  disabled: false,
  disableBGPExport: false,
  nodeSelector: 'all()',
  allowedUses: ['Workload', 'Tunnel'],
}

const w1: CalicoNode = {
  name: 'k8s-w1',
  labels: {},
  internalAddress: ip('192.168.10.101'),
  bgpAddress: parseInterfaceAddress('192.168.10.101/24') ?? { address: ip('192.168.10.101'), length: 24 },
}
const w1WithTunnel: CalicoNode = { ...w1, ipipTunnelAddress: ip('172.16.158.0') }
const pod1 = { name: 'pod1', namespace: 'default', node: 'k8s-w1', address: ip('172.16.158.8'), labels: {} }

const ipamWith = (pool: IPPool, node: CalicoNode): Ipam =>
  ipamOf({
    pools: [pool],
    ipamConfig: { strictAffinity: false, autoAllocateBlocks: true, maxBlocksPerHost: 0 },
    blockAffinities: [affinityOf('k8s-w1', prefix('172.16.158.0/24'))],
    blocks: [],
    nodes: [node],
    pods: [pod1],
  })

const changesOf = (ipam: Ipam, node: CalicoNode) =>
  reallocateTunnelAddresses(ipam, [node]).changes.map(({ tunnel, address }) => [
    tunnel,
    address === undefined ? 'none' : formatIpv4(address),
  ])

const cases: readonly { name: string; pool: Partial<IPPool>; node: CalicoNode; changes: string[][] }[] = [
  { name: 'is kept while its pool has the mode', pool: {}, node: w1WithTunnel, changes: [] },
  { name: 'is taken after the highest in use', pool: {}, node: w1, changes: [['ipip', '172.16.158.9']] },
  { name: 'goes when the mode is Never', pool: { ipipMode: 'Never' }, node: w1WithTunnel, changes: [['ipip', 'none']] },
  { name: 'goes when the pool is disabled', pool: { disabled: true }, node: w1WithTunnel, changes: [['ipip', 'none']] },
  {
    name: 'goes when the pool is not for tunnels',
    pool: { allowedUses: ['Workload'] },
    node: w1WithTunnel,
    changes: [['ipip', 'none']],
  },
  {
    name: 'goes when the pool does not select the node',
    pool: { nodeSelector: "rack == 'a'" },
    node: w1WithTunnel,
    changes: [['ipip', 'none']],
  },
  {
    name: 'moves to the other tunnel by the next ordinal',
    pool: { ipipMode: 'Never', vxlanMode: 'Always' },
    node: w1WithTunnel,
    changes: [
      ['ipip', 'none'],
      ['vxlan', '172.16.158.9'],
    ],
  },
]

it.each(cases)('[IPAM-8] a tunnel address $name', ({ pool, node, changes }) => {
  expect(changesOf(ipamWith({ ...POOL, ...pool }, node), node)).toEqual(changes)
})

it('[IPAM-8] after Never and back the address is the next free one, not the old one', () => {
  const released = reallocateTunnelAddresses(ipamWith({ ...POOL, ipipMode: 'Never' }, w1WithTunnel), [w1WithTunnel])
  expect(changesOf({ ...released.ipam, pools: [POOL] }, w1)).toEqual([['ipip', '172.16.158.9']])
})
