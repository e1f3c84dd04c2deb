import { expect, it } from 'vitest'
import { formatIpv4, ip } from '../../net/ipv4'
import { prefix } from '../../net/prefix'
import { podAttribute } from './allocation-attribute'
import { emptyBlock, giveBack, inferredBlock, takeAll, takeNext } from './blocks'

const cidr = prefix('10.64.7.64/29')
const attribute = podAttribute({ node: 'edge-a1', namespace: 'shop', name: 'cart-0' })
const inUse = (...addresses: string[]) => addresses.map((address) => ({ address: ip(address), attribute }))

it('[IPAM-5] a new block is handed out from its first address to its last', () => {
  let block = emptyBlock(cidr, 'edge-a1')
  const given: string[] = []
  for (let taken = takeNext(block, attribute); taken; taken = takeNext(block, attribute)) {
    given.push(formatIpv4(taken.address))
    block = taken.block
  }
  expect(given.at(0)).toBe('10.64.7.64')
  expect(given.at(-1)).toBe('10.64.7.71')
  expect(given).toHaveLength(8)
})

it('[IPAM-6] an address given back is handed out last', () => {
  const block = giveBack(takeAll(emptyBlock(cidr), inUse('10.64.7.64', '10.64.7.65')), ip('10.64.7.64'))
  expect(block.unallocated).toEqual([2, 3, 4, 5, 6, 7, 0])
})

it('[IPAM-7] an inferred block goes on after the highest address in use, then wraps', () => {
  expect(inferredBlock(cidr, 'edge-a1', inUse('10.64.7.64', '10.64.7.67')).unallocated).toEqual([4, 5, 6, 7, 1, 2])
})

it('addresses of one handle share an attribute, and the last one takes it away', () => {
  const taken = takeAll(emptyBlock(cidr), inUse('10.64.7.64', '10.64.7.65'))
  expect(taken.attributes).toEqual([attribute])
  const one = giveBack(taken, ip('10.64.7.64'))
  expect(one.attributes).toEqual([attribute])
  expect(giveBack(one, ip('10.64.7.65')).attributes).toEqual([])
})

it('renumbers the attributes that stay', () => {
  const other = podAttribute({ node: 'edge-a1', namespace: 'shop', name: 'cart-1' })
  const taken = takeAll(emptyBlock(cidr), [...inUse('10.64.7.64'), { address: ip('10.64.7.65'), attribute: other }])
  const block = giveBack(taken, ip('10.64.7.64'))
  expect(block.attributes).toEqual([other])
  expect(block.allocations.slice(0, 2)).toEqual([null, 0])
})

it('giving back what is not taken changes nothing', () => {
  const block = emptyBlock(cidr)
  expect(giveBack(block, ip('10.64.7.64'))).toBe(block)
  expect(giveBack(block, ip('10.0.0.1'))).toBe(block)
})
