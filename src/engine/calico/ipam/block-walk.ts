import { addressPlus } from '../../net/ipv4'
import { type Prefix, prefixOf, prefixSize } from '../../net/prefix'
import { fnv1 } from './fnv'
import { goBigRandom, goRandomSource } from './go-random'

/** What decides the blocks of a pool. */
export interface BlockSpace {
  readonly cidr: Prefix
  readonly blockSize: number
}

export const blockCount = ({ cidr, blockSize }: BlockSpace): number => 2 ** (blockSize - cidr.length)

/**
 * The index of the block at which `node` starts to look in a pool. It hangs on the node's name and the number of blocks
 * and on nothing else, so a node gets the same block of an empty pool in every cluster. For /32 blocks Calico seeds with
 * the clock; the lab has none and takes the name there too.
 * Source: libcalico-go `lib/ipam/ipam_block_reader_writer.go`, `randomBlockGenerator`.
 */
export function startBlockIndex(node: string, blocks: number): number {
  const key = `${blocks}/${node}`
  const known = startIndexes.get(key)
  if (known !== undefined) return known
  const index = goBigRandom(goRandomSource(fnv1(node)), blocks)
  startIndexes.set(key, index)
  return index
}

const startIndexes = new Map<string, number>()

/** All blocks of the pool, from the node's start index on, wrapping once round. */
export function* blockWalk(node: string, pool: BlockSpace): Generator<Prefix> {
  const count = blockCount(pool)
  const start = startBlockIndex(node, count)
  const size = prefixSize({ address: pool.cidr.address, length: pool.blockSize })
  for (let step = 0; step < count; step++) {
    yield prefixOf(addressPlus(pool.cidr.address, ((start + step) % count) * size), pool.blockSize)
  }
}
