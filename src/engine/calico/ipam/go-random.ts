import { FEED_START, goRandomTable, lehmerStep, STATE_WORDS } from './go-random-table'

const DEFAULT_SEED = 89482311
const LEHMER_MODULUS = 0x7fffffff

/** Draws of 32 bits, as an unsigned number. */
export type Uint32Source = () => number

/** Go's `rand.New(rand.NewSource(seed)).Uint32` (`math/rand`, the source that existed before Go 1.20 and still does). */
export function goRandomSource(seed: number): Uint32Source {
  const state = seededState(seed)
  let tap = 0
  let feed = FEED_START
  return () => {
    tap = (tap + STATE_WORDS - 1) % STATE_WORDS
    feed = (feed + STATE_WORDS - 1) % STATE_WORDS
    const sum = BigInt.asUintN(64, (state[feed] ?? 0n) + (state[tap] ?? 0n))
    state[feed] = sum
    return Number(BigInt.asUintN(63, sum) >> 31n)
  }
}

function seededState(seed: number): bigint[] {
  let x = seed % LEHMER_MODULUS || DEFAULT_SEED
  const next = () => {
    x = lehmerStep(x)
    return BigInt(x)
  }
  for (let discarded = 0; discarded < 20; discarded++) next()
  return goRandomTable().map((cooked) => BigInt.asUintN(64, (next() << 40n) ^ (next() << 20n) ^ next()) ^ cooked)
}

/** Go's `big.Int.Rand(source, limit)` for a limit of at most 2^32: uniform below `limit`. */
export function goBigRandom(source: Uint32Source, limit: number): number {
  const mask = (1n << BigInt(limit.toString(2).length)) - 1n
  for (;;) {
    const low = BigInt(source())
    const high = BigInt(source())
    const candidate = ((high << 32n) | low) & mask
    if (candidate < BigInt(limit)) return Number(candidate)
  }
}
