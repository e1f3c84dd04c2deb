import { matrixOf } from '../matrix/matrix'
import { pingGroups } from '../matrix/summary'
import { evidence, type Finding, type Patient } from './finding'

/**
 * Pods that do not reach each other for a reason that no other check knows, such as a filter for one source: better said
 * so than that nothing is wrong. What is not modelled is not known to be lost.
 */
export function lostPods({ cluster, fabric }: Patient, others: readonly Finding[]): readonly Finding[] {
  if (others.some(({ severity }) => severity === 'error')) return []
  const pods = [...fabric.namespaces.values()].flatMap(({ name, role }) => (role === 'pod' ? [name] : []))
  const lost = pingGroups(matrixOf(fabric, pods)).flatMap((group) =>
    group.kind === 'lost' && group.outcome.kind === 'lost' ? [{ ...group, loss: group.outcome.loss }] : [],
  )
  const [first] = lost
  if (!first) return []
  const [from, to] = first.witness
  const pings = lost.reduce((sum, { count }) => sum + count, 0)
  const all = pods.length * (pods.length - 1)
  return [
    {
      code: 'lost-pods',
      severity: 'error',
      resource: { kind: 'Underlay', name: cluster.underlay.name },
      params: { from, to, at: first.loss.at },
      evidence: [evidence('unexplained', { count: pings, all })],
    },
  ]
}
