import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Ipv4 } from '../../net/ipv4'
import { prefix, prefixContains } from '../../net/prefix'
import { podAttribute } from './allocation-attribute'
import { assignAddress } from './assign'
import { type Ipam, ipamOf, releaseAddress } from './ipam'

const EMPTY = ipamOf({
  pools: ['a', 'b'].map((name, index) => ({
    name,
    cidr: prefix(`10.${index}.0.0/27`),
    blockSize: 30,
    ipipMode: 'Never' as const,
    vxlanMode: 'Never' as const,
    natOutgoing: false,
    disabled: false,
    disableBGPExport: false,
    nodeSelector: 'all()',
    allowedUses: ['Workload' as const, 'Tunnel' as const],
  })),
  ipamConfig: { strictAffinity: false, autoAllocateBlocks: true, maxBlocksPerHost: 0 },
  blockAffinities: [],
  blocks: [],
  nodes: [],
  pods: [],
})

/** `take`: for one of three nodes. `release`: the address at that place among those handed out, modulo their number. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ take: fc.constantFrom('n1', 'n2', 'n3') }) },
  fc.record({ release: fc.nat(100) }),
)

function play(steps: readonly ({ take: string } | { release: number })[]) {
  let ipam: Ipam = EMPTY
  const held: Ipv4[] = []
  for (const next of steps) {
    if ('take' in next) {
      const attribute = podAttribute({ node: next.take, namespace: 'default', name: 'pod' })
      const assigned = assignAddress(ipam, { node: { name: next.take, labels: {} }, use: 'Workload', attribute })
      if (!assigned.ok) {
        expect(held).toHaveLength(64)
        continue
      }
      expect(held).not.toContain(assigned.value.address)
      held.push(assigned.value.address)
      ipam = assigned.value.ipam
    } else if (held.length > 0) {
      const [address] = held.splice(next.release % held.length, 1)
      if (address !== undefined) ipam = releaseAddress(ipam, address)
    }
  }
  return { ipam, held }
}

it('hands no address out twice and uses every address before it gives up', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      play(steps)
    }),
  )
})

it('keeps every ordinal either taken or once in the free list', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const { ipam, held } = play(steps)
      for (const block of ipam.blocks.values()) {
        const taken = block.allocations.flatMap((allocation, ordinal) => (allocation === null ? [] : [ordinal]))
        expect([...taken, ...block.unallocated].sort()).toEqual([0, 1, 2, 3])
        expect(taken).toHaveLength(held.filter((address) => prefixContains(block.cidr, address)).length)
        expect([...new Set(block.allocations)].filter((index) => index !== null).sort()).toEqual([
          ...block.attributes.keys(),
        ])
      }
    }),
  )
})

it('takes released addresses again in the order of their release', () => {
  const four = play([{ take: 'n1' }, { take: 'n1' }, { take: 'n1' }, { take: 'n1' }])
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
      const released = order.reduce((ipam, index) => releaseAddress(ipam, four.held[index] as Ipv4), four.ipam)
      const attribute = podAttribute({ node: 'n1', namespace: 'default', name: 'pod' })
      let ipam = released
      for (const index of order) {
        const assigned = assignAddress(ipam, { node: { name: 'n1', labels: {} }, use: 'Workload', attribute })
        expect(assigned.ok && assigned.value.address).toBe(four.held[index])
        if (assigned.ok) ipam = assigned.value.ipam
      }
    }),
  )
})
