import type { DropReason } from '../engine/trace/trace'
import type { Anchor, LayerSummary, Look } from './timeline'

/** Whose packet it is, where several pings are in flight. */
export interface FlowMark {
  /** Counts from 1. */
  readonly number: number
  readonly hueDegrees: number
  /** The one that the steps and the inspector are about. */
  readonly inFront: boolean
}

/** One packet as it is to be drawn at one instant. */
export interface Capsule {
  readonly packet: number
  readonly kind: 'request' | 'reply' | 'error'
  readonly from: Anchor
  readonly to: Anchor
  /** 0 at `from`, 1 at `to`; already eased. */
  readonly progress: number
  /** The packet without its outermost tunnel header. */
  readonly inner: LayerSummary
  /** The tunnel header that is on, or half on: `cover` 0 is bare, 1 is wrapped. */
  readonly shell?: { readonly encap: 'ipip' | 'vxlan'; readonly layer: LayerSummary; readonly cover: number }
  readonly lengthBytes: number
  /** Set while it breaks; `progress` 0 to 1. */
  readonly broken?: { readonly reason: DropReason; readonly progress: number }
  /** Absent if its ping is the only one. */
  readonly flow?: FlowMark
}

/** A stretch of the way already travelled, to be left lit; or, from a place to itself, the mark of a loss. */
export interface Trail {
  readonly from: Anchor
  readonly to: Anchor
  readonly look: Look
  readonly kind: 'request' | 'reply' | 'error'
  /** Only pings that are not in front went this way. */
  readonly isBehind?: true
}

/** What the overlay draws at one instant; a pure function of the timeline and the playhead. */
export interface Scene {
  readonly capsules: readonly Capsule[]
  readonly trails: readonly Trail[]
  /** Index of the moment under way. */
  readonly moment: number
}
