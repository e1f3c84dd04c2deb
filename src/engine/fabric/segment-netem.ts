import type { CableNetem, Netem, Way } from '../linux/netem'
import type { Port, Segment } from './fabric'
import { portKey } from './segment-loss'

/** The cables of a segment that delay, lose or repeat packets, by port. */
export interface SegmentNetem {
  /** Of all draws. */
  readonly seed: number
  readonly cables: ReadonlyMap<string, CableNetem>
}

export const netemAt = (segment: Segment | undefined, port: Port, way: Way): Netem | undefined =>
  segment?.netem?.cables.get(portKey(port))?.[way]

/** Whether nothing gets from one port to the other, whatever is drawn. */
export const losesAll = (segment: Segment | undefined, from: Port, to: Port): boolean =>
  netemAt(segment, from, 'send')?.lossPercent === 100 || netemAt(segment, to, 'receive')?.lossPercent === 100
