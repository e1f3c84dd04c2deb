import type { Fabric } from '../../engine/fabric/fabric'
import type { Namespace } from '../../engine/linux/namespace'
import type { Trace } from '../../engine/trace/trace'
import { type CapturedFrame, type CaptureFile, MAX_SNAPSHOT_BYTES } from '../../engine/wire/capture-file'
import type { SentPacket } from '../command'
import { displayName } from '../host-names'
import type { CaptureRow } from './capture-rows'
import { caughtFrame } from './caught-frame'
import { decisionSteps } from './decision-steps'
import { LINK_NUMBERS, linkOfDevice, linkOfTap, type Tap } from './tap'
import { type TappedFrame, tappedFrames } from './tapped-frames'

/** What a step decided, in words. */
export type Explain = (trace: Trace, stepIndex: number) => string

/** What captures on every device of a host would have written, in one file: an interface each, also those that saw nothing. */
export function captureOf(namespace: Namespace, sent: readonly SentPacket[], explain: Explain): CaptureFile {
  const { name, links } = namespace
  const interfaces = links.map((link) => ({
    name: link.name,
    linkType: LINK_NUMBERS[linkOfDevice(link)],
    snapshotBytes: MAX_SNAPSHOT_BYTES,
  }))
  const indexes = new Map(links.map((link, index) => [link.name, index]))
  const frames = tappedFrames(sent, name).flatMap((tapped) => {
    const index = indexes.get(tapped.link)
    return index === undefined
      ? []
      : [capturedFrame(index, tapped, caughtFrame(tapped, namespace, tapped.link), explain)]
  })
  return { interfaces, frames }
}

/** The rows of several taps in one file, an interface each, named by host and device. */
export function captureOfTaps(
  fabric: Fabric,
  taps: readonly Tap[],
  rows: readonly CaptureRow[],
  explain: Explain,
): CaptureFile {
  const interfaces = taps.map(({ host, link }) => {
    const namespace = fabric.namespaces.get(host)
    const kind = (namespace && linkOfTap(namespace, link)) ?? rows.find(({ tap }) => tap.link === link)?.frame.link
    const name = `${displayName(fabric, host)}:${link}`
    return { name, linkType: LINK_NUMBERS[kind ?? 'ethernet'], snapshotBytes: MAX_SNAPSHOT_BYTES }
  })
  const frames = rows.map(({ tapIndex, tapped, frame }) => capturedFrame(tapIndex, tapped, frame, explain))
  return { interfaces, frames }
}

/** As a file has it: its comment is what the host decided about the packet. */
function capturedFrame(
  index: number,
  { trace, step }: TappedFrame,
  { timeNs, direction, bytes, originalBytes }: CaptureRow['frame'],
  explain: Explain,
): CapturedFrame {
  const comment = decisionSteps(trace, step)
    .map((decided) => explain(trace, decided))
    .join('\n')
  const seen = { interface: index, timeNs, bytes, originalBytes, ...(direction && { direction }) }
  return { ...seen, ...(comment !== '' && { comment }) }
}
