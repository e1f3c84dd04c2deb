import type { Cluster } from '../../engine/lab/cluster'
import { isJsonObject, type Manifest, valueAt } from '../../engine/manifest'

const CONTROL_PLANE = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master']

/**
 * The node for a pod that names none: of those that its nodeSelector allows and that are no control plane and not cordoned the one with the
 * fewest pods, of as many the first by name. kube-scheduler weighs more, and breaks ties by chance.
 */
export function nodeForPod(
  { nodes, pods }: Cluster,
  pod: Manifest,
  cordoned: ReadonlySet<string> = new Set(),
): string | undefined {
  const wanted = valueAt(pod, ['spec', 'nodeSelector'])
  const selector = isJsonObject(wanted) ? Object.entries(wanted) : []
  const open = nodes.filter(({ name }) => !cordoned.has(name))
  const fitting = open.filter(({ labels }) => selector.every(([key, value]) => labels[key] === value))
  const workers = fitting.filter(({ labels }) => !CONTROL_PLANE.some((label) => Object.hasOwn(labels, label)))
  const count = (name: string): number => pods.filter(({ node }) => node === name).length
  const order = [...(workers.length > 0 ? workers : fitting)].sort(
    (a, b) => count(a.name) - count(b.name) || (a.name < b.name ? -1 : 1),
  )
  return order[0]?.name
}
