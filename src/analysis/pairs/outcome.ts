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
    }
  | {
      readonly kind: 'lost'
      readonly loss: Loss
      /** Of a request that did arrive: its answer is what was lost. */
      readonly there?: Journey
    }

export type PairKind = PairOutcome['kind']

export const PAIR_KINDS = ['direct', 'ipip', 'vxlan', 'local', 'asymmetric', 'lost'] as const satisfies PairKind[]

/** A pair, asked from either end. */
export interface BothWays {
  readonly kind: PairKind
  readonly there: PairOutcome
  readonly back: PairOutcome
}

/** Lost if either ping is; asymmetric if either is, or if the two are carried differently. */
export function bothWays(there: PairOutcome, back: PairOutcome): BothWays {
  const kind = there.kind === back.kind ? there.kind : [there, back].some(isLost) ? 'lost' : 'asymmetric'
  return { kind, there, back }
}

const isLost = ({ kind }: PairOutcome): boolean => kind === 'lost'
