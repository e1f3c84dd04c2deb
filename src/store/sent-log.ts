import { FRESH_MEMORY } from '../engine/trace/memory'
import type { Trace } from '../engine/trace/trace'
import type { SentPacket } from '../terminal/command'
import type { LabStore, LabStoreApi } from './create-lab-store'
import { selectFabric } from './derived'
import { selectFlowTimelines } from './flows'
import type { LoggedPacket } from './lab-state'

/** Older packets leave the log. */
const MAX_PACKETS = 1000

/** When the next ping of the canvas sets out after this one: as a `ping` in a terminal does, a second later. */
const NEXT_AFTER_US = 1_000_000

const kept = new WeakSet<LabStoreApi>()

/**
 * Writes down what is sent on the canvas, from now on: each ping, and again after each change of the lab, when the same
 * ping goes another way. What terminals send they write down themselves. For one store once, whoever asks.
 */
export function keepSentLog(store: LabStoreApi): void {
  if (kept.has(store)) return
  kept.add(store)
  let inFlight: ReadonlySet<Trace> = new Set()
  const note = (state: LabStore): void => {
    const now = new Set(selectFlowTimelines(state).map(({ timeline }) => timeline.trace))
    // What a terminal sent, or what is brought back to be looked at, is in the log already.
    const traces = [...now].filter((trace) => !inFlight.has(trace) && trace !== state.sent?.trace)
    inFlight = now
    if (traces.length === 0) return
    const fabric = selectFabric(state)
    const startUs = state.memory?.nowUs ?? 0
    const lastedUs = Math.max(NEXT_AFTER_US, ...traces.map(({ steps }) => steps.at(-1)?.timeUs ?? 0))
    const sent = traces.map((trace) => ({ fabric, trace, startUs }))
    logSent(store, sent, startUs + lastedUs)
  }
  store.subscribe((state, before) => {
    const isSame = (['probe', 'flows', 'document', 'sent'] as const).every((key) => state[key] === before[key])
    if (!isSame) note(state)
  })
  note(store.getState())
}

/** Adds to the log; the network's clock goes on to `endUs`. */
export function logSent(store: LabStoreApi, sent: readonly SentPacket[], endUs = 0): void {
  const { sentLog, capturePaused, memory } = store.getState()
  const logged: readonly LoggedPacket[] = capturePaused ? sent.map((packet) => ({ ...packet, uncaptured: true })) : sent
  const nowUs = Math.max(endUs, memory?.nowUs ?? 0)
  store.setState({
    sentLog: [...sentLog, ...logged].slice(-MAX_PACKETS),
    memory: { ...(memory ?? FRESH_MEMORY), nowUs },
    captureChoice: undefined,
  })
}

/** What the log has more than its first packets, up to `last`. */
export const sentAfter = (
  { sentLog }: Pick<LabStore, 'sentLog'>,
  last: LoggedPacket | undefined,
): readonly LoggedPacket[] => sentLog.slice(last ? sentLog.indexOf(last) + 1 : 0)
