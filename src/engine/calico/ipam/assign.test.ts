import { describe, expect, it } from 'vitest'
import { formatIpv4, ip } from '../../net/ipv4'
import { formatPrefix, prefix } from '../../net/prefix'
import type { IPPool } from '../resources/ip-pool'
import { podAttribute } from './allocation-attribute'
import { type AddressRequest, affinityOf, assignAddress, assignGivenAddress } from './assign'
import { type Ipam, ipamOf, releaseAddress } from './ipam'

const CONFIG = { strictAffinity: false, autoAllocateBlocks: true, maxBlocksPerHost: 0 }

const pool = (name: string, cidr: string, changes: Partial<IPPool> = {}): IPPool => ({
  name,
  cidr: prefix(cidr),
  blockSize: 26,
  ipipMode: 'Never',
  vxlanMode: 'Never',
  natOutgoing: false,
  disabled: false,
  disableBGPExport: false,
  nodeSelector: 'all()',
  allowedUses: ['Workload', 'Tunnel'],
  ...changes,
})

const cluster = (pools: readonly IPPool[], affinities: readonly [string, string][] = [], config = CONFIG): Ipam =>
  ipamOf({
    pools,
    ipamConfig: config,
    blockAffinities: affinities.map(([node, cidr]) => affinityOf(node, prefix(cidr))),
    blocks: [],
    nodes: [],
    pods: [],
  })

const podOn = (name: string, changes: Partial<AddressRequest> = {}): AddressRequest => ({
  node: { name, labels: {} },
  use: 'Workload',
  attribute: podAttribute({ node: name, namespace: 'default', name: 'pod' }),
  ...changes,
})

function assign(ipam: Ipam, request: AddressRequest, times = 1): { ipam: Ipam; given: string[] } {
  const given: string[] = []
  let state = ipam
  for (let time = 0; time < times; time++) {
    const assigned = assignAddress(state, request)
    if (!assigned.ok) return { ipam: state, given: [...given, assigned.error.kind] }
    state = assigned.value.ipam
    given.push(formatIpv4(assigned.value.address))
  }
  return { ipam: state, given }
}

it('[IPAM-1] takes pools in the order of their names', () => {
  const ipam = cluster([pool('b', '10.2.0.0/26'), pool('a', '10.1.0.0/26')])
  expect(assign(ipam, podOn('n')).given).toEqual(['10.1.0.0'])
})

it('[IPAM-1] passes over pools that are disabled, do not select the node or are for something else', () => {
  const ipam = cluster([
    pool('a', '10.1.0.0/26', { disabled: true }),
    pool('b', '10.2.0.0/26', { nodeSelector: "rack == 'a'" }),
    pool('c', '10.3.0.0/26', { allowedUses: ['Tunnel'] }),
    pool('d', '10.4.0.0/26'),
  ])
  expect(assign(ipam, podOn('n')).given).toEqual(['10.4.0.0'])
  expect(assign(ipam, podOn('n', { pools: ['b'] })).given).toEqual(['10.2.0.0'])
  expect(assign(ipam, podOn('n', { pools: ['a'] })).given).toEqual(['pool-not-enabled'])
  expect(assign(ipam, podOn('n', { pools: ['c'] })).given).toEqual(['no-pool'])
})

it('[IPAM-1] pools that are asked for are tried in the order asked, selectors or not', () => {
  const ipam = cluster([
    pool('a', '10.1.0.0/31', { blockSize: 31, nodeSelector: '!all()' }),
    pool('b', '10.2.0.0/31', { blockSize: 31, namespaceSelector: "kubernetes.io/metadata.name == 'other'" }),
  ])
  expect(assign(ipam, podOn('n', { pools: ['b', 'a'] }), 4).given).toEqual([
    '10.2.0.0',
    '10.2.0.1',
    '10.1.0.0',
    '10.1.0.1',
  ])
  expect(assign(ipam, podOn('n', { pools: ['b', 'x'] })).given).toEqual(['pool-not-enabled'])
})

it('[IPAM-1] a manual pool serves those who ask for it only', () => {
  const ipam = cluster([pool('a', '10.1.0.0/26', { assignmentMode: 'Manual' }), pool('b', '10.2.0.0/26')])
  expect(assign(ipam, podOn('n')).given).toEqual(['10.2.0.0'])
  expect(assign(ipam, podOn('n', { pools: ['a'] })).given).toEqual(['10.1.0.0'])
})

it('[IPAM-1] a pool for some namespaces serves their pods, and no tunnel', () => {
  const shop = { namespaceSelector: "kubernetes.io/metadata.name == 'shop'" }
  const ipam = cluster([pool('a', '10.1.0.0/26', shop), pool('b', '10.2.0.0/26')])
  expect(assign(ipam, podOn('n', { namespace: 'shop' })).given).toEqual(['10.1.0.0'])
  expect(assign(ipam, podOn('n', { namespace: 'default' })).given).toEqual(['10.2.0.0'])
  expect(assign(ipam, podOn('n', { use: 'Tunnel' })).given).toEqual(['10.2.0.0'])
})

it('[IPAM-2] fills its own blocks in the order of their names before it claims another', () => {
  const ipam = cluster(
    [pool('p', '10.0.0.0/24', { blockSize: 31 })],
    [
      ['n', '10.0.0.4/31'],
      ['n', '10.0.0.10/31'],
    ],
  )
  const { given, ipam: after } = assign(ipam, podOn('n'), 5)
  expect(given.slice(0, 4)).toEqual(['10.0.0.10', '10.0.0.11', '10.0.0.4', '10.0.0.5'])
  expect(after.affinities).toHaveLength(3)
})

it('[IPAM-3] two nodes that start at the same block get neighbours', () => {
  const empty = cluster([pool('p', '10.10.0.0/22')])
  const first = assign(empty, podOn('k8s-w0'))
  const second = assign(first.ipam, podOn('k8s-w2'))
  expect([...first.given, ...second.given]).toEqual(['10.10.0.128', '10.10.0.192'])
  expect(second.ipam.affinities.map(({ cidr, state }) => [formatPrefix(cidr), state])).toEqual([
    ['10.10.0.128/26', 'confirmed'],
    ['10.10.0.192/26', 'confirmed'],
  ])
})

it('[IPAM-4] borrows when nothing is left to claim, unless affinity is strict', () => {
  const pools = [pool('p', '10.0.0.0/30', { blockSize: 30 })]
  const borrowed = assign(cluster(pools, [['owner', '10.0.0.0/30']]), podOn('n'))
  expect(borrowed.given).toEqual(['10.0.0.0'])
  expect(borrowed.ipam.affinities).toHaveLength(1)
  const strict = cluster(pools, [['owner', '10.0.0.0/30']], { ...CONFIG, strictAffinity: true })
  expect(assign(strict, podOn('n')).given).toEqual(['no-free-address'])
})

it('[IPAM-4] a node with as many blocks as it may have does not even borrow', () => {
  const ipam = cluster([pool('p', '10.0.0.0/24', { blockSize: 32 })])
  expect(assign(ipam, podOn('n'), 21).given[20]).toBe('block-limit')
  const limited = cluster([pool('p', '10.0.0.0/24', { blockSize: 32 })], [], { ...CONFIG, maxBlocksPerHost: 2 })
  expect(assign(limited, podOn('n'), 3).given[2]).toBe('block-limit')
})

it('claims nothing when blocks are not to be allocated by themselves', () => {
  const config = { ...CONFIG, autoAllocateBlocks: false, strictAffinity: true }
  const affinities: [string, string][] = [
    ['owner', '10.0.0.64/26'],
    ['n', '10.0.0.128/31'],
  ]
  const ipam = cluster([pool('p', '10.0.0.0/24')], affinities, config)
  expect(assign(ipam, podOn('n'), 3).given).toEqual(['10.0.0.128', '10.0.0.129', 'no-free-address'])
})

it('[IPAM-4] blocks of pools that are no choice do not count toward the limit', () => {
  const pools = [pool('a', '10.1.0.0/24', { nodeSelector: "rack == 'a'" }), pool('b', '10.2.0.0/24')]
  const pods = [{ name: 'old', namespace: 'default', node: 'n', address: ip('10.1.0.1'), labels: {} }]
  const config = { ...CONFIG, maxBlocksPerHost: 1 }
  const blockAffinities = [affinityOf('n', prefix('10.1.0.0/26'))]
  const ipam = ipamOf({ pools, ipamConfig: config, blockAffinities, blocks: [], nodes: [], pods })
  expect(assign(ipam, podOn('n')).given).toEqual(['10.2.0.0'])
})

it('[IPAM-2] an affinity that was left pending is confirmed with the first address from its block', () => {
  const pending = { ...affinityOf('n', prefix('10.0.0.64/26')), state: 'pending' as const }
  const pools = [pool('p', '10.0.0.0/24')]
  const ipam = ipamOf({ pools, ipamConfig: CONFIG, blockAffinities: [pending], blocks: [], nodes: [], pods: [] })
  const after = assign(ipam, podOn('n'))
  expect(after.given).toEqual(['10.0.0.64'])
  expect(after.ipam.affinities.map(({ state }) => state)).toEqual(['confirmed'])
})

describe('[CNI-3] an address that is asked for', () => {
  const attribute = podAttribute({ node: 'n', namespace: 'default', name: 'pod' })
  const ask = (ipam: Ipam, address: string) =>
    assignGivenAddress(ipam, { node: { name: 'n', labels: {} }, attribute, address: ip(address) })
  const pools = [pool('p', '10.0.0.0/24', { nodeSelector: '!all()', allowedUses: ['Tunnel'] })]

  it('claims a block that nobody has, and is taken from its place in the list', () => {
    const first = ask(cluster(pools), '10.0.0.70')
    expect(first.ok && first.value.ipam.affinities.map(({ name }) => name)).toEqual(['n-10-0-0-64-26'])
    const block = first.ok ? first.value.ipam.blocks.get('10.0.0.64/26') : undefined
    expect(block?.unallocated.slice(4, 8)).toEqual([4, 5, 7, 8])
    expect(first.ok && ask(first.value.ipam, '10.0.0.70')).toMatchObject({ error: { kind: 'address-taken' } })
  })

  it('is borrowed out of another node’s block, unless affinity is strict', () => {
    const other: [string, string][] = [['owner', '10.0.0.64/26']]
    const borrowed = ask(cluster(pools, other), '10.0.0.70')
    expect(borrowed.ok && borrowed.value.ipam.affinities).toHaveLength(1)
    const strict = ask(cluster(pools, other, { ...CONFIG, strictAffinity: true }), '10.0.0.70')
    expect(strict).toMatchObject({ error: { kind: 'address-of-another-node' } })
  })

  it('is refused outside the enabled pools', () => {
    expect(ask(cluster(pools), '10.9.0.1')).toMatchObject({ error: { kind: 'address-outside-pools' } })
    const disabled = [pool('p', '10.0.0.0/24', { disabled: true })]
    expect(ask(cluster(disabled), '10.0.0.70')).toMatchObject({ error: { kind: 'address-outside-pools' } })
  })
})

describe('[IPAM-10] a block whose last address is given back', () => {
  const nodes = [
    {
      name: 'n',
      labels: {},
      internalAddress: ip('192.168.0.1'),
      bgpAddress: { address: ip('192.168.0.1'), length: 24 },
    },
  ]
  const pods = [{ name: 'pod', namespace: 'default', node: 'n', address: ip('10.0.0.65'), labels: {} }]
  const state = (nodeSelector: string, owner?: string): Ipam =>
    ipamOf({
      pools: [pool('p', '10.0.0.0/24', { nodeSelector })],
      ipamConfig: CONFIG,
      blockAffinities: owner === undefined ? [] : [affinityOf(owner, prefix('10.0.0.64/26'))],
      blocks: [],
      nodes,
      pods,
    })
  const keptBy = (ipam: Ipam): readonly string[] => [
    ...releaseAddress(ipam, ip('10.0.0.65')).blocks.keys(),
    ...releaseAddress(ipam, ip('10.0.0.65')).affinities.map(({ name }) => name),
  ]

  it('stays with its node', () => {
    expect(keptBy(state('all()', 'n'))).toEqual(['10.0.0.64/26', 'n-10-0-0-64-26'])
  })

  it('goes if its pool no longer selects the node, or if nobody owns it', () => {
    expect(keptBy(state("rack == 'a'", 'n'))).toEqual([])
    expect(keptBy(state('all()'))).toEqual([])
  })
})

it('gives an empty block back whose pool no longer selects the node', () => {
  const pools = [pool('a', '10.1.0.0/26', { nodeSelector: "rack == 'a'" }), pool('b', '10.2.0.0/26')]
  const { ipam } = assign(cluster(pools, [['n', '10.1.0.0/26']]), podOn('n'))
  expect(ipam.affinities.map(({ name }) => name)).toEqual(['n-10-2-0-0-26'])
})

it('an address in use without a block is handed out to nobody else', () => {
  const pods = [{ name: 'pod', namespace: 'default', node: 'n', address: ip('10.0.0.1'), labels: {} }]
  const pools = [pool('p', '10.0.0.0/30', { blockSize: 30 })]
  const ipam = ipamOf({ pools, ipamConfig: CONFIG, blockAffinities: [], blocks: [], nodes: [], pods })
  expect(assign(ipam, podOn('n'), 4).given).toEqual(['10.0.0.2', '10.0.0.3', '10.0.0.0', 'no-free-address'])
})
