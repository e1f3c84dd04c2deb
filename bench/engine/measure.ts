/** What a run came to, per call. */
export interface Measurement {
  readonly name: string
  readonly medianMs: number
  readonly p95Ms: number
  readonly calls: number
}

const WARM_UP_MS = 400
const RUN_MS = 1500

/**
 * Calls `work` for a second and a half after a warm-up. `batch` calls are timed together where one is too short for the
 * clock. What `work` returns is kept, so that no call can be optimized away.
 */
export function measure(name: string, work: (round: number) => unknown, batch = 1): Measurement {
  const samples: number[] = []
  let round = 0
  let kept: unknown
  const start = performance.now()
  for (;;) {
    const before = performance.now()
    for (let call = 0; call < batch; call += 1) kept = work(round++)
    const after = performance.now()
    if (after - start > WARM_UP_MS) samples.push((after - before) / batch)
    if (after - start > WARM_UP_MS + RUN_MS && samples.length >= 5) break
  }
  if (kept === undefined) throw new Error(`${name} computed nothing`)
  samples.sort((a, b) => a - b)
  return { name, medianMs: quantile(samples, 0.5), p95Ms: quantile(samples, 0.95), calls: round }
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** Three digits that matter, in the unit that suits. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds >= 1) return `${milliseconds.toPrecision(3)} ms`
  if (milliseconds >= 0.001) return `${(milliseconds * 1000).toPrecision(3)} µs`
  return `${(milliseconds * 1e6).toPrecision(3)} ns`
}
