import { type SubnetComparison, subnetComparison } from '../engine/calico/resources/subnet-comparison'
import type { Fabric } from '../engine/fabric/fabric'
import type { Cluster } from '../engine/lab/cluster'
import type { RouteLookup } from '../engine/linux/fib'
import { type LookupEvidence, lookupEvidence } from '../engine/linux/lookup-evidence'
import type { NamespaceName } from '../engine/linux/namespace'
import type { Provenance } from '../engine/linux/route'
import type { DropReason, Step, StepEvent } from '../engine/trace/trace'
import { droppingFields, type LabField } from './dropping-fields'
import type { Moment, Timeline } from './timeline'

/** What a decision was made from, for a reader who wants to check it. */
export type Evidence =
  /** `outer`: the tunnel's own lookup, of the outer header's destination. */
  | {
      readonly kind: 'lookup'
      readonly host: NamespaceName
      readonly of: 'packet' | 'outer'
      readonly lookup: LookupEvidence
      readonly chosen?: RouteLookup['nextHop']
      /** Equal ways that this flow does not take; each is as likely as the one it does. */
      readonly alternatives?: RouteLookup['alternatives']
      readonly hash?: RouteLookup['hash']
    }
  | { readonly kind: 'comparison'; readonly host: NamespaceName; readonly comparison: SubnetComparison }
  /** What in the lab's file drops it. */
  | { readonly kind: 'set'; readonly host: NamespaceName; readonly fields: readonly LabField[] }
  | { readonly kind: 'programmed'; readonly host: NamespaceName; readonly provenance: Provenance }

export interface Lab {
  readonly fabric: Fabric
  readonly cluster: Cluster
}

/** The evidence for what happens at a moment, in the order of its steps; empty where nothing was decided. */
export function evidenceOf({ trace }: Timeline, moment: Moment, lab: Lab): readonly Evidence[] {
  const steps = moment.steps.flatMap((index) => trace.steps[index] ?? [])
  return withoutRepeats(steps.filter(({ packet }) => packet === moment.packet).flatMap((step) => ofStep(step, lab)))
}

function ofStep({ namespace, event }: Step, lab: Lab): readonly Evidence[] {
  const destination = askedFor(event)
  const made =
    destination === undefined
      ? []
      : ofLookup(namespace, destination, event.kind === 'encapsulate' ? 'outer' : 'packet', event, lab)
  switch (event.kind) {
    case 'masquerade':
      return [{ kind: 'programmed', host: namespace, provenance: event.rule.provenance }, ...made]
    case 'drop':
      return [...made, ...ofDrop(namespace, event.reason, lab.cluster)]
    default:
      return made
  }
}

function ofDrop(host: NamespaceName, reason: DropReason, cluster: Cluster): readonly Evidence[] {
  if (reason.kind === 'input-filtered') return [{ kind: 'programmed', host, provenance: reason.filter.provenance }]
  const fields = droppingFields(cluster, reason, host)
  return fields.length > 0 ? [{ kind: 'set', host, fields }] : []
}

function askedFor(event: StepEvent) {
  if ('lookup' in event) return event.lookup.destination
  return event.kind === 'drop' && event.reason.kind === 'no-route' ? event.reason.destination : undefined
}

function ofLookup(
  host: NamespaceName,
  destination: LookupEvidence['destination'],
  of: 'packet' | 'outer',
  event: StepEvent,
  { fabric, cluster }: Lab,
): readonly Evidence[] {
  const namespace = fabric.namespaces.get(host)
  if (!namespace) return []
  const lookup = lookupEvidence(namespace, destination)
  const winner = lookup.candidates.find(({ rank }) => rank === 'wins')?.route
  const { nextHop: chosen, alternatives, hash } = 'lookup' in event ? event.lookup : {}
  const node = cluster.nodes.find(({ name }) => name === host)
  const comparison = winner && node ? subnetComparison(winner.provenance, node) : undefined
  return [
    {
      kind: 'lookup',
      host,
      of,
      lookup,
      ...(chosen && { chosen }),
      ...(alternatives && { alternatives }),
      ...(hash && { hash }),
    },
    ...(winner ? [{ kind: 'programmed', host, provenance: winner.provenance } as const] : []),
    ...(comparison ? [{ kind: 'comparison', host, comparison } as const] : []),
  ]
}

/** A lookup and the drop that follows from it are about one destination. */
function withoutRepeats(all: readonly Evidence[]): readonly Evidence[] {
  const keys = all.map(evidenceKey)
  return all.filter((_, index) => keys.indexOf(keys[index] ?? '') === index)
}

/** What it is evidence of: the same twice is one. */
export function evidenceKey(one: Evidence): string {
  if (one.kind === 'lookup') return `${one.host} ${one.lookup.destination}`
  return `${one.kind} ${one.host} ${keyOf(one)}`
}

const keyOf = (one: Exclude<Evidence, { kind: 'lookup' }>): string =>
  one.kind === 'set'
    ? JSON.stringify(one.fields)
    : one.kind === 'comparison'
      ? String(one.comparison.other)
      : `${one.provenance.because} ${JSON.stringify(one.provenance.details)}`
