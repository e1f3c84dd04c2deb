import type { Namespace } from '../../engine/linux/namespace'
import type { CaughtFrame } from '../capture/caught-frame'
import type { Output } from '../output'
import type { FilterLink } from './filter/filter'
import { LINK_HEADER_BYTES } from './filter/run-filter'
import { printBytes } from './print/print-bytes'
import { printFrame } from './print/print-frame'
import type { TcpdumpOptions } from './tcpdump-options'
import { timeText } from './time-text'

/** The frames as they were asked for, on the host that prints: it knows the devices by their indexes. */
export function printSeen(
  output: Output,
  options: TcpdumpOptions,
  link: FilterLink,
  seen: readonly CaughtFrame[],
  { links }: Namespace,
): void {
  const nameOf = (wanted: number): string | undefined => links.find(({ index }) => index === wanted)?.name
  const { bytesShown } = options
  const style = { ...options, withBytes: bytesShown !== undefined && bytesShown.letter !== 'A' }
  for (const [index, { bytes, originalBytes, timeNs }] of seen.entries()) {
    const since = options.time === 'since-last' ? seen[index - 1] : seen[0]
    const number = options.numbered ? `${String(index + 1).padStart(5)}  ` : ''
    const time = timeText(options.time, timeNs, since?.timeNs ?? timeNs)
    const line = printFrame(link, { bytes, lengthBytes: originalBytes }, style, nameOf)
    output.out(`${number}${time}${line}${printBytes(bytesShown, bytes, LINK_HEADER_BYTES[link])}\n`)
  }
}
