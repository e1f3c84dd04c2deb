import type { Timeline } from './timeline'

/** Index of the moment under way at `ms`: the last that has begun, or the first. */
export function momentAt({ moments }: Timeline, ms: number): number {
  const index = moments.findLastIndex((moment) => moment.atMs <= ms)
  return Math.max(index, 0)
}

/** Where a step forward puts the playhead: at the next moment's still picture, or at the end. */
export function nextMomentMs({ moments, durationMs }: Timeline, ms: number): number {
  return moments.find((moment) => moment.stillMs > ms)?.stillMs ?? durationMs
}

/** Where a step back puts the playhead: at the still picture before, or at the start. */
export function previousMomentMs({ moments }: Timeline, ms: number): number {
  return moments.findLast((moment) => moment.stillMs < ms)?.stillMs ?? 0
}
