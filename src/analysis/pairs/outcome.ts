import type { NamespaceName } from '../../engine/linux/namespace'
import type { Ipv4 } from '../../engine/net/ipv4'
import type { DropReason, IcmpError } from '../../engine/trace/trace'

/** How a packet was carried between machines; `local`: it never left its node. */
export type Carriage = 'local' | 'direct' | 'ipip' | 'vxlan'

/** One packet's way from the host that made it to the one that took it. */
export interface Journey {
  readonly carriage: Carriage
  /** Every host that had it, both ends included. */
  readonly hosts: readonly NamespaceName[]
  /** With which it arrives. */
  readonly ttl: number
  /** The largest packet that may not be fragmented (DF) and still gets there by this way. */
  readonly mtuBytes: number
}

/** Why there is no answer, and where. */
export interface Loss {
  readonly of: 'request' | 'reply'
  readonly reason: DropReason
  readonly at: NamespaceName
  /** What the one who asked was told; absent: nothing. */
  readonly told?: { readonly error: IcmpError; readonly from: Ipv4 } | { readonly error: 'local' }
}

/** What the cables on a ping's way take of it, there and back. */
export interface CableToll {
  /** How many pings of a hundred are lost by chance. */
  readonly lossPercent: number
  /** What the cables add to the round trip, jitter aside. */
  readonly delayMs: number
}

/** What comes of a ping from one host to another. */
export type PairOutcome =
  | {
      readonly kind: Carriage | 'asymmetric'
      readonly there: Journey
      readonly back: Journey
      /** Of the answer, as ping prints it. */
      readonly ttl: number
      /** What both ways let through unfragmented. */
      readonly mtuBytes: number
      /** The reply goes by the same hosts as the request. */
      readonly sameWay: boolean
      /** Absent: no cable on the way loses by chance, and none takes its time. */
      readonly cables?: CableToll
    }
  | {
      readonly kind: 'lost'
      readonly loss: Loss
      /** Of a request that did arrive: its answer is what was lost. */
      readonly there?: Journey
    }

/** `unknown`: lost in the lab, for want of a model of what really happens. */
export type PairKind = PairOutcome['kind'] | 'unknown'

export const PAIR_KINDS = [
  'direct',
  'ipip',
  'vxlan',
  'local',
  'asymmetric',
  'lost',
  'unknown',
] as const satisfies PairKind[]

export const kindOf = (outcome: PairOutcome): PairKind =>
  outcome.kind === 'lost' && outcome.loss.reason.kind === 'unmodelled' ? 'unknown' : outcome.kind

/** A pair, asked from either end. */
export interface BothWays {
  readonly kind: PairKind
  readonly there: PairOutcome
  readonly back: PairOutcome
}

/** Lost if either ping is; asymmetric if either is, or if the two are carried differently. */
export function bothWays(there: PairOutcome, back: PairOutcome): BothWays {
  const kinds = [kindOf(there), kindOf(back)]
  const [one, other] = kinds
  const worst = (['lost', 'unknown'] as const).find((bad) => kinds.includes(bad))
  return { kind: worst ?? (one && one === other ? one : 'asymmetric'), there, back }
}
