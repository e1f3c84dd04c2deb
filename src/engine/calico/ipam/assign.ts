/**
 * One address for one node: libcalico-go `lib/ipam/ipam.go`, `AutoAssign` (v3.28; newer releases agree but for taking
 * over empty blocks of other nodes that were claimed more than a minute ago, which needs a clock and is left out).
 */

import type { Ipv4 } from '../../net/ipv4'
import { formatPrefix, type Prefix, prefixCovers } from '../../net/prefix'
import { fail, ok, type Result } from '../../result'
import { type BlockAffinity, blockName } from '../resources/block-affinity'
import type { IPPool } from '../resources/ip-pool'
import type { AllocationAttribute, IPAMBlock } from '../resources/ipam-block'
import type { CalicoNode } from '../resources/node'
import { parseSelector } from '../resources/selector'
import { blockWalk } from './block-walk'
import { emptyBlock, isEmpty, takeNext } from './blocks'
import { type Ipam, withBlock } from './ipam'

/** What IPAM stops at when `maxBlocksPerHost` is 0. */
const DEFAULT_BLOCK_LIMIT = 20

export type AllocatingNode = Pick<CalicoNode, 'name' | 'labels'>

export interface AddressRequest {
  readonly node: AllocatingNode
  readonly use: 'Workload' | 'Tunnel'
  readonly attribute: AllocationAttribute
  /** Exactly these, by name, whatever their selectors say; absent: the pools that select the node. */
  readonly pools?: readonly string[]
}

export type AssignFailure =
  | { readonly kind: 'no-pool' }
  | { readonly kind: 'block-limit'; readonly limit: number }
  | { readonly kind: 'no-free-address' }

export interface Assignment {
  readonly ipam: Ipam
  readonly address: Ipv4
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const poolsInOrder = (pools: readonly IPPool[]): IPPool[] =>
  pools.filter((pool) => !pool.disabled).sort((a, b) => compareText(a.name, b.name))

export function poolSelects(pool: IPPool, node: AllocatingNode): boolean {
  const selector = parseSelector(pool.nodeSelector)
  return selector.ok && selector.value(node.labels)
}

/** The order of attempts: own blocks, a new block, another node's. */
export function assignAddress(before: Ipam, request: AddressRequest): Result<Assignment, AssignFailure> {
  const { node, attribute } = request
  const pools = poolsFor(before, request)
  if (pools.length === 0) return fail({ kind: 'no-pool' })
  const ipam = withoutUnselectedBlocks(before, node)
  const fromOwn = takeFromFirst(ipam, ownBlocks(ipam, node.name, pools), attribute)
  if (fromOwn) return ok(fromOwn)
  if (ipam.config.autoAllocateBlocks) {
    const limit = ipam.config.maxBlocksPerHost || DEFAULT_BLOCK_LIMIT
    if (affinitiesOf(ipam, node.name).length >= limit) return fail({ kind: 'block-limit', limit })
    const unclaimed = firstUnclaimedBlock(ipam, node.name, pools)
    if (unclaimed) {
      const claimed = claimBlock(ipam, node.name, unclaimed)
      const fromNew = takeFromFirst(claimed, ownBlocks(claimed, node.name, pools), attribute)
      if (fromNew) return ok(fromNew)
    }
  }
  const borrowed = ipam.config.strictAffinity
    ? undefined
    : takeFromFirst(ipam, existingBlocks(ipam, node.name, pools), attribute)
  return borrowed ? ok(borrowed) : fail({ kind: 'no-free-address' })
}

function poolsFor(ipam: Ipam, { node, use, pools }: AddressRequest): IPPool[] {
  const named = poolsInOrder(ipam.pools).filter((pool) => pools?.includes(pool.name) ?? poolSelects(pool, node))
  return named.filter((pool) => pool.allowedUses.includes(use))
}

const isIn = (pools: readonly IPPool[], block: Prefix): boolean => pools.some(({ cidr }) => prefixCovers(cidr, block))

/** In listing order: the Kubernetes datastore lists affinities by name. */
const affinitiesOf = (ipam: Ipam, node: string): BlockAffinity[] =>
  ipam.affinities
    .filter((affinity) => affinity.node === node && affinity.state !== 'pendingDeletion')
    .sort((a, b) => compareText(a.name, b.name))

const ownBlocks = (ipam: Ipam, node: string, pools: readonly IPPool[]): IPAMBlock[] =>
  affinitiesOf(ipam, node)
    .filter(({ cidr }) => isIn(pools, cidr))
    .flatMap(({ cidr }) => ipam.blocks.get(formatPrefix(cidr)) ?? [])
    .filter((block) => block.node === node)

function* existingBlocks(ipam: Ipam, node: string, pools: readonly IPPool[]): Generator<IPAMBlock> {
  for (const pool of pools) {
    for (const cidr of blockWalk(node, pool)) {
      const block = ipam.blocks.get(formatPrefix(cidr))
      if (block) yield block
    }
  }
}

function firstUnclaimedBlock(ipam: Ipam, node: string, pools: readonly IPPool[]): Prefix | undefined {
  for (const pool of pools) {
    for (const cidr of blockWalk(node, pool)) if (!ipam.blocks.has(formatPrefix(cidr))) return cidr
  }
  return undefined
}

export const affinityOf = (node: string, cidr: Prefix): BlockAffinity => ({
  name: `${node}-${blockName(cidr)}`,
  cidr,
  node,
  state: 'confirmed',
})

const claimBlock = (ipam: Ipam, node: string, cidr: Prefix): Ipam => ({
  ...withBlock(ipam, emptyBlock(cidr, node)),
  affinities: [...ipam.affinities, affinityOf(node, cidr)],
})

function takeFromFirst(ipam: Ipam, blocks: Iterable<IPAMBlock>, attribute: AllocationAttribute) {
  for (const candidate of blocks) {
    const taken = takeNext(candidate, attribute)
    if (taken) return { ipam: withBlock(ipam, taken.block), address: taken.address }
  }
  return undefined
}

/** A node gives back its empty blocks of pools that no longer select it, before it is given anything new. */
function withoutUnselectedBlocks(ipam: Ipam, node: AllocatingNode): Ipam {
  const unselecting = ipam.pools.filter((pool) => !pool.disabled && !poolSelects(pool, node))
  const released = affinitiesOf(ipam, node.name).filter(({ cidr }) => {
    const block = ipam.blocks.get(formatPrefix(cidr))
    return isIn(unselecting, cidr) && (block === undefined || isEmpty(block))
  })
  if (released.length === 0) return ipam
  const blocks = new Map(ipam.blocks)
  for (const { cidr } of released) blocks.delete(formatPrefix(cidr))
  return { ...ipam, blocks, affinities: ipam.affinities.filter((affinity) => !released.includes(affinity)) }
}
