/**
 * Cells of many resources of one shape, column by column. Each is guessed from what has been read before it, and only what
 * the guess does not say is written: of a pod's name what its ReplicaSet's name has not, of its node nothing where another
 * pod of the same block was there.
 */
import type { Cell } from './cells'
import { type Room, sound } from './damage'

/** Where a column's guesses come from: the cell above; the same row's in column n; what stood here when column n said the same, or the same /26. */
export type Guess = { readonly by: 'above' } | { readonly by: 'same' | 'like' | 'network'; readonly column: number }

const KINDS = ['same', 'like', 'network'] as const

export const guessNumber = (guess: Guess): number =>
  guess.by === 'above' ? 0 : 1 + guess.column * KINDS.length + KINDS.indexOf(guess.by)

/** @throws DamagedLink unless it is of a column before `column` */
export function guessOfNumber(number: number, column: number): Guess {
  if (number === 0) return { by: 'above' }
  const of = Math.floor((number - 1) / KINDS.length)
  const by = KINDS[(number - 1) % KINDS.length]
  sound(by !== undefined && of < column)
  return { by, column: of }
}

/** What stands in the next row, if nothing is new; told of each row what really stood there. */
function guesserOf(guess: Guess, before: readonly (readonly Cell[])[]) {
  const seen = new Map<string, Cell>()
  const keyOf = (row: number): string => {
    if (guess.by === 'above' || guess.by === 'same') return ''
    const cell = before[guess.column]?.[row] ?? ''
    return guess.by === 'like' ? cell : networkOf(cell)
  }
  return {
    guess: (row: number): Cell | undefined =>
      guess.by === 'same' ? before[guess.column]?.[row] : seen.get(keyOf(row)),
    learn: (row: number, cell: Cell): void => void (guess.by === 'same' || seen.set(keyOf(row), cell)),
  }
}

/** The /26 of an address: the usual block. What is none is its own. */
function networkOf(cell: Cell): string {
  const found = /^(\d+\.\d+\.\d+)\.(\d+)(?:\/\d+)?$/.exec(cell)
  return found ? `${found[1]}.${Number(found[2]) >> 6}` : cell
}

/** What a row's mark says: as guessed, something else, or so much of the guess and more behind it. */
const AS_GUESSED = '='
const OTHERWISE = '!'
const SHARED = ['>', '/', '<', '^', '_'] as const

/** As long as what is taken of the guess: all of it; what is before its last part, and what joins the two; its last two, three. */
function sharedLengths(guessed: Cell): readonly number[] {
  const lengths = [guessed.length]
  let at = guessed.length
  for (let part = 0; part < 3 && at > 0; part += 1) {
    at -= 1
    while (at > 0 && !isJoint(guessed.charCodeAt(at - 1))) at -= 1
    if (part === 0) lengths.push(Math.max(0, at - 1))
    lengths.push(at)
  }
  return lengths
}

/** `-`, `.`, `/` and `:`, by which names and addresses are joined. */
const isJoint = (code: number): boolean => (code >= 0x2d && code <= 0x2f) || code === 0x3a

interface Spelled {
  readonly mark: string
  readonly rest: string
}

function spelled(cell: Cell, guessed: Cell | undefined): Spelled {
  if (cell === guessed) return { mark: AS_GUESSED, rest: '' }
  if (guessed === undefined) return { mark: OTHERWISE, rest: cell }
  let alike = 0
  while (alike < guessed.length && guessed.charCodeAt(alike) === cell.charCodeAt(alike)) alike += 1
  const lengths = alike === 0 ? [] : sharedLengths(guessed)
  const longest = Math.max(0, ...lengths.filter((length) => length <= alike))
  const mark = longest === 0 ? OTHERWISE : (SHARED[lengths.indexOf(longest)] ?? OTHERWISE)
  return { mark, rest: cell.slice(longest) }
}

/** @throws DamagedLink if it counts on a guess that there is none of */
function read({ mark, rest }: Spelled, guessed: Cell | undefined): Cell {
  if (mark === OTHERWISE) return rest
  sound(guessed !== undefined)
  if (mark === AS_GUESSED) return guessed
  const length = sharedLengths(guessed)[SHARED.indexOf(mark as (typeof SHARED)[number])]
  sound(length !== undefined)
  return guessed.slice(0, length) + rest
}

/** The guess by which the least has to be written. */
export function bestGuess(column: readonly Cell[], before: readonly (readonly Cell[])[]): Guess {
  const others = before.flatMap((_, other) => KINDS.map((by): Guess => ({ by, column: other })))
  let best: { readonly guess: Guess; readonly cost: number } = {
    guess: { by: 'above' },
    cost: Number.POSITIVE_INFINITY,
  }
  for (const guess of [{ by: 'above' } as const, ...others]) {
    const cost = costOf(column, guess, before, best.cost)
    if (cost < best.cost) best = { guess, cost }
  }
  return best.guess
}

/** Roughly, in characters; once it is no better than `bound`, no further. */
function costOf(column: readonly Cell[], guess: Guess, before: readonly (readonly Cell[])[], bound: number): number {
  const guesser = guesserOf(guess, before)
  let cost = 0
  for (const [row, cell] of column.entries()) {
    cost += spelled(cell, guesser.guess(row)).rest.length
    if (cost >= bound) return cost
    guesser.learn(row, cell)
  }
  return cost
}

/** Two lines: every row's mark; and what is written of those that have something, set apart unless all are as long. */
export function spelledColumn(column: readonly Cell[], guess: Guess, before: readonly (readonly Cell[])[]): string[] {
  const guesser = guesserOf(guess, before)
  const rows = column.map((cell, row) => {
    const found = spelled(cell, guesser.guess(row))
    guesser.learn(row, cell)
    return found
  })
  const rests = rows.filter(({ mark }) => mark !== AS_GUESSED).map(({ rest }) => rest)
  const length = rests[0]?.length ?? 0
  const isEven = rests.length > 2 && length > 0 && rests.every((rest) => rest.length === length)
  return [rows.map(({ mark }) => mark).join(''), isEven ? `${length}${BETWEEN}${rests.join('')}` : rests.join(BETWEEN)]
}

const BETWEEN = '\t'

/**
 * The column that was spelled so.
 * @throws DamagedLink, or TooLarge
 */
export function readColumn(
  [marks = '', rests = '']: readonly string[],
  guess: Guess,
  before: readonly (readonly Cell[])[],
  room: Room,
): Cell[] {
  const guesser = guesserOf(guess, before)
  const written = [...marks].filter((mark) => mark !== AS_GUESSED).length
  const nextRest = restsOf(rests, written).values()
  return [...marks].map((mark, row) => {
    const rest = mark === AS_GUESSED ? '' : nextRest.next().value
    sound(rest !== undefined)
    const cell = read({ mark, rest }, guesser.guess(row))
    room.take(cell.length)
    guesser.learn(row, cell)
    return cell
  })
}

function restsOf(text: string, count: number): readonly string[] {
  const parts = text.split(BETWEEN)
  if (parts.length >= count || parts.length !== 2) return parts
  const [length, all = ''] = [Number(parts[0]), parts[1]]
  sound(length > 0 && all.length === length * count)
  return Array.from({ length: count }, (_, at) => all.slice(at * length, (at + 1) * length))
}
