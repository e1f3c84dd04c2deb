import type { Trace } from '../../../engine/trace/trace'
import { isSameTap, type Tap } from '../../../terminal/capture/tap'

/** Every device that a frame of the ping passed, in the order of its way. */
export function tapsOnTheWay({ steps }: Trace): readonly Tap[] {
  const taps: Tap[] = []
  for (const { namespace, event } of steps) {
    if (event.kind !== 'receive' && event.kind !== 'transmit') continue
    const tap = { host: namespace, link: event.link }
    if (!taps.some((other) => isSameTap(other, tap))) taps.push(tap)
  }
  return taps
}
