/**
 * One address for one node: libcalico-go `lib/ipam/ipam.go`, `AutoAssign` and `AssignIP` (v3.28; newer releases agree
 * but for taking over empty blocks of other nodes that were claimed more than a minute ago, which needs a clock and is
 * left out).
 */

import type { Ipv4 } from '../../net/ipv4'
import { formatPrefix, type Prefix, prefixCovers, prefixOf } from '../../net/prefix'
import { fail, ok, type Result } from '../../result'
import { type BlockAffinity, blockName } from '../resources/block-affinity'
import type { IPPool } from '../resources/ip-pool'
import type { AllocationAttribute, IPAMBlock } from '../resources/ipam-block'
import { blockWalk } from './block-walk'
import { emptyBlock, isAllocated, isEmpty, takeAll, takeNext } from './blocks'
import { type AllocatingNode, type Ipam, poolOf, withBlock, withoutAffinities } from './ipam'
import { chosenPools, enabledPools, type PoolChoice, poolSelects } from './pools'

/** What IPAM stops at when `maxBlocksPerHost` is 0. */
const DEFAULT_BLOCK_LIMIT = 20

export interface AddressRequest extends PoolChoice {
  readonly use: 'Workload' | 'Tunnel'
  readonly attribute: AllocationAttribute
}

export type AssignFailure =
  | { readonly kind: 'no-pool' }
  | { readonly kind: 'pool-not-enabled'; readonly pool: string }
  | { readonly kind: 'block-limit'; readonly limit: number }
  | { readonly kind: 'no-free-address' }
  | { readonly kind: 'address-outside-pools'; readonly address: Ipv4 }
  | { readonly kind: 'address-taken'; readonly address: Ipv4 }
  | { readonly kind: 'address-of-another-node'; readonly address: Ipv4 }

export interface Assignment {
  readonly ipam: Ipam
  readonly address: Ipv4
}

/** The order of attempts: own blocks, a new block, another node's. */
export function assignAddress(before: Ipam, request: AddressRequest): Result<Assignment, AssignFailure> {
  const { node, attribute, use } = request
  const chosen = chosenPools(before.pools, request)
  if (!chosen.ok) return chosen
  const pools = chosen.value.filter((pool) => pool.allowedUses.includes(use))
  if (pools.length === 0) return fail({ kind: 'no-pool' })
  const released = withoutUnselectedBlocks(before, node, chosen.value)
  const ipam = withConfirmed(released, node.name, pools)
  const own = ownBlocks(ipam, node.name, pools)
  const fromOwn = takeFromFirst(ipam, own, attribute)
  if (fromOwn) return ok(fromOwn)
  const limit = ipam.config.maxBlocksPerHost || DEFAULT_BLOCK_LIMIT
  if (own.length >= limit) return fail({ kind: 'block-limit', limit })
  if (!ipam.config.autoAllocateBlocks) return fail({ kind: 'no-free-address' })
  const unclaimed = firstUsableBlock(ipam, node.name, pools)
  const fromNew = unclaimed && takeFromFirst(...claimed(ipam, node.name, unclaimed), attribute)
  if (fromNew) return ok(fromNew)
  const borrowed = ipam.config.strictAffinity
    ? undefined
    : takeFromFirst(ipam, existingBlocks(ipam, node.name, pools), attribute)
  return borrowed ? ok(borrowed) : fail({ kind: 'no-free-address' })
}

/**
 * The address that a pod asks for. Selectors and uses of the pool do not count, nor does the limit of blocks; a block
 * that nobody has is claimed, and from another node's the address is borrowed, unless affinity is strict.
 */
export function assignGivenAddress(
  ipam: Ipam,
  request: { readonly node: AllocatingNode; readonly attribute: AllocationAttribute; readonly address: Ipv4 },
): Result<Assignment, AssignFailure> {
  const { address, attribute, node } = request
  const pool = poolOf(enabledPools(ipam.pools), address)
  if (!pool) return fail({ kind: 'address-outside-pools', address })
  const cidr = prefixOf(address, pool.blockSize)
  const held = ipam.blocks.get(formatPrefix(cidr))
  const [state, [block = emptyBlock(cidr, node.name)]] = held ? [ipam, [held]] : claimed(ipam, node.name, cidr)
  if (ipam.config.strictAffinity && block.node !== node.name) return fail({ kind: 'address-of-another-node', address })
  if (isAllocated(block, address)) return fail({ kind: 'address-taken', address })
  return ok({ ipam: withBlock(state, takeAll(block, [{ address, attribute }])), address })
}

const isIn = (pools: readonly IPPool[], block: Prefix): boolean => pools.some(({ cidr }) => prefixCovers(cidr, block))

const compareNames = (a: BlockAffinity, b: BlockAffinity): number => (a.name < b.name ? -1 : 1)

/** In listing order: the Kubernetes datastore lists affinities by name. */
const affinitiesOf = (ipam: Ipam, node: string): BlockAffinity[] =>
  ipam.affinities.filter((affinity) => affinity.node === node).sort(compareNames)

const ownBlocks = (ipam: Ipam, node: string, pools: readonly IPPool[]): IPAMBlock[] =>
  affinitiesOf(ipam, node)
    .filter(({ cidr }) => isIn(pools, cidr))
    .flatMap(({ cidr }) => ipam.blocks.get(formatPrefix(cidr)) ?? [])
    .filter((block) => block.node === node)

/** An affinity that a node left pending, or was about to give back, is confirmed when the node looks into its block. */
function withConfirmed(ipam: Ipam, node: string, pools: readonly IPPool[]): Ipam {
  const isUsed = (affinity: BlockAffinity) =>
    affinity.node === node && affinity.state !== 'confirmed' && isIn(pools, affinity.cidr)
  if (!ipam.affinities.some(isUsed)) return ipam
  const affinities = ipam.affinities.map((affinity) =>
    isUsed(affinity) ? { ...affinity, state: 'confirmed' as const } : affinity,
  )
  return { ...ipam, affinities }
}

function* existingBlocks(ipam: Ipam, node: string, pools: readonly IPPool[]): Generator<IPAMBlock> {
  for (const pool of pools) {
    for (const cidr of blockWalk(node, pool)) {
      const block = ipam.blocks.get(formatPrefix(cidr))
      if (block) yield block
    }
  }
}

/** One that does not exist yet, or that is the node's and has lost its affinity. */
function firstUsableBlock(ipam: Ipam, node: string, pools: readonly IPPool[]): Prefix | undefined {
  for (const pool of pools) {
    for (const cidr of blockWalk(node, pool)) {
      const block = ipam.blocks.get(formatPrefix(cidr))
      if (!block || (block.node === node && block.unallocated.length > 0)) return cidr
    }
  }
  return undefined
}

export const affinityOf = (node: string, cidr: Prefix): BlockAffinity => ({
  name: `${node}-${blockName(cidr)}`,
  cidr,
  node,
  state: 'confirmed',
})

/** The state in which the block is the node's, and the block. */
function claimed(ipam: Ipam, node: string, cidr: Prefix): readonly [Ipam, readonly IPAMBlock[]] {
  const block = ipam.blocks.get(formatPrefix(cidr)) ?? emptyBlock(cidr, node)
  return [{ ...withBlock(ipam, block), affinities: [...ipam.affinities, affinityOf(node, cidr)] }, [block]]
}

function takeFromFirst(ipam: Ipam, blocks: Iterable<IPAMBlock>, attribute: AllocationAttribute) {
  for (const candidate of blocks) {
    const taken = takeNext(candidate, attribute)
    if (taken) return { ipam: withBlock(ipam, taken.block), address: taken.address }
  }
  return undefined
}

/** A node gives back its empty blocks of pools that no longer select it, before it is given anything new. */
function withoutUnselectedBlocks(ipam: Ipam, node: AllocatingNode, chosen: readonly IPPool[]): Ipam {
  const unselecting = enabledPools(ipam.pools).filter((pool) => !chosen.includes(pool) && !poolSelects(pool, node))
  if (unselecting.length === 0) return ipam
  const released = affinitiesOf(ipam, node.name).filter(({ cidr }) => {
    const block = ipam.blocks.get(formatPrefix(cidr))
    return isIn(unselecting, cidr) && block !== undefined && isEmpty(block)
  })
  return withoutAffinities(ipam, released)
}
