import { podNamespaceName } from '../../engine/lab/find-host'
import { kindOf } from '../pairs/outcome'
import { outcomeOfPair } from '../pairs/ping-pair'
import type { Patient } from './finding'

/** Whether a ping between a pod of each of the two nodes, either way, has no answer; false if one has no pods. */
export function pairIsLost(
  { cluster, fabric }: Patient,
  a: { readonly name: string },
  b: { readonly name: string },
): boolean {
  const podOn = (node: string) => cluster.pods.find((pod) => pod.node === node)
  const [from, to] = [podOn(a.name), podOn(b.name)]
  if (!from || !to) return false
  const [one, other] = [podNamespaceName(from), podNamespaceName(to)]
  return [outcomeOfPair(fabric, one, other), outcomeOfPair(fabric, other, one)].some((way) => kindOf(way) === 'lost')
}
