import { expect, it } from 'vitest'
import { formatPrefix, prefix } from '../../net/prefix'
import { blockWalk, startBlockIndex } from './block-walk'

// Measured with Go 1.19; the reference session shows 34, 158 and 184.
it.each([
  ['k8s-m', 116, 116],
  ['k8s-w0', 34, 34],
  ['k8s-w1', 158, 913],
  ['k8s-w2', 184, 184],
  ['k8s-w3', 24, 788],
  ['master', 134, 877],
  ['worker1', 166, 942],
  ['worker2', 244, 757],
  ['node-1', 25, 338],
  ['node-2', 5, 988],
  ['node-3', 45, 557],
  ['kind-control-plane', 232, 328],
  ['kind-worker', 138, 650],
  ['kind-worker2', 104, 442],
])('%s starts at block %i of 256 and %i of 1024', (node, of256, of1024) => {
  expect(startBlockIndex(node, 256)).toBe(of256)
  expect(startBlockIndex(node, 1024)).toBe(of1024)
})

// From public transcripts of clusters with a /16 pool of /26 blocks.
it.each([
  ['node1', '10.233.166.128/26'],
  ['node2', '10.233.104.0/26'],
  ['node3', '10.233.135.0/26'],
  ['k8s-master', '10.233.235.192/26'],
  ['k8s-node1', '10.233.36.64/26'],
  ['k8s-node2', '10.233.169.128/26'],
])('%s gets %s first', (node, block) => {
  const [first] = blockWalk(node, { cidr: prefix('10.233.0.0/16'), blockSize: 26 })
  expect(first && formatPrefix(first)).toBe(block)
})

it('wraps once round the pool', () => {
  const pool = { cidr: prefix('10.10.0.0/22'), blockSize: 26 }
  const blocks = [...blockWalk('k8s-w2', pool)].map(formatPrefix)
  expect(blocks.slice(0, 2)).toEqual(['10.10.0.128/26', '10.10.0.192/26'])
  expect(new Set(blocks).size).toBe(16)
  expect(blocks.at(-1)).toBe('10.10.0.64/26')
})

it('has one place to start in a pool of one block', () => {
  expect(startBlockIndex('k8s-m', 1)).toBe(0)
})
