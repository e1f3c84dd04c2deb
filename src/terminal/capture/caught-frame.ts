import type { Namespace } from '../../engine/linux/namespace'
import { COOKED_HEADER_BYTES, cookFrame, HARDWARE_TYPE, PACKET_TYPE } from '../../engine/wire/cooked'
import { LAB_EPOCH_S } from '../clock'
import type { FilteredFrame } from '../tcpdump/filter/run-filter'
import { linkOfTap, type Tap } from './tap'
import type { TappedFrame } from './tapped-frames'

/** A frame as a capture has it: what a filter looks at, and when it was. */
export interface CaughtFrame extends FilteredFrame {
  /** Since 1970, UTC. */
  readonly timeNs: bigint
  readonly originalBytes: number
}

/** When something on the lab's clock was, since 1970. */
export const unixNs = (timeUs: number): bigint =>
  BigInt(LAB_EPOCH_S) * 1_000_000_000n + BigInt(Math.round(timeUs * 1000))

/** The frame as a capture on that device of the host has it. */
export function caughtFrame(tapped: TappedFrame, namespace: Namespace, device: Tap['link']): CaughtFrame {
  const link = linkOfTap(namespace, device) ?? 'ethernet'
  if (link === 'cooked') return cookedFrame(tapped, namespace)
  const { frame, direction, timeUs } = tapped
  const { bytes } = frame
  return { link, bytes, lengthBytes: bytes.length, originalBytes: bytes.length, direction, timeNs: unixNs(timeUs) }
}

/** On `any` the kernel hands out the packet without its link header, and does not count the cooked one: nor does `len`. */
function cookedFrame({ link, frame, direction, timeUs }: TappedFrame, { links }: Namespace): CaughtFrame {
  const device = links.find(({ name }) => name === link)
  const kind = device?.type.kind
  const bytes = cookFrame(frame, {
    interfaceIndex: device?.index ?? 0,
    hardwareType: kind === 'ipip' ? HARDWARE_TYPE.tunnel : HARDWARE_TYPE[kind === 'loopback' ? 'loopback' : 'ethernet'],
    packetType: PACKET_TYPE[direction],
  })
  const lengthBytes = bytes.length - COOKED_HEADER_BYTES
  return { link: 'cooked', bytes, lengthBytes, originalBytes: bytes.length, direction, timeNs: unixNs(timeUs) }
}
