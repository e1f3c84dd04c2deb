import type { NamespaceName } from '../../engine/linux/namespace'
import { kindOf, PAIR_KINDS, type PairKind, type PairOutcome } from '../pairs/outcome'
import { crowdsOf, meetingsOf } from './crowds'
import type { Matrix } from './matrix'

/** Pings to which the same happens. */
export interface PingGroup {
  readonly kind: PairKind
  readonly outcome: PairOutcome
  readonly count: number
  readonly witness: readonly [NamespaceName, NamespaceName]
}

/** Every ping of a matrix, counted by classes; those of a kind that are lost alike are one group. */
export function pingGroups(matrix: Matrix): readonly PingGroup[] {
  const crowds = crowdsOf(matrix, matrix)
  const groups = new Map<string, PingGroup>()
  const add = (from: NamespaceName, to: NamespaceName, count: number): void => {
    const outcome = matrix.outcome(from, to)
    const kind = kindOf(outcome)
    const key = outcome.kind === 'lost' ? `${kind} ${outcome.loss.of} ${outcome.loss.reason.kind}` : kind
    const known = groups.get(key)
    groups.set(key, known ? { ...known, count: known.count + count } : { kind, outcome, count, witness: [from, to] })
  }
  for (const [i, one] of crowds.entries()) {
    for (const other of crowds.slice(i)) {
      for (const { count, witness } of meetingsOf(one, other)) {
        const [a, b] = witness
        add(a, b, count)
        add(b, a, count)
      }
    }
  }
  return [...groups.values()].sort(
    (a, b) => PAIR_KINDS.indexOf(a.kind) - PAIR_KINDS.indexOf(b.kind) || b.count - a.count,
  )
}

export function countsOf(groups: readonly PingGroup[]): ReadonlyMap<PairKind, number> {
  const counts = new Map<PairKind, number>()
  for (const { kind, count } of groups) counts.set(kind, (counts.get(kind) ?? 0) + count)
  return counts
}
