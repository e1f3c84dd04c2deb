import { encapsInUse } from '../../calico/resources/encap'
import type { CalicoNode } from '../../calico/resources/node'
import { formatPrefix } from '../../net/prefix'
import type { Cluster } from '../cluster'
import { subnetHolding } from '../underlay-hosts'
import type { Fault } from './fault'
import { possibleStaleRoute } from './stale-routes'

/** Smaller than what any tunnel leaves of 1,500 bytes. */
const SMALL_MTU_BYTES = 1400

/** What can break at a node, each by itself. */
export function faultsOfNode(cluster: Cluster, name: string): readonly Fault[] {
  const node = cluster.nodes.find((each) => each.name === name)
  if (!node) return []
  const { ipip, vxlan } = encapsInUse(cluster)
  return [
    { kind: 'node-down', node: name },
    { kind: 'node-cable', node: name, how: 'down' },
    { kind: 'node-cable', node: name, how: 'no-send' },
    { kind: 'node-cable', node: name, how: 'no-receive' },
    { kind: 'bird-stopped', node: name },
    ...(ipip ? [{ kind: 'missing-device', node: name, device: 'tunl0' } as const] : []),
    ...(vxlan ? [{ kind: 'missing-device', node: name, device: 'vxlan.calico' } as const] : []),
    { kind: 'strict-rp-filter', node: name },
    ...wrongMasks(cluster, node),
    { kind: 'wrong-address', node: name, address: '10.0.2.15' },
    ...secondOwner(cluster, name),
    ...possibleStaleRoute(cluster, node),
    { kind: 'node-mtu', node: name, mtuBytes: smallMtu(cluster) },
  ]
}

/** Never larger than half of what the links take: a fault, whatever they take. */
const smallMtu = ({ underlay }: Cluster): number =>
  underlay.mtuBytes > SMALL_MTU_BYTES ? SMALL_MTU_BYTES : Math.max(68, underlay.mtuBytes >> 1)

/** One as if it held the networks beside it, and none at all. */
function wrongMasks({ underlay }: Cluster, { name, internalAddress }: CalicoNode): readonly Fault[] {
  const length = subnetHolding(underlay, internalAddress)?.cidr.length ?? 24
  return [Math.max(8, length - 8), 32]
    .filter((wrong) => wrong !== length)
    .map((wrong) => ({ kind: 'wrong-mask', node: name, length: wrong }))
}

/** The first block of another node. */
function secondOwner({ blockAffinities }: Cluster, name: string): readonly Fault[] {
  const other = blockAffinities.find(({ node, state }) => node !== name && state === 'confirmed')
  return other ? [{ kind: 'duplicate-affinity', node: name, cidr: formatPrefix(other.cidr) }] : []
}

/** With which other nodes it can lose BGP. */
export const sessionFaults = ({ nodes }: Cluster, name: string): readonly Fault[] =>
  nodes.flatMap(({ name: peer }) => (peer === name ? [] : [{ kind: 'bgp-session-down', node: name, peer } as const]))

export function faultsOfRouter(cluster: Cluster, name: string): readonly Fault[] {
  const router = cluster.underlay.routers.find((each) => each.name === name)
  const { ipip, vxlan } = encapsInUse(cluster)
  return [
    { kind: 'router-down', router: name },
    ...(ipip ? [{ kind: 'dropped', what: 'ipip', router: name } as const] : []),
    ...(vxlan ? [{ kind: 'dropped', what: 'vxlan', router: name } as const] : []),
    { kind: 'dropped', what: 'bgp', router: name },
    { kind: 'silent-router', router: name },
    ...(router?.interfaces ?? []).flatMap(({ subnet }): readonly Fault[] => [
      { kind: 'router-cable', router: name, subnet, how: 'down' },
      { kind: 'router-mtu', router: name, subnet, mtuBytes: smallMtu(cluster) },
    ]),
  ]
}

export const faultsOfSubnet = (cluster: Cluster, subnet: string): readonly Fault[] => [
  { kind: 'subnet-down', subnet },
  { kind: 'switch-mtu', subnet, mtuBytes: smallMtu(cluster) },
]

/** Of the whole network. */
export function faultsOfNetwork(cluster: Cluster): readonly Fault[] {
  const { ipip, vxlan } = encapsInUse(cluster)
  return [
    { kind: 'source-check' },
    ...(ipip ? [{ kind: 'dropped', what: 'ipip' } as const] : []),
    ...(vxlan ? [{ kind: 'dropped', what: 'vxlan' } as const] : []),
    { kind: 'dropped', what: 'bgp' },
  ]
}

/** Everything that one could break in the lab by itself. */
export const possibleFaults = (cluster: Cluster): readonly Fault[] => [
  ...faultsOfNetwork(cluster),
  ...cluster.underlay.subnets.flatMap(({ name }) => faultsOfSubnet(cluster, name)),
  ...cluster.underlay.routers.flatMap(({ name }) => faultsOfRouter(cluster, name)),
  ...cluster.nodes.flatMap(({ name }) => [...faultsOfNode(cluster, name), ...sessionFaults(cluster, name)]),
]

/** One of them by chance: the same seed and the same lab break the same thing. */
export function randomFault(cluster: Cluster, seed: number): Fault | undefined {
  const faults = possibleFaults(cluster)
  return faults[scrambled(seed) % faults.length]
}

/** Seeds that are near each other give numbers that are not (the finalizer of MurmurHash3). */
function scrambled(seed: number): number {
  let hash = seed | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
