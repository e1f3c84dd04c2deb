/** Addresses of tunl0 and vxlan.calico: node `pkg/allocateip/allocateip.go`, one run of it on every node. */
import type { Ipv4 } from '../../net/ipv4'
import { formatPrefix, prefixContains, prefixOf } from '../../net/prefix'
import type { IPPool } from '../resources/ip-pool'
import type { CalicoNode } from '../resources/node'
import { type Tunnel, tunnelAttribute } from './allocation-attribute'
import { assignAddress, poolSelects } from './assign'
import { attributeOf } from './blocks'
import { type Ipam, releaseAddress } from './ipam'

/** A tunnel address that a node gets, or with `address` undefined loses. */
export interface TunnelChange {
  readonly node: string
  readonly tunnel: Tunnel
  readonly address: Ipv4 | undefined
}

const TUNNELS: readonly Tunnel[] = ['ipip', 'vxlan']

/**
 * Which tunnel addresses the pools call for now, against those that the nodes have. A node for which nothing is left
 * goes without, as it does in a cluster. Nodes run in the order of their names.
 */
export function reallocateTunnelAddresses(
  before: Ipam,
  nodes: readonly CalicoNode[],
): { readonly ipam: Ipam; readonly changes: readonly TunnelChange[] } {
  const changes: TunnelChange[] = []
  let ipam = before
  const inOrder = [...nodes].sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const node of inOrder) {
    for (const tunnel of TUNNELS) {
      const current = tunnel === 'ipip' ? node.ipipTunnelAddress : node.vxlanTunnelAddress
      const pools = tunnelPools(ipam.pools, node, tunnel)
      if (current !== undefined && isKept(ipam, pools, node, current)) continue
      if (current !== undefined) ipam = releaseAddress(ipam, current)
      const assigned = assignTunnelAddress(ipam, pools, node, tunnel)
      ipam = assigned?.ipam ?? ipam
      if (assigned?.address !== current) changes.push({ node: node.name, tunnel, address: assigned?.address })
    }
  }
  return { ipam, changes }
}

/** The pools that give this node an address for this tunnel. CrossSubnet counts, even if there is one subnet only. */
const tunnelPools = (pools: readonly IPPool[], node: CalicoNode, tunnel: Tunnel): IPPool[] =>
  pools.filter((pool) => {
    const mode = tunnel === 'ipip' ? pool.ipipMode : pool.vxlanMode
    return !pool.disabled && mode !== 'Never' && pool.allowedUses.includes('Tunnel') && poolSelects(pool, node)
  })

/** An address stays while it lies in such a pool and IPAM does not know it as someone else's. */
function isKept(ipam: Ipam, pools: readonly IPPool[], node: CalicoNode, address: Ipv4): boolean {
  const pool = pools.find(({ cidr }) => prefixContains(cidr, address))
  if (!pool) return false
  const block = ipam.blocks.get(formatPrefix(prefixOf(address, pool.blockSize)))
  const owner = block && attributeOf(block, address)?.node
  return owner === undefined || owner === node.name
}

function assignTunnelAddress(ipam: Ipam, pools: readonly IPPool[], node: CalicoNode, tunnel: Tunnel) {
  if (pools.length === 0) return undefined
  const names = pools.map(({ name }) => name)
  const attribute = tunnelAttribute(node.name, tunnel)
  const assigned = assignAddress(ipam, { node, use: 'Tunnel', attribute, pools: names })
  return assigned.ok ? assigned.value : undefined
}
