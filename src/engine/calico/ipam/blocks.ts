/**
 * One block and its free list, first in first out (libcalico-go `lib/ipam/ipam_block.go`). Every ordinal can be handed
 * out, the first and the last too. Left out: IP reservations, and the ordinals that Windows nodes keep back.
 */
import { addressPlus, type Ipv4 } from '../../net/ipv4'
import { type Prefix, prefixContains, prefixSize } from '../../net/prefix'
import type { AllocationAttribute, IPAMBlock } from '../resources/ipam-block'
import { attributesEqual } from './allocation-attribute'

export interface AddressInUse {
  readonly address: Ipv4
  readonly attribute: AllocationAttribute
}

interface Untouched {
  readonly ordinals: readonly number[]
  readonly allocations: readonly null[]
}

const untouched = new Map<number, Untouched>()

/** The lists of an empty block, shared by all blocks of one size. */
function untouchedOf(size: number): Untouched {
  const known = untouched.get(size)
  if (known) return known
  const ordinals = Array.from({ length: size }, (_, ordinal) => ordinal)
  const fresh = { ordinals, allocations: ordinals.map(() => null) }
  untouched.set(size, fresh)
  return fresh
}

const ordinalOf = (block: { readonly cidr: Prefix }, address: Ipv4): number => address - block.cidr.address

export function emptyBlock(cidr: Prefix, node?: string): IPAMBlock {
  const { ordinals, allocations } = untouchedOf(prefixSize(cidr))
  const block = { cidr, allocations, attributes: [], unallocated: ordinals }
  return node === undefined ? block : { ...block, node }
}

/**
 * A block that the document does not hold, made up from the addresses in use: what comes after the highest of them is
 * free first, as in a block that is used for the first time, and then what lies below.
 */
export function inferredBlock(cidr: Prefix, node: string | undefined, inUse: readonly AddressInUse[]): IPAMBlock {
  const block = takeAll(emptyBlock(cidr, node), inUse)
  const { unallocated } = block
  const highest = block.allocations.findLastIndex((allocation) => allocation !== null)
  const above = unallocated.findIndex((ordinal) => ordinal > highest)
  if (above <= 0) return block
  return { ...block, unallocated: [...unallocated.slice(above), ...unallocated.slice(0, above)] }
}

export const isAllocated = (block: IPAMBlock, address: Ipv4): boolean =>
  prefixContains(block.cidr, address) && (block.allocations[ordinalOf(block, address)] ?? null) !== null

export const attributeOf = (block: IPAMBlock, address: Ipv4): AllocationAttribute | undefined =>
  block.attributes[block.allocations[ordinalOf(block, address)] ?? -1]

export const isEmpty = (block: IPAMBlock): boolean => block.allocations.every((allocation) => allocation === null)

/** The front of the free list; undefined if the block is full. */
export function takeNext(
  block: IPAMBlock,
  attribute: AllocationAttribute,
): { readonly block: IPAMBlock; readonly address: Ipv4 } | undefined {
  const ordinal = block.unallocated[0]
  if (ordinal === undefined) return undefined
  const address = addressPlus(block.cidr.address, ordinal)
  return { block: takeAll(block, [{ address, attribute }]), address }
}

/** Takes these addresses from their places in the free list; those of other blocks or already taken are passed over. */
export function takeAll(block: IPAMBlock, wanted: readonly AddressInUse[]): IPAMBlock {
  const free = wanted.filter(({ address }) => prefixContains(block.cidr, address) && !isAllocated(block, address))
  if (free.length === 0) return block
  const allocations = [...block.allocations]
  const attributes = [...block.attributes]
  for (const { address, attribute } of free) {
    const known = attributes.findIndex((other) => attributesEqual(other, attribute))
    allocations[ordinalOf(block, address)] = known >= 0 ? known : attributes.push(attribute) - 1
  }
  const unallocated = block.unallocated.filter((ordinal) => (allocations[ordinal] ?? null) === null)
  return { ...block, allocations, attributes, unallocated }
}

/** Gives an address back: its ordinal goes to the end of the free list. An address that is not taken changes nothing. */
export function giveBack(block: IPAMBlock, address: Ipv4): IPAMBlock {
  if (!isAllocated(block, address)) return block
  const ordinal = ordinalOf(block, address)
  const allocations = block.allocations.map((allocation, index) => (index === ordinal ? null : allocation))
  const unallocated = [...block.unallocated, ordinal]
  return withoutUnusedAttributes({ ...block, allocations, unallocated })
}

function withoutUnusedAttributes(block: IPAMBlock): IPAMBlock {
  const used = block.attributes.map((_, index) => index).filter((index) => block.allocations.includes(index))
  if (used.length === block.attributes.length) return block
  const allocations = block.allocations.map((allocation) => (allocation === null ? null : used.indexOf(allocation)))
  return { ...block, allocations, attributes: block.attributes.filter((_, index) => used.includes(index)) }
}
