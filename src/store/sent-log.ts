import { FRESH_MEMORY } from '../engine/trace/memory'
import type { SentPacket } from '../terminal/command'
import type { LabStore, LabStoreApi } from './create-lab-store'
import { selectFabric, selectTrace } from './derived'
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
  const note = (state: LabStore): void => {
    const trace = selectTrace(state)
    if (!trace || state.sentLog.some((sent) => sent.trace === trace)) return
    const startUs = state.memory?.nowUs ?? 0
    const endUs = startUs + Math.max(NEXT_AFTER_US, trace.steps.at(-1)?.timeUs ?? 0)
    logSent(store, [{ fabric: selectFabric(state), trace, startUs }], endUs)
  }
  store.subscribe((state, before) => {
    if (state.probe !== before.probe || state.document !== before.document || state.sent !== before.sent) note(state)
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
