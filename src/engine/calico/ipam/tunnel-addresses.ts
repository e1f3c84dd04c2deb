/** Addresses of tunl0 and vxlan.calico: node `pkg/allocateip/allocateip.go`, one run of it on every node. */
import type { Ipv4 } from '../../net/ipv4'
import type { IPPool } from '../resources/ip-pool'
import type { AllocationAttribute } from '../resources/ipam-block'
import type { CalicoNode } from '../resources/node'
import { type Tunnel, tunnelAttribute } from './allocation-attribute'
import { assignAddress } from './assign'
import { attributeOf } from './blocks'
import { blockHolding, blocksByHandle, type Ipam, poolOf, releaseAddress, releaseHandle } from './ipam'
import { enabledPools, poolSelects } from './pools'

/** A tunnel address that a node gets, or with `address` undefined loses. */
export interface TunnelChange {
  readonly node: string
  readonly tunnel: Tunnel
  readonly address: Ipv4 | undefined
}

const TUNNELS: readonly Tunnel[] = ['ipip', 'vxlan']

/**
 * Which tunnel addresses the pools call for now, against those that the nodes have: one run of the allocator on every
 * node, in the order of their names. A node for which nothing is left stays as it was, as the allocator gives up
 * before it writes the node. [IPAM-8]
 */
export function reallocateTunnelAddresses(
  before: Ipam,
  nodes: readonly CalicoNode[],
): { readonly ipam: Ipam; readonly changes: readonly TunnelChange[] } {
  const changes: TunnelChange[] = []
  // Nobody but a node itself has anything under its handles, so this holds for each until its turn comes.
  const held = blocksByHandle(before)
  let ipam = before
  const inOrder = [...nodes].sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const node of inOrder) {
    const settled = settleNode(ipam, node, held)
    if (!settled) continue
    ipam = settled.ipam
    changes.push(...settled.changes)
  }
  return { ipam, changes }
}

/** Undefined: for one of the tunnels there is no address to have. */
function settleNode(
  before: Ipam,
  node: CalicoNode,
  held: ReturnType<typeof blocksByHandle>,
): ReturnType<typeof reallocateTunnelAddresses> | undefined {
  const changes: TunnelChange[] = []
  let ipam = before
  for (const tunnel of TUNNELS) {
    const current = tunnel === 'ipip' ? node.ipipTunnelAddress : node.vxlanTunnelAddress
    const settled = settleTunnel(ipam, node, tunnel, current, held)
    if (!settled) return undefined
    ipam = settled.ipam
    if (settled.address !== current) changes.push({ node: node.name, tunnel, address: settled.address })
  }
  return { ipam, changes }
}

function settleTunnel(
  ipam: Ipam,
  node: CalicoNode,
  tunnel: Tunnel,
  current: Ipv4 | undefined,
  held: ReturnType<typeof blocksByHandle>,
): { readonly ipam: Ipam; readonly address: Ipv4 | undefined } | undefined {
  const attribute = tunnelAttribute(node.name, tunnel)
  const among = held.get(attribute.handleId) ?? []
  const pools = tunnelPools(ipam.pools, node, tunnel).map(({ name }) => name)
  const holder = holderOf(ipam, current)
  // Addresses from before IPAM noted whose they are have no attribute at all.
  const isUnnamed = holder !== undefined && Object.keys(holder).length === 0
  const isOwn = isUnnamed || (holder?.type === attribute.type && holder?.node === node.name)
  if (pools.length === 0) {
    const released = releaseHandle(ipam, attribute.handleId, among)
    return {
      ipam: isUnnamed && current !== undefined ? releaseAddress(released, current) : released,
      address: undefined,
    }
  }
  if (current !== undefined && isOwn && isInPools(ipam, pools, current)) return { ipam, address: current }
  // An address that IPAM knows as someone else's is theirs to keep.
  const released = holder !== undefined && !isOwn ? ipam : releaseHandle(ipam, attribute.handleId, among)
  const assigned = assignAddress(released, { node, use: 'Tunnel', attribute, pools })
  return assigned.ok ? assigned.value : undefined
}

/** The pools that give this node an address for this tunnel. CrossSubnet counts, even if there is one subnet only. */
const tunnelPools = (pools: readonly IPPool[], node: CalicoNode, tunnel: Tunnel): IPPool[] =>
  enabledPools(pools).filter((pool) => {
    const mode = tunnel === 'ipip' ? pool.ipipMode : pool.vxlanMode
    return mode !== 'Never' && pool.allowedUses.includes('Tunnel') && poolSelects(pool, node)
  })

const isInPools = (ipam: Ipam, names: readonly string[], address: Ipv4): boolean =>
  names.includes(poolOf(ipam.pools, address)?.name ?? '')

function holderOf(ipam: Ipam, address: Ipv4 | undefined): AllocationAttribute | undefined {
  const block = address === undefined ? undefined : blockHolding(ipam, address)
  return block && address !== undefined ? attributeOf(block, address) : undefined
}
