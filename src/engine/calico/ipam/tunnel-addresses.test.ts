import { describe, expect, it } from 'vitest'
import { addressPlus, formatIpv4, ip } from '../../net/ipv4'
import { parseInterfaceAddress, prefix } from '../../net/prefix'
import type { IPPool } from '../resources/ip-pool'
import type { AllocationAttribute, IPAMBlock } from '../resources/ipam-block'
import type { CalicoNode } from '../resources/node'
import { podAttribute, tunnelAttribute } from './allocation-attribute'
import { affinityOf } from './assign'
import { emptyBlock, takeAll } from './blocks'
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

describe('[IPAM-8] what IPAM has on record of the address', () => {
  const block = (
    attribute: AllocationAttribute | undefined,
    ...more: readonly (readonly [number, AllocationAttribute])[]
  ) => {
    const empty = emptyBlock(prefix('172.16.158.0/24'), 'k8s-w1')
    const taken = [...(attribute ? [[0, attribute] as const] : []), ...more]
    return taken.reduce(
      (state, [ordinal, each]) =>
        takeAll(state, [{ address: addressPlus(state.cidr.address, ordinal), attribute: each }]),
      empty,
    )
  }
  const recorded = (held: IPAMBlock, node: CalicoNode) => {
    const { blocks, ...rest } = ipamWith(POOL, { ...node })
    return changesOf({ ...rest, blocks: new Map([...blocks].map(([key]) => [key, held])) }, node)
  }
  const own = tunnelAttribute('k8s-w1', 'ipip')

  it.each([
    ['its own: kept', own, w1WithTunnel, []],
    ['nothing but that it is taken: kept', {}, w1WithTunnel, []],
    ['that it is free: the first that is free is taken, and that is it', undefined, w1WithTunnel, []],
    [
      'a pod’s: another one is taken',
      podAttribute({ node: 'k8s-w1', namespace: 'a', name: 'b' }),
      w1WithTunnel,
      ['172.16.158.1'],
    ],
    ['the other tunnel’s: another one is taken', tunnelAttribute('k8s-w1', 'vxlan'), w1WithTunnel, ['172.16.158.1']],
    ['another node’s: another one is taken', tunnelAttribute('k8s-w2', 'ipip'), w1WithTunnel, ['172.16.158.1']],
    ['its own, and the node has lost it: given back, and the next one taken', own, w1, ['172.16.158.1']],
  ] as const)('%s', (_, attribute, node, expected) => {
    expect(recorded(block(attribute), node).map(([, address]) => address)).toEqual(expected)
  })
})

it('[IPAM-8] a node for which an address cannot be had keeps what it had', () => {
  const small = {
    ...POOL,
    cidr: prefix('172.16.0.0/31'),
    blockSize: 31,
    vxlanMode: 'Always' as const,
    ipipMode: 'Never' as const,
  }
  const other = { ...POOL, name: 'q', cidr: prefix('10.9.0.0/31'), blockSize: 31, ipipMode: 'Always' as const }
  const full = [ip('172.16.0.0'), ip('172.16.0.1')].map((address, index) => ({ ...pod1, name: `${index}`, address }))
  const ipam = ipamOf({
    pools: [small, other],
    ipamConfig: { strictAffinity: false, autoAllocateBlocks: true, maxBlocksPerHost: 0 },
    blockAffinities: [],
    blocks: [],
    nodes: [w1],
    pods: full,
  })
  const after = reallocateTunnelAddresses(ipam, [w1])
  expect(after.changes).toEqual([])
  expect(after.ipam).toBe(ipam)
})

it('[IPAM-6] [IPAM-8] an address that is taken away is free again, behind all others', () => {
  const blockAfter = (
    pool: Partial<IPPool>,
    held: readonly (readonly [number, AllocationAttribute])[],
    node: CalicoNode,
  ) => {
    const cidr = prefix('172.16.158.0/24')
    const uses = held.map(([ordinal, attribute]) => ({ address: addressPlus(cidr.address, ordinal), attribute }))
    const before = ipamWith({ ...POOL, ...pool }, node)
    const blocks = new Map([['172.16.158.0/24', takeAll(emptyBlock(cidr, 'k8s-w1'), uses)]])
    return reallocateTunnelAddresses({ ...before, blocks }, [node]).ipam.blocks.get('172.16.158.0/24')
  }
  const own = tunnelAttribute('k8s-w1', 'ipip')
  const gone = blockAfter({ ipipMode: 'Never' }, [[0, own]], w1WithTunnel)
  expect([gone?.allocations[0], gone?.unallocated.at(-1)]).toEqual([null, 0])
  // One that the node has lost from its record is under the same handle.
  const lost = blockAfter({}, [[0, own]], w1)
  expect([lost?.allocations.slice(0, 2), lost?.unallocated.at(-1)]).toEqual([[null, 0], 0])
})
