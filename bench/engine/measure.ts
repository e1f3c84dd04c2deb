import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What a run came to, per call. */
export interface Measurement {
  readonly name: string
  readonly leastMs: number
  readonly medianMs: number
  readonly p95Ms: number
  /** Of the process, on all cores, garbage collection and preparation with it. */
  readonly cpuMs: number
  readonly calls: number
}

const WARM_UP_MS = 400
const RUN_MS = 1500

/**
 * Calls `work` for a second and a half after a warm-up. `batch` calls are timed together where one is too short for the
 * clock. What `work` returns is kept, so that no call can be optimized away.
 */
export const measure = (name: string, work: (round: number) => unknown, batch = 1): Measurement =>
  sampled(name, (round) => round, work, batch)

setFlagsFromString('--expose-gc')
const gc: (how: { readonly type: 'minor' }) => void = runInNewContext('gc')

/**
 * As `measure`; what `prepare` does for each call is not timed, nor is the collection of what it leaves behind: its garbage
 * would be swept up in the middle of what is.
 */
export const measureAfter = <T>(
  name: string,
  prepare: (round: number) => T,
  work: (prepared: T) => unknown,
): Measurement =>
  sampled(
    name,
    (round) => {
      const prepared = prepare(round)
      gc({ type: 'minor' })
      return prepared
    },
    work,
    1,
  )

function sampled<T>(
  name: string,
  prepare: (round: number) => T,
  work: (prepared: T) => unknown,
  batch: number,
): Measurement {
  const samples: number[] = []
  let round = 0
  let kept: unknown
  const start = performance.now()
  let cpu = process.cpuUsage()
  let warmCalls = 0
  for (;;) {
    const prepared = Array.from({ length: batch }, () => prepare(round++))
    const before = performance.now()
    for (const one of prepared) kept = work(one)
    const after = performance.now()
    const isWarm = after - start > WARM_UP_MS
    if (isWarm) samples.push((after - before) / batch)
    else {
      cpu = process.cpuUsage()
      warmCalls = round
    }
    if (after - start > WARM_UP_MS + RUN_MS && samples.length >= 5) break
  }
  if (kept === undefined) throw new Error(`${name} computed nothing`)
  const { user, system } = process.cpuUsage(cpu)
  samples.sort((a, b) => a - b)
  return {
    name,
    leastMs: samples[0] ?? Number.NaN,
    medianMs: quantile(samples, 0.5),
    p95Ms: quantile(samples, 0.95),
    cpuMs: (user + system) / 1000 / (round - warmCalls),
    calls: round,
  }
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** Three digits that matter, in the unit that suits. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds >= 1) return `${milliseconds.toPrecision(3)} ms`
  if (milliseconds >= 0.001) return `${(milliseconds * 1000).toPrecision(3)} µs`
  return `${(milliseconds * 1e6).toPrecision(3)} ns`
}
