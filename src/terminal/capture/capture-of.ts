import type { Namespace } from '../../engine/linux/namespace'
import type { Trace } from '../../engine/trace/trace'
import { type CaptureFile, LINK_TYPE, MAX_SNAPSHOT_BYTES } from '../../engine/wire/capture-file'
import { LAB_EPOCH_S } from '../clock'
import type { SentPacket } from '../command'
import { decisionSteps } from './decision-steps'
import { tappedFrames } from './tapped-frames'

/** What a step decided, in words. */
export type Explain = (trace: Trace, stepIndex: number) => string

/** When something on the lab's clock was, since 1970. */
export const unixNs = (timeUs: number): bigint =>
  BigInt(LAB_EPOCH_S) * 1_000_000_000n + BigInt(Math.round(timeUs * 1000))

/** What captures on every device of a host would have written, in one file: an interface each, also those that saw nothing. */
export function captureOf({ name, links }: Namespace, sent: readonly SentPacket[], explain: Explain): CaptureFile {
  const interfaces = links.map((link) => ({
    name: link.name,
    linkType: link.type.kind === 'ipip' ? LINK_TYPE.raw : LINK_TYPE.ethernet,
    snapshotBytes: MAX_SNAPSHOT_BYTES,
  }))
  const indexes = new Map(links.map((link, index) => [link.name, index]))
  const frames = tappedFrames(sent, name).flatMap(({ link, direction, frame, timeUs, step, trace }) => {
    const index = indexes.get(link)
    if (index === undefined) return []
    const { bytes } = frame
    const comment = decisionSteps(trace, step)
      .map((decided) => explain(trace, decided))
      .join('\n')
    const seen = { interface: index, timeNs: unixNs(timeUs), direction, bytes, originalBytes: bytes.length }
    return [{ ...seen, ...(comment !== '' && { comment }) }]
  })
  return { interfaces, frames }
}
