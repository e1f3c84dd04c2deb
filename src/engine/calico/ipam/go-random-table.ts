/**
 * The 607 words that Go's `math/rand` xors into every seeded state (`rngCooked` in `rng.go`), computed instead of copied.
 *
 * They are the state of the same lagged Fibonacci generator, x(n) = x(n-607) + x(n-273) mod 2^64, seeded with 1 and
 * drawn from 7.8e12 times. The recurrence is linear, so that many draws are one polynomial, t^N mod t^607 - t^334 - 1
 * over the integers mod 2^64. Polynomials are multiplied by packing their coefficients into one big integer.
 * Takes about 40 ms, once, and only when a node claims a block.
 */

export const STATE_WORDS = 607
export const FEED_START = 334
const LAG = STATE_WORDS - FEED_START
const DRAWS = 7_800_000_000_000n

const WORD_BITS = 64
const WORD_HEX = WORD_BITS / 4
/** Room for a sum of 607 products of two words: 128 + 10 bits, rounded up to whole hexadecimal digits. */
const SLOT_HEX = 36

/** One step of the Lehmer generator that Go seeds with (`seedrand`). */
export const lehmerStep = (x: number): number => (48271 * x) % 0x7fffffff

/** Where draw `index` (0 and below: the words the seed made) is kept in the state. */
const positionOf = (index: number): number => (((FEED_START - index) % STATE_WORDS) + STATE_WORDS) % STATE_WORDS

const asWord = (value: bigint): bigint => BigInt.asUintN(WORD_BITS, value)

function pack(coefficients: readonly bigint[]): bigint {
  const slots = coefficients.map((coefficient) => coefficient.toString(16).padStart(SLOT_HEX, '0'))
  return BigInt(`0x${slots.reverse().join('')}`)
}

/** The lowest `count` coefficients of a packed polynomial, each mod 2^64. */
function unpack(packed: bigint, count: number): bigint[] {
  const digits = packed.toString(16).padStart(count * SLOT_HEX, '0')
  return Array.from({ length: count }, (_, slot) => {
    const end = digits.length - slot * SLOT_HEX
    return BigInt(`0x${digits.slice(end - WORD_HEX, end)}`)
  })
}

const multiply = (a: readonly bigint[], b: readonly bigint[]): bigint[] =>
  unpack(pack(a) * pack(b), a.length + b.length - 1)

/** Mod t^607 - t^334 - 1: every t^607 becomes t^334 + 1. */
function reduce(polynomial: readonly bigint[]): bigint[] {
  const words = [...polynomial]
  const add = (at: number, value: bigint) => {
    words[at] = (words[at] ?? 0n) + value
  }
  for (let power = words.length - 1; power >= STATE_WORDS; power--) {
    const coefficient = words[power] ?? 0n
    add(power - STATE_WORDS, coefficient)
    add(power - LAG, coefficient)
  }
  return words.slice(0, STATE_WORDS).map(asWord)
}

/** t to the power of `exponent`, reduced. */
function powerOfT(exponent: bigint): bigint[] {
  let result = [1n]
  for (const bit of exponent.toString(2)) {
    const squared = reduce(multiply(result, result))
    result = bit === '1' ? reduce([0n, ...squared]) : squared
  }
  return result
}

/** The state after seeding with 1, by position: shifts 20 and 10, where a seeded source uses 40 and 20. */
function firstState(): bigint[] {
  let x = 1
  const next = () => {
    x = lehmerStep(x)
    return BigInt(x)
  }
  for (let discarded = 0; discarded < 20; discarded++) next()
  return Array.from({ length: STATE_WORDS }, () => asWord((next() << 20n) ^ (next() << 10n) ^ next()))
}

function computeTable(): readonly bigint[] {
  const state = firstState()
  const oldest = 1 - STATE_WORDS
  const sequence = Array.from({ length: STATE_WORDS }, (_, index) => state[positionOf(oldest + index)] ?? 0n)
  for (let index = STATE_WORDS; index < 2 * STATE_WORDS - 1; index++) {
    sequence.push(asWord((sequence[index - STATE_WORDS] ?? 0n) + (sequence[index - LAG] ?? 0n)))
  }
  const jump = powerOfT(DRAWS)
  // Entry k of the sequence after the jump is the sum of jump[i] * sequence[k + i]: a product with `jump` reversed.
  const product = multiply(jump.reverse(), sequence)
  const table = new Array<bigint>(STATE_WORDS).fill(0n)
  for (let index = 0; index < STATE_WORDS; index++) {
    const draw = Number(DRAWS % BigInt(STATE_WORDS)) + oldest + index
    table[positionOf(draw)] = product[STATE_WORDS - 1 + index] ?? 0n
  }
  return table
}

let table: readonly bigint[] | undefined

/** The table, computed at the first call. */
export function goRandomTable(): readonly bigint[] {
  table ??= computeTable()
  return table
}
