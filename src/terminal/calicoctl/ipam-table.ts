import { isAllocated } from '../../engine/calico/ipam/blocks'
import type { AllocationAttribute, IPAMBlock } from '../../engine/calico/resources/ipam-block'
import type { Cluster } from '../../engine/lab/cluster'
import { ipamOfCluster } from '../../engine/lab/ipam-in-document'
import { addressPlus, formatIpv4, type Ipv4 } from '../../engine/net/ipv4'
import { formatPrefix, type Prefix, prefixCovers, prefixSize } from '../../engine/net/prefix'
import { borderTable } from '../resource-printing/border-table'

/** All blocks, in the order in which Kubernetes lists them: by name, which is their CIDR as text. */
export const blocksOf = (cluster: Cluster): readonly IPAMBlock[] =>
  [...ipamOfCluster(cluster).blocks.values()].sort((a, b) => (nameOf(a.cidr) < nameOf(b.cidr) ? -1 : 1))

const nameOf = (cidr: Prefix): string => formatPrefix(cidr).replaceAll(/[./]/g, '-')

export interface Allocation {
  readonly address: Ipv4
  readonly block: IPAMBlock
  readonly attribute: AllocationAttribute
}

export const allocationsOf = (block: IPAMBlock): readonly Allocation[] =>
  block.allocations.flatMap((index, ordinal) => {
    if (index === null) return []
    return [{ address: addressPlus(block.cidr.address, ordinal), block, attribute: block.attributes[index] ?? {} }]
  })

const usedIn = (block: IPAMBlock): number => block.allocations.filter((index) => index !== null).length

/** `ipam show`: pools, and with `showBlocks` the blocks of each. Source: calicoctl/commands/ipam/show.go (v3.28). */
export function utilizationTable(cluster: Cluster, showBlocks: boolean): string {
  const blocks = blocksOf(cluster)
  const pools = [...cluster.pools].sort((a, b) => (a.name < b.name ? -1 : 1))
  const rows = pools.flatMap((pool) => {
    const inside = blocks.filter(({ cidr }) => prefixCovers(pool.cidr, cidr))
    const used = inside.reduce((sum, block) => sum + usedIn(block), 0)
    return [row('IP Pool', pool.cidr, used), ...(showBlocks ? inside.map(blockRow) : [])]
  })
  const orphans = blocks.filter(({ cidr }) => !pools.some((pool) => prefixCovers(pool.cidr, cidr)))
  const all = [...rows, ...(showBlocks ? orphans.map(blockRow) : [])]
  return borderTable(['GROUPING', 'CIDR', 'IPS TOTAL', 'IPS IN USE', 'IPS FREE'], all)
}

const blockRow = (block: IPAMBlock): string[] => row('Block', block.cidr, usedIn(block))

function row(grouping: string, cidr: Prefix, used: number): string[] {
  const size = prefixSize(cidr)
  const share = (count: number): string => `${fiveDigits(count)} (${rounded((100 * count) / size)}%)`
  return [grouping, formatPrefix(cidr), fiveDigits(size), share(used), share(size - used)]
}

/** Go's `%.5g`. */
export function fiveDigits(value: number): string {
  if (value < 100_000) return String(Number(value.toPrecision(5)))
  const [mantissa = '', exponent = ''] = value.toExponential(4).split('e')
  return `${mantissa.replace(/\.?0+$/, '')}e+${exponent.replace('+', '').padStart(2, '0')}`
}

/** Go's `%.f`: halves go to the even number. */
function rounded(value: number): number {
  const floor = Math.floor(value)
  if (value - floor !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

/** `--show-borrowed`: addresses that a node uses out of a block that is not its own. */
export function borrowedTable(cluster: Cluster): string {
  const rows = blocksOf(cluster).flatMap((block) =>
    allocationsOf(block).flatMap(({ address, attribute: { node, namespace, pod, type } }) => {
      if (node === undefined || node === block.node) return []
      const what = pod === undefined ? [type ?? '', ''] : ['pod', `${namespace}/${pod}`]
      return [[formatIpv4(address), node, formatPrefix(block.cidr), block.node ?? '', ...what]]
    }),
  )
  return borderTable(['IP', 'BORROWING-NODE', 'BLOCK', 'BLOCK OWNER', 'TYPE', 'ALLOCATED-TO'], rows)
}

/** `--show-configuration`. */
export function configurationTable({ ipamConfig }: Cluster): string {
  const { strictAffinity, autoAllocateBlocks, maxBlocksPerHost } = ipamConfig
  const rows = [
    ['StrictAffinity', String(strictAffinity)],
    ['AutoAllocateBlocks', String(autoAllocateBlocks)],
    ['MaxBlocksPerHost', String(maxBlocksPerHost)],
  ]
  return borderTable(['PROPERTY', 'VALUE'], rows)
}

/** `--ip`: whether it is taken, and what IPAM has noted of it. Go prints these in any order; here by name. */
export function addressText(cluster: Cluster, address: Ipv4): string {
  const block = blocksOf(cluster).find((candidate) => isAllocated(candidate, address))
  const text = formatIpv4(address)
  const allocation = block && allocationsOf(block).find((candidate) => candidate.address === address)
  if (!allocation) return `${text} is not assigned\n`
  const { namespace, node, pod, type } = allocation.attribute
  const attributes = Object.entries({ namespace, node, pod, type }).filter(([, value]) => value !== undefined)
  if (attributes.length === 0) return `IP ${text} is in use\nNo attributes defined\n`
  return `IP ${text} is in use\nAttributes:\n${attributes.map(([key, value]) => `  ${key}: ${value}\n`).join('')}`
}
