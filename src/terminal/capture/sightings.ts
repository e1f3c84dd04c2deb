import type { TracedPacket } from '../../engine/trace/trace'
import type { Capture, TapFrame } from './capture-rows'
import { type Wrapping, wrappingOf } from './frame-look'
import type { Tap } from './tap'

/** One packet of one ping: a column of the table. */
export interface SightedPacket {
  readonly sentIndex: number
  /** Index into `Trace.packets`. */
  readonly packet: number
  readonly kind: TracedPacket['kind']
}

/** What a tap saw of a packet. */
export type Sighting =
  /** It did not pass there. */
  | { readonly kind: 'none' }
  /** It passed, and the filter let none of its frames through, or one at least. */
  | { readonly kind: 'filtered-out' | 'caught'; readonly wrapping: Wrapping; readonly first: TapFrame }

export interface Sightings {
  readonly packets: readonly SightedPacket[]
  /** A row a tap, in each a cell a packet. */
  readonly rows: readonly (readonly Sighting[])[]
}

/** Which tap sees which packet, of the last pings. */
export function sightings(taps: readonly Tap[], { frames, rows }: Capture, lastPings: number): Sightings {
  const pings = [...new Set(frames.map(({ sentIndex }) => sentIndex))].toSorted((a, b) => a - b).slice(-lastPings)
  const shown = frames.filter(({ sentIndex }) => pings.includes(sentIndex))
  const packets = new Map<string, SightedPacket>()
  for (const { sentIndex, sent, tapped } of shown) {
    const { packet } = tapped.step
    const kind = sent.trace.packets[packet]?.kind ?? 'request'
    packets.set(`${sentIndex} ${packet}`, { sentIndex, packet, kind })
  }
  const columns = [...packets.values()].toSorted((a, b) => a.sentIndex - b.sentIndex || a.packet - b.packet)
  const caught = new Set(rows)
  const sighting = (tapIndex: number, { sentIndex, packet }: SightedPacket): Sighting => {
    const here = shown.filter(
      (frame) => frame.tapIndex === tapIndex && frame.sentIndex === sentIndex && frame.tapped.step.packet === packet,
    )
    const first = here.find((frame) => caught.has(frame)) ?? here[0]
    if (!first) return { kind: 'none' }
    return { kind: caught.has(first) ? 'caught' : 'filtered-out', wrapping: wrappingOf(first.frame), first }
  }
  return { packets: columns, rows: taps.map((_, index) => columns.map((packet) => sighting(index, packet))) }
}
