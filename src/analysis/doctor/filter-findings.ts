import type { RouterDrop } from '../../engine/calico/resources/underlay'
import type { Cluster } from '../../engine/lab/cluster'
import { explainedDrops } from '../../engine/lab/faults/active-faults'
import type { Json } from '../../engine/manifest'
import { formatPrefix } from '../../engine/net/prefix'
import { podsIn } from '../difference/difference'
import { matrixOf } from '../matrix/matrix'
import { pingGroups } from '../matrix/summary'
import { evidence, type Finding, type Patient, type Suspicion } from './finding'
import { editedList, listOf, underlayPatch } from './underlay-edits'

/** Filters for somebody's packets alone: those for all of a tunnel's, or of one BGP session's, are faults of their own. [DOCTOR-2] */
export function filterFindings(patient: Patient): readonly Suspicion[] {
  const { underlay } = patient.cluster
  return [
    ...oddOnes(underlay.drops ?? [], patient.cluster).map((index) =>
      findingOf(patient, { rules: underlay.drops ?? [], index }),
    ),
    ...underlay.routers.flatMap(({ name, drops }) =>
      oddOnes(drops, patient.cluster).map((index) => findingOf(patient, { rules: drops, index, router: name })),
    ),
  ]
}

/** The places of rules that no fault accounts for. */
function oddOnes(rules: readonly RouterDrop[], cluster: Cluster): readonly number[] {
  const explained = explainedDrops(rules, cluster)
  return rules.flatMap((rule, index) => (explained.has(rule) ? [] : [index]))
}

interface Place {
  readonly rules: readonly RouterDrop[]
  readonly index: number
  /** Absent: the network itself. */
  readonly router?: string
}

function findingOf(patient: Patient, { rules, index, router }: Place): Suspicion {
  const { document, cluster } = patient
  const { underlay } = cluster
  const rule = rules[index] as RouterDrop
  const at = underlay.routers.findIndex(({ name }) => name === router)
  const without = (list: readonly Json[]): readonly Json[] => list.filter((_, place) => place !== index)
  const patch =
    router === undefined
      ? { drops: without(listOf(document, 'drops')) }
      : {
          routers: editedList(document, 'routers', (entry, name) =>
            name === router && Array.isArray(entry.drops) ? { ...entry, drops: without(entry.drops) } : entry,
          ),
        }
  const { protocol, port, source, destination } = rule
  const params: Finding['params'] = {
    by: router ?? underlay.name,
    ...(protocol !== undefined && { protocol }),
    ...(port !== undefined && { port }),
    ...(source && { source: formatPrefix(source) }),
    ...(destination && { destination: formatPrefix(destination) }),
  }
  const witness = lostBy(patient, rule)
  return {
    code: 'filtered',
    severity: witness ? 'error' : 'notice',
    resource: { kind: 'Underlay', name: underlay.name },
    path: router === undefined ? ['spec', 'drops', index] : ['spec', 'routers', at, 'drops', index],
    ...(router !== undefined && { element: `router:${router}` }),
    params,
    evidence: [witness ? evidence('lost-to-filter', witness) : evidence('no-pod-filtered')],
    fix: { code: 'filtered', params, commands: [underlayPatch(underlay.name, patch)] },
  }
}

/** A ping between pods that ends at this very rule. */
function lostBy({ fabric }: Patient, rule: RouterDrop): { readonly from: string; readonly to: string } | undefined {
  const text = JSON.stringify(rule)
  for (const { outcome, witness } of pingGroups(matrixOf(fabric, podsIn(fabric)))) {
    if (outcome.kind !== 'lost') continue
    const { reason } = outcome.loss
    const found =
      reason.kind === 'filtered'
        ? reason.rule
        : reason.kind === 'lost-on-wire' && reason.loss.kind === 'filtered'
          ? reason.loss.rule
          : undefined
    if (found && JSON.stringify(found) === text) return { from: witness[0], to: witness[1] }
  }
  return undefined
}
