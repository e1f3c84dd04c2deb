import { type Difference, differenceBetween } from '../analysis/difference/difference'
import { PAIR_CHANGES, type PairChange } from '../analysis/difference/pair-changes'
import { countOf } from '../analysis/difference/route-changes'
import { afterCommands } from '../analysis/flips/with-commands'
import type { Cluster } from '../engine/lab/cluster'
import type { Command } from '../engine/lab/commands'
import type { LabDocument } from '../engine/lab/document'
import { clusterOf } from '../engine/lab/read-cluster'
import { realize } from '../engine/lab/realize'
import { memoByPair } from './memo'

/** Kinds of pairs that are looked at while somebody waits. */
const MOST_MEETINGS = 500

/** What one lab has and another has not; the same object for the same two. */
export const differenceOf: (before: LabDocument, after: LabDocument) => Difference = memoByPair((before, after) =>
  differenceBetween(realize(before), realize(after), MOST_MEETINGS),
)

/** A difference in a few numbers. */
export interface Toll {
  /** Lines of all hosts' tables. */
  readonly routes: number
  /** Undefined if there are too few pods to make a pair, or too many that all stand differently. */
  readonly pairs:
    | (Readonly<Record<PairChange, number>> & {
        readonly all: number
        readonly wrapped: number
        readonly lostAfter: number
      })
    | undefined
}

export function tollOf({ routes, pairs }: Difference): Toll {
  return {
    routes: countOf(routes.total),
    pairs:
      pairs && pairs.pairs > 0
        ? { ...pairs.counts, all: pairs.pairs, wrapped: pairs.wrapped, lostAfter: pairs.lost }
        : undefined,
  }
}

/** What these commands would come to; undefined if one of them would be refused. */
export function tollOfCommands(document: LabDocument, commands: readonly Command[]): Toll | undefined {
  const changed = afterCommands(document, commands)
  return changed && tollOf(differenceOf(document, changed))
}

/** Pods and nodes up to which an answer is there before a frame is late. */
const QUICK_PODS = 200
const QUICK_NODES = 50

/** The same, if it can be had at once. */
export const quickTollOf = (document: LabDocument, commands: readonly Command[]): Toll | undefined =>
  isQuick(clusterOf(document)) ? tollOfCommands(document, commands) : undefined

const isQuick = ({ pods, nodes }: Cluster): boolean => pods.length <= QUICK_PODS && nodes.length <= QUICK_NODES

export const changedKinds = (pairs: Readonly<Record<PairChange, number>>): readonly PairChange[] =>
  PAIR_CHANGES.filter((change) => pairs[change] > 0)
