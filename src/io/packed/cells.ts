import type { Json } from '../../engine/manifest'

/** What a resource says as one text: a string as it is; anything else, and what has control characters, behind a mark. */
export type Cell = string

const AS_JSON = '\0'
const AS_NUMBERS = '\x01'
/** A letter from the blank on, and no half of a pair that is none. */
const PLAIN = /^[ -\ud7ff\ue000-\uffff]*$/

export function cellOf(value: Json): Cell {
  if (typeof value === 'string' && PLAIN.test(value)) return value
  return isShortNumbers(value) ? AS_NUMBERS + value.map(letterOf).join('') : AS_JSON + JSON.stringify(value)
}

/** @throws what JSON.parse throws for what is none */
export function valueOfCell(cell: Cell): Json {
  if (cell.startsWith(AS_JSON)) return JSON.parse(cell.slice(1)) as Json
  return cell.startsWith(AS_NUMBERS) ? [...cell.slice(1)].map(numberOfLetter) : cell
}

/** A block's ordinals, a letter each. */
const FIRST_LETTER = 0x30
const LARGEST = 0x7e - FIRST_LETTER
const NOTHING = ' '

const isShort = (item: Json): item is number | null =>
  item === null || (Number.isInteger(item) && Number(item) >= 0 && Number(item) <= LARGEST && !Object.is(item, -0))

const isShortNumbers = (value: Json): value is readonly (number | null)[] =>
  Array.isArray(value) && value.every(isShort)

const letterOf = (item: number | null): string => (item === null ? NOTHING : String.fromCharCode(FIRST_LETTER + item))

const numberOfLetter = (letter: string): number | null =>
  letter === NOTHING ? null : letter.charCodeAt(0) - FIRST_LETTER
