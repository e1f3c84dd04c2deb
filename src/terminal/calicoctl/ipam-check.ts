/** `calicoctl ipam check` (v3.28): calicoctl/commands/ipam/check.go. The lab has no IPAMHandle objects: all match. */
import type { AllocationAttribute } from '../../engine/calico/resources/ipam-block'
import { endpointName } from '../../engine/calico/resources/pod'
import type { Cluster } from '../../engine/lab/cluster'
import { formatIpv4, type Ipv4 } from '../../engine/net/ipv4'
import { formatPrefix, prefixContains } from '../../engine/net/prefix'
import { type Allocation, allocationsOf, blocksOf } from './ipam-table'

export interface CheckOptions {
  /** Every address that is looked at. */
  readonly all: boolean
  /** Those that are leaked or not allocated. */
  readonly problems: boolean
}

interface Use {
  readonly address: Ipv4
  readonly owner: string
}

const NODES_SHOWN = 20

export function ipamCheckText(cluster: Cluster, { all, problems }: CheckOptions): string {
  const blocks = blocksOf(cluster)
  const allocations = blocks.flatMap(allocationsOf)
  const pools = [...cluster.pools].sort((a, b) => (a.name < b.name ? -1 : 1)).filter(({ disabled }) => !disabled)
  const ofNodes = tunnelsOf(cluster)
  const ofPods = podsOf(cluster)
  const uses = [...ofNodes, ...ofPods]
  const used = new Map(uses.map((use) => [use.address, uses.filter(({ address }) => address === use.address)]))
  const allocated = new Set(allocations.map(({ address }) => address))
  const leaked = allocations.filter(({ address }) => !used.has(address))
  const isInPool = (address: Ipv4): boolean => pools.some(({ cidr }) => prefixContains(cidr, address))
  const unallocated = [...used].filter(([address]) => !allocated.has(address))
  const foreign = unallocated.filter(([address]) => !isInPool(address))
  const missing = unallocated.filter(([address]) => isInPool(address))
  const handles = new Set(allocations.flatMap(({ attribute }) => attribute.handleId ?? []))
  const belongs = ({ address, owner }: Use): string[] => (all ? [`  ${formatIpv4(address)} belongs to ${owner}`] : [])
  return [
    'Checking IPAM for inconsistencies...',
    '',
    'Loading all IPAM blocks...',
    `Found ${blocks.length} IPAM blocks.`,
    ...blocks.flatMap((block) => [
      ` IPAM block ${formatPrefix(block.cidr)} affinity=${block.node === undefined ? '<none>' : `host:${block.node}`}:`,
      ...(all
        ? allocationsOf(block).map((one) => `  ${formatIpv4(one.address)} allocated; attrs ${attributes(one)}`)
        : []),
    ]),
    `IPAM blocks record ${allocations.length} allocations.`,
    '',
    'Loading all IPAM pools...',
    ...pools.map(({ cidr }) => `  ${formatPrefix(cidr)}`),
    `Found ${pools.length} active IP pools.`,
    '',
    'Loading all nodes.',
    ...ofNodes.flatMap(belongs),
    `Found ${ofNodes.length} node tunnel IPs.`,
    '',
    'Loading all workload endpoints.',
    ...ofPods.flatMap(belongs),
    `Found ${ofPods.length} workload IPs.`,
    `Workloads and nodes are using ${used.size} IPs.`,
    '',
    'Loading all handles',
    ...busiestNodes(allocations),
    '',
    'Scanning for IPs that are allocated but not actually in use...',
    ...(problems ? leaked.map((one) => `  ${formatIpv4(one.address)} leaked; attrs ${attributes(one)}`) : []),
    `Found ${leaked.length} IPs that are allocated in IPAM but not actually in use.`,
    'Scanning for IPs that are in use by a workload or node but not allocated in IPAM...',
    ...(problems ? inUseProblems(used, foreign, missing) : []),
    `Found ${foreign.length} in-use IPs that are not in active IP pools.`,
    `Found ${missing.length} in-use IPs that are in active IP pools but have no corresponding IPAM allocation.`,
    '',
    'Scanning for IPAM handles with no matching IPs...',
    `Found 0 handles with no matching IPs (and ${handles.size} handles with matches).`,
    'Scanning for IPs with missing handle...',
    'Found 0 handles mentioned in blocks with no matching handle resource.',
    `Check complete; found ${leaked.length + foreign.length + missing.length} problems.`,
    '',
  ].join('\n')
}

const tunnelsOf = ({ nodes }: Cluster): readonly Use[] =>
  [...nodes]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, vxlanTunnelAddress, ipipTunnelAddress }) =>
      [vxlanTunnelAddress, ipipTunnelAddress].flatMap((address) =>
        address === undefined ? [] : [{ address, owner: `Node(${name})` }],
      ),
    )

const podsOf = ({ pods }: Cluster): readonly Use[] =>
  [...pods]
    .sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1))
    .map(({ namespace, node, name, address }) => ({
      address,
      owner: `Workload(${namespace}/${endpointName(node, name)})`,
    }))

function busiestNodes(allocations: readonly Allocation[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { attribute, block } of allocations) {
    const node = attribute.node ?? block.node ?? ''
    counts.set(node, (counts.get(node) ?? 0) + 1)
  }
  const order = [...counts].sort(([, a], [, b]) => b - a)
  const shown = order.slice(0, NODES_SHOWN).map(([node, count]) => `  ${node} has ${count} allocations`)
  const [first] = order
  const median = order[Math.floor(order.length / 2)]
  return [
    `Looking for top (up to ${NODES_SHOWN}) nodes by allocations...`,
    ...shown,
    ...(first && median ? [`Node with most allocations has ${first[1]}; median is ${median[1]}`] : []),
  ]
}

function inUseProblems(
  used: ReadonlyMap<Ipv4, readonly Use[]>,
  foreign: readonly (readonly [Ipv4, readonly Use[]])[],
  missing: readonly (readonly [Ipv4, readonly Use[]])[],
): readonly string[] {
  const shared = [...used].filter(([, uses]) => uses.length > 1)
  const said =
    (words: string) =>
    ([address, uses]: readonly [Ipv4, readonly Use[]]) =>
      uses.map(({ owner }) => `  ${formatIpv4(address)} in use by ${owner} ${words}.`)
  return [
    ...shared.map(([address]) => `  ${formatIpv4(address)} has multiple owners.`),
    ...foreign.flatMap(said('is not in any active IP pool')),
    ...missing.flatMap(said('and in active IPAM pool but has no IPAM allocation')),
  ]
}

const attributes = ({ attribute }: Allocation): string =>
  `Main:${attribute.handleId ?? '<none>'} Extra:${secondary(attribute)}`

const secondary = ({ namespace, node, pod, type }: AllocationAttribute): string =>
  Object.entries({ namespace, node, pod, type })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
