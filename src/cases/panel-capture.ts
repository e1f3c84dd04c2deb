import { realize } from '../engine/lab/realize'
import type { TraceMemory } from '../engine/trace/memory'
import { writePcapng } from '../engine/wire/write-pcapng'
import { captureOfTaps } from '../terminal/capture/capture-of'
import { capture } from '../terminal/capture/capture-rows'
import { tapsOfHost } from '../terminal/capture/tap'
import type { SentPacket } from '../terminal/command'
import { recordPing } from '../terminal/ping/ping-record'
import { sayInEnglish } from '../words/english'
import { stepText } from '../words/steps'
import { readCase } from './read-case'

/** The first pings of a case are enough to see every kind of frame. */
const MOST_PINGS = 12

/** What the captures panel saves of a case's pings, with a tap on every device of every host, and on all at once. */
export function panelCapture(name: string): Uint8Array {
  const { document, expected } = readCase(name)
  const fabric = realize(document)
  const sent: SentPacket[] = []
  let memory: TraceMemory | undefined
  for (const ping of expected.pings.slice(0, MOST_PINGS)) {
    const recorded = recordPing(fabric, ping, memory)
    if (!recorded.ok) continue
    sent.push(...recorded.value.sent)
    memory = recorded.value.memory
  }
  const taps = [...fabric.namespaces.keys()].flatMap((host) => tapsOfHost(fabric, host))
  const { rows } = capture(taps, '', sent)
  return writePcapng(captureOfTaps(fabric, taps, rows, (trace, step) => sayInEnglish(stepText(trace, step))))
}
