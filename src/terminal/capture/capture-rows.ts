import type { SentPacket } from '../command'
import { type ByteFilter, bytesOfFilter } from '../tcpdump/filter/bytes-of-filter'
import type { FilterLink, FilterProblem } from '../tcpdump/filter/filter'
import { parseFilter } from '../tcpdump/filter/parse-filter'
import { passes } from '../tcpdump/filter/run-filter'
import { type CaughtFrame, caughtFrame } from './caught-frame'
import { ANY_DEVICE, linkOfTap, type Tap } from './tap'
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

/** What passes a tap of all that was sent, filtered or not. */
export function framesAtTap(tap: Tap, sent: readonly SentPacket[], tapIndex = 0): readonly TapFrame[] {
  return sent.flatMap((packet, sentIndex) => {
    const namespace = packet.fabric.namespaces.get(tap.host)
    if (!namespace || !linkOfTap(namespace, tap.link)) return []
    return tappedFrames([packet], tap.host)
      .filter(({ link }) => tap.link === ANY_DEVICE || link === tap.link)
      .map((tapped): TapFrame => {
        const frame = caughtFrame(tapped, namespace, tap.link)
        return { tap, tapIndex, sentIndex, sent: packet, tapped, frame }
      })
  })
}

/** Captures on several taps with one filter. A tap sees what was sent, whenever it was added. */
export function capture(taps: readonly Tap[], expression: string, sent: readonly SentPacket[]): Capture {
  const filterOf = filterByLink(expression)
  const rows: CaptureRow[] = []
  const frames: TapFrame[] = []
  const counts = taps.map((tap, tapIndex): TapCount => {
    const seen = framesAtTap(tap, sent, tapIndex)
    const links = new Set<FilterLink>(seen.map(({ frame }) => frame.link))
    const problem = [...links].map(filterOf).find(isProblem)
    const caught = seen.filter(({ frame }) => {
      const filter = filterOf(frame.link)
      return !isProblem(filter) && passes(filter, frame)
    })
    frames.push(...seen)
    rows.push(...caught)
    return { seen: seen.length, caught: caught.length, ...(problem && { problem }) }
  })
  return { frames: inOrder(frames), rows: inOrder(rows), counts }
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
