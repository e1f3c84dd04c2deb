import { groupBy } from '../../engine/group-by'
import { podNamespaceName } from '../../engine/lab/find-host'
import { subnetHolding } from '../../engine/lab/underlay-hosts'
import { kindOf } from '../pairs/outcome'
import { outcomeOfPair } from '../pairs/ping-pair'
import type { Patient } from './finding'

/** Whether a ping between a pod of each of the two nodes, either way, has no answer; false if one has no pods. */
function pairIsLost({ cluster, fabric }: Patient, a: { readonly name: string }, b: { readonly name: string }): boolean {
  const podOn = (node: string) => cluster.pods.find((pod) => pod.node === node)
  const [from, to] = [podOn(a.name), podOn(b.name)]
  if (!from || !to) return false
  const [one, other] = [podNamespaceName(from), podNamespaceName(to)]
  return [outcomeOfPair(fabric, one, other), outcomeOfPair(fabric, other, one)].some((way) => kindOf(way) === 'lost')
}

/** Whether the node's pods are lost to those of another: its first neighbour's, and the first's of each other subnet. */
export function losesSomebody(patient: Patient, name: string): boolean {
  const { nodes, pods, underlay } = patient.cluster
  const withPods = new Set(pods.map(({ node }) => node))
  const others = nodes.filter((node) => node.name !== name && withPods.has(node.name))
  const subnets = groupBy(others, ({ internalAddress }) => subnetHolding(underlay, internalAddress)?.name)
  return [...subnets.values()].some(([other]) => other !== undefined && pairIsLost(patient, { name }, other))
}
