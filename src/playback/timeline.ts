import type { LinkName } from '../engine/linux/link'
import type { NamespaceName } from '../engine/linux/namespace'
import type { DropReason, Trace, TracedPacket } from '../engine/trace/trace'

/** A place that a canvas can find: a device of a host, or the host itself (its routing). */
export interface Anchor {
  readonly namespace: NamespaceName
  readonly link?: LinkName
}

/** What a capsule says of one IPv4 header, outermost first. */
export interface LayerSummary {
  readonly protocol: 'ipip' | 'vxlan' | 'icmp' | 'other'
  readonly source: string
  readonly destination: string
  readonly ttl: number
  readonly lengthBytes: number
  /** For the ICMP layer: `echo request`, `echo reply`, or the error's name. */
  readonly icmp?: string
}

/** A stretch of one packet's life, from one place to the next. Times are on the playhead's clock. */
export interface Leg {
  readonly packet: number
  readonly kind: TracedPacket['kind']
  readonly startMs: number
  readonly endMs: number
  readonly from: Anchor
  readonly to: Anchor
  /** `wrap` and `unwrap`: the outer header slides on or off; `rewrite`: NAT changes an address; `break`: lost here. */
  readonly action: 'move' | 'rest' | 'wrap' | 'unwrap' | 'rewrite' | 'break'
  readonly before: readonly LayerSummary[]
  readonly after: readonly LayerSummary[]
  readonly reason?: DropReason
  /** Index of the moment it belongs to. */
  readonly moment: number
}

/** How a packet travels, by the colours of the lab. */
export type Look = 'direct' | 'ipip' | 'vxlan' | 'local' | 'lost'

/** One row of the steps panel: a thing worth a sentence. */
export interface Moment {
  readonly index: number
  readonly atMs: number
  /** When a still picture shows best what the sentence says; after `atMs` and before the next moment. */
  readonly stillMs: number
  readonly packet: number
  readonly at: Anchor
  /** Index into `trace.steps` of the step whose event the sentence is about. */
  readonly step: number
  /** Indices of all the steps that the moment sums up, `step` among them. */
  readonly steps: readonly number[]
  /** How the packet travels from here. */
  readonly look: Look
  readonly layers: readonly LayerSummary[]
}

/** A whole ping, computed before the first frame is drawn. */
export interface Timeline {
  readonly trace: Trace
  readonly durationMs: number
  readonly legs: readonly Leg[]
  readonly moments: readonly Moment[]
}
