import { canonical } from '../cases/compare-routes'
import type { Fabric } from '../engine/fabric/fabric'
import { invariant } from '../engine/invariant'
import { FRESH_MEMORY, type TraceMemory } from '../engine/trace/memory'
import { type PingRecord, recordPing } from '../terminal/ping/ping-record'
import { chanceOf } from './chance'
import type { DrawnPing } from './draw-pings'

/** When a ping starts, since the network came up. The last of a list is when the network is left alone. */
export type Starts = readonly number[]

/** What the engine says that the pings come to, if they are sent at those moments. */
export function predict(fabric: Fabric, pings: readonly DrawnPing[], starts: Starts): PingRecord[] {
  let memory: TraceMemory = FRESH_MEMORY
  return pings.map((ping, i) => {
    const sent = sendAt(fabric, ping, memory, starts[i] ?? 0, starts[i + 1])
    memory = sent.memory
    return sent.record
  })
}

/**
 * How often a plan is tried with its moments moved, each by one of these at random: what starts earlier is what other
 * events are late for (of three timers in a row, each may be 80 ms late in a kernel of 100 Hz).
 */
const TRIALS = 24
const MOVED_US = [-300_000, 0, 0, 100_000]

/** What a pause is made longer by. */
const LONGER_US = 700_000

export interface Plan {
  readonly pings: readonly DrawnPing[]
  readonly starts: Starts
}

/**
 * When to send the pings, so that no outcome hangs on a moment: where the engine's own answer would be another if things
 * were a little earlier or later, the pause before is made longer; a ping for which that does not help is left out.
 */
export function planPings(fabric: Fabric, drawn: readonly DrawnPing[]): Plan {
  let pings = drawn
  for (let attempt = 0; ; attempt++) {
    const starts = startsOf(fabric, pings)
    const unclear = firstUnclear(fabric, pings, starts)
    if (unclear === undefined) return { pings, starts }
    const longer = (ping: DrawnPing): DrawnPing => ({ ...ping, pauseUs: ping.pauseUs + LONGER_US })
    const at = attempt % 2 === 0 ? unclear - 1 : unclear
    pings =
      attempt < 3 * drawn.length
        ? pings.map((ping, i) => (i === Math.max(0, at) ? longer(ping) : ping))
        : pings.filter((_, i) => i !== unclear)
  }
}

/** Each starts when the one before it has ended and the pause is over. */
function startsOf(fabric: Fabric, pings: readonly DrawnPing[]): Starts {
  const starts = [0]
  let memory: TraceMemory = FRESH_MEMORY
  for (const [i, ping] of pings.entries()) {
    const start = starts[i] ?? 0
    const alone = sendAt(fabric, ping, memory, start)
    const next = alone.memory.nowUs + ping.pauseUs
    memory = sendAt(fabric, ping, memory, start, next).memory
    starts.push(next)
  }
  return starts
}

function sendAt(fabric: Fabric, ping: DrawnPing, memory: TraceMemory, atUs: number, nextAtUs?: number) {
  const sent = recordPing(fabric, ping, { ...memory, nowUs: atUs }, nextAtUs)
  invariant(sent.ok, `ping ${ping.from} ${ping.to} ${ping.args} cannot be sent`)
  return { record: sent.value.record, memory: sent.value.memory ?? memory }
}

/** The first ping whose outcome is another with the moments a little moved. */
function firstUnclear(fabric: Fabric, pings: readonly DrawnPing[], starts: Starts): number | undefined {
  const texts = (moments: Starts): string[] => predict(fabric, pings, moments).map(canonical)
  const expected = texts(starts)
  const trials = Array.from({ length: TRIALS }, (_, trial) => {
    const chance = chanceOf(trial)
    return texts(starts.map((start) => start + chance.pick(MOVED_US)))
  })
  const unclear = expected.findIndex((text, i) => trials.some((trial) => trial[i] !== text))
  return unclear < 0 ? undefined : unclear
}
