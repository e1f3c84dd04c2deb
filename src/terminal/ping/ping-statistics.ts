/** What a run of ping has counted. */
export interface PingCounts {
  readonly transmitted: number
  readonly received: number
  /** Answers that came once more. */
  readonly repeated: number
  readonly errors: number
  /** From the first packet sent to the last. */
  readonly elapsedMs: number
  /** Of the answers that could be timed. */
  readonly roundTripsUs: readonly number[]
  /** Most packets that were under way at once, as far as answers and errors show it. */
  readonly pipe: number
}

/** Source: `finish` in ping/ping_common.c (iputils 20221126). */
export function statisticsText(target: string, counts: PingCounts): string {
  const { transmitted, received, repeated, errors, elapsedMs, roundTripsUs, pipe } = counts
  const loss = Number((((transmitted - received) * 100) / transmitted).toPrecision(6))
  const repeatedPart = repeated > 0 ? `, +${repeated} duplicates` : ''
  const errorPart = errors > 0 ? `, +${errors} errors` : ''
  const summary = `${transmitted} packets transmitted, ${received} received${repeatedPart}${errorPart}, ${loss}% packet loss, time ${elapsedMs}ms`
  const parts = [roundTripText(roundTripsUs), pipe > 1 ? `pipe ${pipe}` : ''].filter((part) => part !== '')
  return `\n--- ${target} ping statistics ---\n${summary}\n${parts.join(', ')}\n`
}

function roundTripText(us: readonly number[]): string {
  if (us.length === 0) return ''
  const average = Math.floor(us.reduce((sum, value) => sum + value, 0) / us.length)
  const squares = Math.floor(us.reduce((sum, value) => sum + value * value, 0) / us.length)
  const deviation = Math.floor(Math.sqrt(Math.max(0, squares - average * average)))
  const figures = [Math.min(...us), average, Math.max(...us), deviation].map((value) => (value / 1000).toFixed(3))
  return `rtt min/avg/max/mdev = ${figures.join('/')} ms`
}

/** The time of one answer, to three significant digits (`gather_statistics`). */
export function roundTripWord(us: number): string {
  if (us >= 100_000 - 50) return `${Math.floor((us + 500) / 1000)} ms`
  if (us >= 10_000 - 5) return `${(Math.floor((us + 50) / 100) / 10).toFixed(1)} ms`
  if (us >= 1000) return `${(Math.floor((us + 5) / 10) / 100).toFixed(2)} ms`
  return `${(us / 1000).toFixed(3)} ms`
}
