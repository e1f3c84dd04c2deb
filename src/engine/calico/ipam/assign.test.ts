import { expect, it } from 'vitest'
import { formatIpv4, ip } from '../../net/ipv4'
import { formatPrefix, prefix } from '../../net/prefix'
import type { IPPool } from '../resources/ip-pool'
import { podAttribute } from './allocation-attribute'
import { type AddressRequest, affinityOf, assignAddress } from './assign'
import { type Ipam, ipamOf } from './ipam'

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
  expect(assign(ipam, podOn('n', { pools: ['a'] })).given).toEqual(['no-pool'])
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
  const config = { ...CONFIG, autoAllocateBlocks: false }
  const ipam = cluster([pool('p', '10.0.0.0/24')], [['owner', '10.0.0.64/26']], config)
  expect(assign(ipam, podOn('n')).given).toEqual(['10.0.0.64'])
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
