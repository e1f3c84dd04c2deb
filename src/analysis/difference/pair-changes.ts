import type { Fabric } from '../../engine/fabric/fabric'
import type { NamespaceName } from '../../engine/linux/namespace'
import { crowdsOf, type Meeting, meetingsOf } from '../matrix/crowds'
import type { Matrix } from '../matrix/matrix'
import { type BothWays, bothWays, type PairOutcome } from '../pairs/outcome'

/** What became of a pair; `rerouted`: carried as before, by another way. */
export const PAIR_CHANGES = ['lost', 'gained', 'rewrapped', 'rerouted'] as const
export type PairChange = (typeof PAIR_CHANGES)[number]

/** Pairs to which the same happened. */
export interface PairGroup {
  readonly change: PairChange
  readonly before: BothWays
  readonly after: BothWays
  readonly count: number
  /** One of them: a ping from the first to the second shows it. */
  readonly witness: readonly [NamespaceName, NamespaceName]
}

/** Of every two hosts that are there before and after. */
export interface PairChanges {
  readonly pairs: number
  readonly groups: readonly PairGroup[]
  readonly counts: Readonly<Record<PairChange, number>>
  /** After: those of which some ping is lost, and those that are wrapped one way at least and not lost. */
  readonly lost: number
  readonly wrapped: number
}

export interface Side {
  readonly fabric: Fabric
  readonly matrix: Matrix
}

/**
 * What became of the pairs, by classes that stood alike before and stand alike after.
 * @param mostMeetings undefined comes back if more kinds of pairs than that would have to be looked at.
 */
export function pairChanges(
  before: Side,
  after: Side,
  mostMeetings = Number.POSITIVE_INFINITY,
): PairChanges | undefined {
  const crowds = crowdsOf(before.matrix, after.matrix)
  if ((crowds.length * (crowds.length + 1)) / 2 > mostMeetings) return undefined
  const groups = new Map<string, PairGroup>()
  const counts: Record<PairChange, number> = { lost: 0, gained: 0, rewrapped: 0, rerouted: 0 }
  let [pairs, lost, wrapped] = [0, 0, 0]
  for (const [i, one] of crowds.entries()) {
    for (const other of crowds.slice(i)) {
      for (const meeting of meetingsOf(one, other)) {
        const { count } = meeting
        const outcome = changeOf(before, after, meeting)
        pairs += count
        if (outcome.after.kind === 'lost') lost += count
        else if (outcome.after.kind !== 'unknown' && isWrapped(outcome.after)) wrapped += count
        const { change } = outcome
        if (!change) continue
        counts[change] += count
        const key = groupKey(outcome, change)
        const known = groups.get(key)
        groups.set(key, known ? { ...known, count: known.count + count } : { ...outcome, change, count })
      }
    }
  }
  const sorted = [...groups.values()].sort(
    (a, b) => PAIR_CHANGES.indexOf(a.change) - PAIR_CHANGES.indexOf(b.change) || b.count - a.count,
  )
  return { pairs, groups: sorted, counts, lost, wrapped }
}

type Changed = Omit<PairGroup, 'change' | 'count'> & { readonly change: PairChange | undefined }

function changeOf(before: Side, after: Side, { witness: [a, b] }: Meeting): Changed {
  const [old, now] = [bothIn(before.matrix, a, b), bothIn(after.matrix, a, b)]
  const isTurned = isUntouched(old.there, now.there) && !isUntouched(old.back, now.back)
  const changed = { before: old, after: now, witness: isTurned ? ([b, a] as const) : ([a, b] as const) }
  if (isLost(old) || isLost(now)) {
    const isDecided = old.kind !== 'unknown' && now.kind !== 'unknown' && old.kind !== now.kind
    return { ...changed, change: isDecided ? (now.kind === 'lost' ? 'lost' : 'gained') : undefined }
  }
  if (carriages(old) !== carriages(now)) return { ...changed, change: 'rewrapped' }
  // The ways of this pair itself: a class shares all but the names on them.
  const [oldWays, nowWays] = [before, after].map(({ matrix }) => waysOf(matrix, a, b))
  return { ...changed, change: oldWays === nowWays ? undefined : 'rerouted' }
}

const bothIn = (matrix: Matrix, a: NamespaceName, b: NamespaceName): BothWays =>
  bothWays(matrix.outcome(a, b), matrix.outcome(b, a))

const carriageOf = (outcome: PairOutcome): string =>
  outcome.kind === 'lost' ? 'lost' : `${outcome.there.carriage}/${outcome.back.carriage}`

const carriages = ({ there, back }: BothWays): string => `${carriageOf(there)} ${carriageOf(back)}`

const isLost = ({ kind }: BothWays): boolean => kind === 'lost' || kind === 'unknown'

const isUntouched = (old: PairOutcome, now: PairOutcome): boolean => carriageOf(old) === carriageOf(now)

const isWrapped = (both: BothWays): boolean => /ipip|vxlan/.test(carriages(both))

const waysOf = ({ ways }: Matrix, a: NamespaceName, b: NamespaceName): string =>
  [...ways(a, b), ...ways(b, a)].map((hosts) => hosts.join(' ')).join(' / ')

/** Pairs of one group: the same happened to them, and for the same reason. */
function groupKey({ before, after }: Changed, change: PairChange): string {
  const [now] = [after.there, after.back].flatMap((outcome) => (outcome.kind === 'lost' ? [outcome.loss] : []))
  return `${change} ${sorted(before)} ${sorted(after)} ${now?.reason.kind ?? ''} ${now?.of ?? ''}`
}

/** A pair has no first and second: both readings are one. */
const sorted = ({ there, back }: BothWays): string => [carriageOf(there), carriageOf(back)].sort().join()
