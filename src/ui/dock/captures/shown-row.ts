import type { LabState } from '../../../store/lab-state'
import type { CaptureRow } from '../../../terminal/capture/capture-rows'
import { wrappingOf } from '../../../terminal/capture/frame-look'
import type { ReadFrame } from '../../../terminal/capture/read-frames'
import { tapKey } from '../../../terminal/capture/tap'
import { printFrame } from '../../../terminal/tcpdump/print/print-frame'
import { timeText } from '../../../terminal/tcpdump/time-text'
import { hostName } from '../../../words/host-name'
import { say } from '../../../words/i18n'

/** A row of the list: a frame that a tap saw, or one of a file. */
export type ShownRow =
  | { readonly kind: 'sent'; readonly row: CaptureRow }
  | { readonly kind: 'read'; readonly row: ReadFrame; readonly place: string }

export type RowLook = 'direct' | 'ipip' | 'vxlan' | 'local'

/** As `tcpdump -nn` prints them. */
const STYLE = { numeric: true, linkHeader: false, verbosity: 0 } as const

/** What tcpdump prints of the frame, on one line. */
export function rowText({ kind, row }: ShownRow): string {
  if (kind === 'read') {
    const size = { bytes: row.bytes, lengthBytes: row.originalBytes }
    return row.link
      ? oneLine(printFrame(row.link, size, STYLE, () => undefined))
      : say({ key: 'captures.bytes', params: { count: row.bytes.length } })
  }
  const { links } = row.sent.fabric.namespaces.get(row.tap.host) ?? { links: [] }
  const nameOf = (index: number): string | undefined => links.find((link) => link.index === index)?.name
  const { link, bytes, originalBytes } = row.frame
  return oneLine(printFrame(link, { bytes, lengthBytes: originalBytes }, STYLE, nameOf))
}

/** A packet in VXLAN is printed on a line of its own; bytes that nobody reads are shown beside the list. */
const oneLine = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('\t0x'))
    .map((line) => line.trim())
    .join(' ⏎ ')

export const rowTime = ({ kind, row }: ShownRow): string =>
  timeText('clock', kind === 'sent' ? row.frame.timeNs : row.timeNs, 0n).trim()

export const rowPlace = (shown: ShownRow): string =>
  shown.kind === 'read' ? shown.place : `${hostName(shown.row.tap.host)} ${shown.row.tap.link}`

export const rowDirection = ({ kind, row }: ShownRow): 'in' | 'out' | undefined =>
  kind === 'sent' ? row.tapped.direction : row.direction

/** By the lab's colours: wrapped; or on its way between machines as it is, or in the hands of its node. */
export function rowLook({ kind, row }: ShownRow): RowLook {
  const wrapping =
    kind === 'sent' ? wrappingOf(row.frame) : wrappingOf({ link: row.link ?? 'ethernet', bytes: row.bytes })
  if (wrapping !== 'none') return wrapping
  if (kind === 'read') return 'direct'
  const { host } = row.tap
  const device = row.tapped.link
  const isLocal = host.includes('/') || /^(cali|tunl|vxlan)/.test(device)
  return isLocal ? 'local' : 'direct'
}

export const isChosen = ({ kind, row }: ShownRow, choice: LabState['captureChoice']): boolean =>
  kind === 'sent'
    ? choice?.kind === 'sent' &&
      choice.trace === row.sent.trace &&
      choice.startUs === row.sent.startUs &&
      choice.step === row.tapped.step.index &&
      choice.tap === tapKey(row.tap)
    : choice?.kind === 'read' && choice.frame === row.index

/** For React, and for `aria-activedescendant`. */
export const rowKey = ({ kind, row }: ShownRow): string =>
  kind === 'sent' ? `${row.sentIndex}-${row.tapped.step.index}-${row.tapIndex}` : String(row.index)
