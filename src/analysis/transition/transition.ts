import type { Fabric } from '../../engine/fabric/fabric'
import type { NamespaceName } from '../../engine/linux/namespace'
import { podsIn } from '../difference/difference'
import { type Matrix, matrixOf } from '../matrix/matrix'
import { type BothWays, bothWays, PAIR_KINDS, type PairKind } from '../pairs/outcome'
import { halfApplied, haveOneCabling, machinesToChange } from './half-applied'

/** The pairs while so many machines have the change. */
export interface Moment {
  /** Those that have just got it; none at first. */
  readonly arrived: readonly NamespaceName[]
  readonly counts: Readonly<Partial<Record<PairKind, number>>>
}

/** Pairs that are lost for a time: there before and after, and not in between. */
export interface Window {
  /** Index of the first moment at which they are lost, and of the first at which they are not any more. */
  readonly from: number
  readonly until: number
  readonly count: number
  readonly witness: readonly [NamespaceName, NamespaceName]
  /** The witness at `from`. */
  readonly outcome: BothWays
}

export interface Transition {
  readonly order: readonly NamespaceName[]
  readonly pairs: number
  /** The first is before, the last after. */
  readonly moments: readonly Moment[]
  readonly windows: readonly Window[]
}

/** Why no transition can be shown. */
export type NoTransition = 'cabling' | 'too-many-pods'

/** Every pair of so many is asked at every moment. */
const MOST_PODS = 300

/** With more machines than this several get the change at once. */
const MOST_MOMENTS = 16

/**
 * A change as it arrives at one machine after the other: what becomes of the pairs of pods meanwhile, in this order of
 * machines. How long a moment lasts is not said.
 * @param order names of machines, the first to get it first; those that are not named follow, as `machinesToChange`.
 */
export function transitionOf(
  before: Fabric,
  after: Fabric,
  order: readonly NamespaceName[] = [],
): Transition | NoTransition {
  if (!haveOneCabling(before, after)) return 'cabling'
  const pods = podsIn(after)
  if (pods.length > MOST_PODS) return 'too-many-pods'
  const machines = machinesToChange(before, after)
  const named = order.filter((name) => machines.includes(name))
  const queue = [...named, ...machines.filter((name) => !named.includes(name))]
  const batch = Math.max(1, Math.ceil(queue.length / MOST_MOMENTS))
  const ends = Array.from({ length: Math.ceil(queue.length / batch) + 1 }, (_, i) => Math.min(i * batch, queue.length))
  const matrices = ends.map((end) => matrixOf(halfApplied(before, after, new Set(queue.slice(0, end))), pods))
  const { counts, windows } = followPairs(matrices, pods)
  return {
    order: queue,
    pairs: (pods.length * (pods.length - 1)) / 2,
    moments: ends.map((end, i) => ({ arrived: queue.slice(ends[i - 1] ?? 0, end), counts: counts[i] ?? {} })),
    windows,
  }
}

/** How many pairs are carried how, those that there are. */
export const entriesOf = ({ counts }: Moment): readonly (readonly [PairKind, number])[] =>
  PAIR_KINDS.flatMap((kind) => (counts[kind] === undefined ? [] : [[kind, counts[kind]] as const]))

type Counts = Partial<Record<PairKind, number>>

function followPairs(matrices: readonly Matrix[], pods: readonly NamespaceName[]) {
  const counts: Counts[] = matrices.map(() => ({}))
  const windows = new Map<string, Window>()
  for (const [i, a] of pods.entries()) {
    for (const b of pods.slice(i + 1)) {
      const series = matrices.map((matrix) => bothWays(matrix.outcome(a, b), matrix.outcome(b, a)))
      for (const [moment, { kind }] of series.entries()) {
        const at = counts[moment]
        if (at) at[kind] = (at[kind] ?? 0) + 1
      }
      for (const window of windowsIn(series, [a, b])) {
        const key = `${window.from} ${window.until} ${reasonOf(window.outcome)}`
        const known = windows.get(key)
        windows.set(key, known ? { ...known, count: known.count + 1 } : window)
      }
    }
  }
  return { counts, windows: [...windows.values()].toSorted((x, y) => x.from - y.from) }
}

/** Only of a pair that is carried at both ends of the change: what is lost for good is no window. */
function windowsIn(series: readonly BothWays[], witness: Window['witness']): readonly Window[] {
  if (series.at(0)?.kind === 'lost' || series.at(-1)?.kind === 'lost') return []
  return series.flatMap((outcome, from) => {
    if (outcome.kind !== 'lost' || series[from - 1]?.kind === 'lost') return []
    const until = series.findIndex(({ kind }, i) => i > from && kind !== 'lost')
    return [{ from, until, count: 1, witness, outcome }]
  })
}

const reasonOf = ({ there, back }: BothWays): string =>
  [there, back]
    .map((outcome) => (outcome.kind === 'lost' ? `${outcome.loss.reason.kind} ${outcome.loss.of}` : ''))
    .join()
