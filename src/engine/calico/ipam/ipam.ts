/** What IPAM knows: the pools, its settings, who owns which block, and what is handed out of each. */
import { addressPlus, type Ipv4 } from '../../net/ipv4'
import { formatPrefix, type Prefix, prefixContains, prefixOf } from '../../net/prefix'
import { oncePer } from '../../once-per'
import type { BlockAffinity } from '../resources/block-affinity'
import type { IPPool } from '../resources/ip-pool'
import type { IPAMBlock } from '../resources/ipam-block'
import type { IPAMConfig } from '../resources/ipam-config'
import type { CalicoNode } from '../resources/node'
import type { Pod } from '../resources/pod'
import { podAttribute, tunnelAttribute } from './allocation-attribute'
import { type AddressInUse, giveBack, inferredBlock, isEmpty, takeAll } from './blocks'
import { enabledPools, poolSelects } from './pools'

/** What IPAM asks about a node. */
export type AllocatingNode = Pick<CalicoNode, 'name' | 'labels'>

export interface Ipam {
  readonly pools: readonly IPPool[]
  readonly nodes: readonly AllocatingNode[]
  readonly config: IPAMConfig
  readonly affinities: readonly BlockAffinity[]
  /** By CIDR text. */
  readonly blocks: ReadonlyMap<string, IPAMBlock>
}

/** The part of a cluster that IPAM's state follows from. */
export interface IpamSources {
  readonly pools: readonly IPPool[]
  readonly ipamConfig: IPAMConfig
  readonly blockAffinities: readonly BlockAffinity[]
  readonly blocks: readonly IPAMBlock[]
  readonly nodes: readonly CalicoNode[]
  readonly pods: readonly Pod[]
}

/**
 * The state that the resources tell of. Blocks that the document does not hold are inferred from the affinities and
 * the addresses in use. In those that it holds an address in use counts as taken, whatever the block says of it, so
 * that none is handed out twice.
 */
export function ipamOf(sources: IpamSources): Ipam {
  const inUse = addressesInUse(sources)
  const owners = blockOwners(sources, inUse)
  const byBlock = groupByBlock(inUse, owners)
  const held = new Map(sources.blocks.map((block) => [formatPrefix(block.cidr), block]))
  const blocks = new Map<string, IPAMBlock>()
  for (const [key, { cidr, node }] of owners) {
    const used = byBlock.get(key) ?? []
    const block = held.get(key)
    blocks.set(key, block ? takeAll(block, used) : inferredBlock(cidr, node, used))
  }
  const { pools, nodes, ipamConfig: config, blockAffinities: affinities } = sources
  return { pools, nodes, config, affinities, blocks }
}

/** Every address that a pod or a tunnel device has, in the order of addresses. */
export function addressesInUse({ nodes, pods }: Pick<IpamSources, 'nodes' | 'pods'>): readonly AddressInUse[] {
  const tunnels = nodes.flatMap((node) =>
    (['ipip', 'vxlan'] as const).flatMap((tunnel) => {
      const address = tunnel === 'ipip' ? node.ipipTunnelAddress : node.vxlanTunnelAddress
      return address === undefined ? [] : [{ address, attribute: tunnelAttribute(node.name, tunnel) }]
    }),
  )
  const ofPods = pods.map((pod) => ({ address: pod.address, attribute: podAttribute(pod) }))
  return [...tunnels, ...ofPods].sort((a, b) => a.address - b.address)
}

interface OwnedBlock {
  readonly cidr: Prefix
  readonly node?: string
}

/** Every block there is: held, affine, or only hinted at by an address in use (that one has no owner). */
function blockOwners(sources: IpamSources, inUse: readonly AddressInUse[]): Map<string, OwnedBlock> {
  const owners = new Map<string, OwnedBlock>()
  const add = (block: OwnedBlock) => {
    const key = formatPrefix(block.cidr)
    if (!owners.has(key)) owners.set(key, block)
  }
  sources.blocks.forEach(add)
  sources.blockAffinities.forEach(add)
  const lengths = lengthsOf(owners)
  for (const { address } of inUse) {
    const pool = poolOf(sources.pools, address)
    if (pool && !blockKeyOf(owners, lengths, address)) add({ cidr: prefixOf(address, pool.blockSize) })
  }
  return owners
}

const lengthsOf = (blocks: ReadonlyMap<string, OwnedBlock>): readonly number[] => [
  ...new Set([...blocks.values()].map(({ cidr }) => cidr.length)),
]

/** Of an IPAM's blocks, which are never changed in place. */
const lengthsIn = oncePer(lengthsOf)

const blockKeyOf = (blocks: ReadonlyMap<string, unknown>, lengths: readonly number[], address: Ipv4) =>
  lengths.map((length) => formatPrefix(prefixOf(address, length))).find((key) => blocks.has(key))

function groupByBlock(inUse: readonly AddressInUse[], owners: ReadonlyMap<string, OwnedBlock>) {
  const groups = new Map<string, AddressInUse[]>()
  const lengths = lengthsOf(owners)
  for (const use of inUse) {
    const key = blockKeyOf(owners, lengths, use.address)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(use)
    else groups.set(key, [use])
  }
  return groups
}

export const poolOf = (pools: readonly IPPool[], address: Ipv4): IPPool | undefined =>
  pools.find(({ cidr }) => prefixContains(cidr, address))

export const withBlock = (ipam: Ipam, block: IPAMBlock): Ipam => ({
  ...ipam,
  blocks: new Map(ipam.blocks).set(formatPrefix(block.cidr), block),
})

export function blockHolding({ blocks }: Ipam, address: Ipv4): IPAMBlock | undefined {
  const key = blockKeyOf(blocks, lengthsIn(blocks), address)
  return key === undefined ? undefined : blocks.get(key)
}

/**
 * Gives an address back to the block it is from; one that is in no block changes nothing. A block that is then empty
 * goes if it has no owner, or one that its pool no longer selects. [IPAM-10]
 * Source: libcalico-go `lib/ipam/ipam.go`, `releaseIPsFromBlock` and `ensureConsistentAffinity`.
 */
export function releaseAddress(ipam: Ipam, address: Ipv4): Ipam {
  const block = blockHolding(ipam, address)
  return block ? withoutUseless(withBlock(ipam, giveBack(block, address)), block.cidr) : ipam
}

/**
 * Gives back whatever was handed out under this handle, block by block and from the lowest address up.
 * @param among keys of the blocks that may have it.
 */
export function releaseHandle(ipam: Ipam, handleId: string, among: readonly string[]): Ipam {
  const held = among.flatMap((key) => {
    const block = ipam.blocks.get(key)
    return block ? addressesUnder(block, handleId) : []
  })
  return held.reduce(releaseAddress, ipam)
}

/** By handle: keys of the blocks that something was handed out of under it. */
export function blocksByHandle({ blocks }: Ipam): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, string[]>()
  for (const [key, { attributes }] of blocks) {
    for (const { handleId } of attributes) {
      if (handleId === undefined) continue
      const known = keys.get(handleId)
      if (!known) keys.set(handleId, [key])
      else if (known.at(-1) !== key) known.push(key)
    }
  }
  return keys
}

const addressesUnder = (block: IPAMBlock, handleId: string): Ipv4[] =>
  block.allocations.flatMap((allocation, ordinal) =>
    allocation !== null && block.attributes[allocation]?.handleId === handleId
      ? [addressPlus(block.cidr.address, ordinal)]
      : [],
  )

function withoutUseless(ipam: Ipam, cidr: Prefix): Ipam {
  const key = formatPrefix(cidr)
  const block = ipam.blocks.get(key)
  if (!block || !isEmpty(block)) return ipam
  if (block.node === undefined) return { ...ipam, blocks: new Map([...ipam.blocks].filter(([other]) => other !== key)) }
  const node = ipam.nodes.find(({ name }) => name === block.node)
  const pool = poolOf(enabledPools(ipam.pools), cidr.address)
  if (!node || !pool || poolSelects(pool, node)) return ipam
  return withoutAffinities(
    ipam,
    ipam.affinities.filter((affinity) => affinity.node === block.node && formatPrefix(affinity.cidr) === key),
  )
}

/** Without these affinities, and without the blocks that they are of. */
export function withoutAffinities(ipam: Ipam, gone: readonly BlockAffinity[]): Ipam {
  if (gone.length === 0) return ipam
  const blocks = new Map(ipam.blocks)
  for (const { cidr } of gone) blocks.delete(formatPrefix(cidr))
  return { ...ipam, blocks, affinities: ipam.affinities.filter((affinity) => !gone.includes(affinity)) }
}
