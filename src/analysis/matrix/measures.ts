import type { PairOutcome } from '../pairs/outcome'
import { crowdsOf, meetingsOf } from './crowds'
import type { Matrix } from './matrix'

/**
 * What a matrix may be coloured by, beside how its pings are carried. Hops: from machine to machine, the pods' own among
 * them. Delay and loss: what the cables take, there and back.
 */
export const MEASURES = ['hops', 'mtu', 'delay', 'loss'] as const
export type Measure = (typeof MEASURES)[number]

/** Undefined for a ping that is not answered: there is nothing to measure. */
export function measured(outcome: PairOutcome, measure: Measure): number | undefined {
  if (outcome.kind === 'lost') return undefined
  const { there, back, mtuBytes, cables } = outcome
  switch (measure) {
    case 'hops':
      return Math.max(there.hosts.length, back.hosts.length) - 1
    case 'mtu':
      return mtuBytes
    case 'delay':
      return cables?.delayMs ?? 0
    case 'loss':
      return cables?.lossPercent ?? 0
  }
}

/** How many pings have which value, the least first; of all that have one. */
export function measuredCounts(matrix: Matrix, measure: Measure): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  const add = (outcome: PairOutcome, count: number): void => {
    const value = measured(outcome, measure)
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + count)
  }
  const crowds = crowdsOf(matrix, matrix)
  for (const [i, one] of crowds.entries()) {
    for (const other of crowds.slice(i)) {
      for (const { count, witness } of meetingsOf(one, other)) {
        const [a, b] = witness
        add(matrix.outcome(a, b), count)
        add(matrix.outcome(b, a), count)
      }
    }
  }
  return new Map([...counts].toSorted(([a], [b]) => a - b))
}

/** Where a value stands between the least, 0, and the most, 1; the only one there is stands at 0. */
export function shareOf(value: number, counts: ReadonlyMap<number, number>): number {
  const values = [...counts.keys()]
  const [least = value, most = value] = [values[0], values.at(-1)]
  return most === least ? 0 : (value - least) / (most - least)
}
