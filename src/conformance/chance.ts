/** A stream of chance that is the same for the same seed. */
export interface Chance {
  /** From `low` to `high`, both included. */
  readonly integer: (low: number, high: number) => number
  readonly pick: <T>(items: readonly T[]) => T
  /** Whether something that happens with this probability does. */
  readonly happens: (probability: number) => boolean
  readonly shuffled: <T>(items: readonly T[]) => T[]
}

/** Mulberry32: 32 bits of state, enough for drawing and short enough to read. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    integer,
    pick: <T>(items: readonly T[]) => items[integer(0, items.length - 1)] as T,
    happens: (probability) => next() < probability,
    shuffled: <T>(items: readonly T[]) => {
      const left = [...items]
      return items.map(() => left.splice(integer(0, left.length - 1), 1)[0] as T)
    },
  }
}
