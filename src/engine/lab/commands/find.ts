import type { IPPool } from '../../calico/resources/ip-pool'
import type { CalicoNode } from '../../calico/resources/node'
import type { Pod } from '../../calico/resources/pod'
import type { Subnet } from '../../calico/resources/underlay'
import type { Issue } from '../../issue'
import { formatPrefix, type Prefix, prefixesOverlap } from '../../net/prefix'
import { ok, type Result } from '../../result'
import type { Cluster } from '../cluster'
import { subnetHolding } from '../underlay-hosts'
import { refuse } from './outcome'

type Found<T> = Result<T, readonly Issue[]>

export function findPool(cluster: Cluster, name: string): Found<IPPool> {
  const pool = cluster.pools.find((candidate) => candidate.name === name)
  return pool ? ok(pool) : refuse('no-such-pool', { pool: name })
}

export function findNode(cluster: Cluster, name: string): Found<CalicoNode> {
  const node = cluster.nodes.find((candidate) => candidate.name === name)
  return node ? ok(node) : refuse('no-such-node', { node: name })
}

export function findSubnet(cluster: Cluster, name: string): Found<Subnet> {
  const subnet = cluster.underlay.subnets.find((candidate) => candidate.name === name)
  return subnet ? ok(subnet) : refuse('no-such-subnet', { subnet: name })
}

export function findPod(cluster: Cluster, namespace: string, name: string): Found<Pod> {
  const pod = cluster.pods.find((candidate) => candidate.name === name && candidate.namespace === namespace)
  return pod ? ok(pod) : refuse('no-such-pod', { pod: `${namespace}/${name}` })
}

/** Nobody edits a network into another; a file that has such is opened, and the doctor finds it. */
export function overlapRefusal(cluster: Cluster, subnet: { readonly name: string; readonly cidr: Prefix }) {
  const other = cluster.underlay.subnets.find(
    ({ name, cidr }) => name !== subnet.name && prefixesOverlap(cidr, subnet.cidr),
  )
  if (!other) return undefined
  const params = { value: formatPrefix(subnet.cidr), other: other.name, otherCidr: formatPrefix(other.cidr) }
  return refuse('subnets-overlap', { subnet: subnet.name, ...params })
}

export const subnetOfNode = (cluster: Cluster, node: CalicoNode): Subnet | undefined =>
  subnetHolding(cluster.underlay, node.internalAddress)
