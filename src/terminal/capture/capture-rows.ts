import type { SentPacket } from '../command'
import { type ByteFilter, bytesOfFilter } from '../tcpdump/filter/bytes-of-filter'
import type { FilterLink, FilterProblem } from '../tcpdump/filter/filter'
import { parseFilter } from '../tcpdump/filter/parse-filter'
import { passes } from '../tcpdump/filter/run-filter'
import { type CaughtFrame, caughtFrame } from './caught-frame'
import { ANY_DEVICE, linkOfTap, type Tap, tapKey } from './tap'
import { type TappedFrame, tappedFrames } from './tapped-frames'

/** A frame that a tap saw. */
export interface TapFrame {
  readonly tap: Tap
  readonly tapIndex: number
  /** Index into the packets that were sent. */
  readonly sentIndex: number
  readonly sent: SentPacket
  readonly tapped: TappedFrame
  readonly frame: CaughtFrame
}

/** One that the filter lets through. */
export type CaptureRow = TapFrame

/** What a tap makes of all that was sent. */
export interface TapCount {
  /** Frames that passed by. */
  readonly seen: number
  readonly caught: number
  /** The filter cannot be asked of this tap's link. */
  readonly problem?: FilterProblem
}

export interface Capture {
  /** Whatever passed a tap, in order of lab time. */
  readonly frames: readonly TapFrame[]
  /** Those that the filter lets through. */
  readonly rows: readonly CaptureRow[]
  /** In the order of the taps. */
  readonly counts: readonly TapCount[]
}

type Seen = Pick<TapFrame, 'tapped' | 'frame'>

const seenOf = new WeakMap<SentPacket, Map<string, readonly Seen[]>>()

/** What of one packet passes a tap; a log of many is asked again with every packet that is added, so it is kept. */
function seenAt(tap: Tap, packet: SentPacket): readonly Seen[] {
  const byTap = seenOf.get(packet) ?? new Map<string, readonly Seen[]>()
  seenOf.set(packet, byTap)
  const known = byTap.get(tapKey(tap))
  if (known) return known
  const namespace = packet.fabric.namespaces.get(tap.host)
  const seen =
    namespace && linkOfTap(namespace, tap.link)
      ? tappedFrames([packet], tap.host)
          .filter(({ link }) => tap.link === ANY_DEVICE || link === tap.link)
          .map((tapped) => ({ tapped, frame: caughtFrame(tapped, namespace, tap.link) }))
      : []
  byTap.set(tapKey(tap), seen)
  return seen
}

/** What passes a tap of all that was sent, filtered or not. */
export const framesAtTap = (tap: Tap, sent: readonly SentPacket[], tapIndex = 0): readonly TapFrame[] =>
  sent.flatMap((packet, sentIndex) =>
    seenAt(tap, packet).map((seen): TapFrame => ({ tap, tapIndex, sentIndex, sent: packet, ...seen })),
  )

/** Captures on several taps with one filter. A tap sees what was sent, whenever it was added. */
export function capture(taps: readonly Tap[], expression: string, sent: readonly SentPacket[]): Capture {
  const filterOf = filterByLink(expression)
  const seen = taps.map((tap, tapIndex) => framesAtTap(tap, sent, tapIndex))
  const isCaught = ({ frame }: TapFrame): boolean => {
    const filter = filterOf(frame.link)
    return !isProblem(filter) && passes(filter, frame)
  }
  const frames = inOrder(seen.flat())
  const rows = frames.filter(isCaught)
  const caught = taps.map(() => 0)
  for (const { tapIndex } of rows) caught[tapIndex] = (caught[tapIndex] ?? 0) + 1
  const counts = seen.map((ofTap, tapIndex): TapCount => {
    const links = [...new Set(ofTap.map(({ frame }) => frame.link))]
    const problem = links.map(filterOf).find(isProblem)
    return { seen: ofTap.length, caught: caught[tapIndex] ?? 0, ...(problem && { problem }) }
  })
  return { frames, rows, counts }
}

/** Of frames at the same moment the one that was a step of the packet's earlier stands first, then as the taps do. */
const inOrder = (rows: readonly TapFrame[]): readonly TapFrame[] =>
  rows.toSorted(
    (a, b) =>
      a.tapped.timeUs - b.tapped.timeUs ||
      a.sentIndex - b.sentIndex ||
      a.tapped.step.index - b.tapped.step.index ||
      a.tapIndex - b.tapIndex,
  )

const isProblem = (filter: ByteFilter | FilterProblem): filter is FilterProblem =>
  filter.kind === 'says' || filter.kind === 'not-modelled'

/** The filter as it reads on each link: not every link can be asked everything. */
function filterByLink(expression: string): (link: FilterLink) => ByteFilter | FilterProblem {
  const known = new Map<FilterLink, ByteFilter | FilterProblem>()
  return (link) => {
    const found = known.get(link) ?? compile(expression, link)
    known.set(link, found)
    return found
  }
}

function compile(expression: string, link: FilterLink): ByteFilter | FilterProblem {
  const parsed = parseFilter(expression, { link, source: 'live' })
  return parsed.ok ? bytesOfFilter(parsed.value, link) : parsed.error
}
