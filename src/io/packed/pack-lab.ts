/**
 * A lab's text as a table: resources of one shape together, column by column. What is left to be deflated is what nothing
 * tells beforehand: a pod's letters, its address. Only a text that comes back byte for byte is packed.
 */
import { isManifest, type Json, type Manifest } from '../../engine/manifest'
import { readPlainYaml } from '../plain-yaml'
import { blockText, styleOf } from '../write-yaml'
import type { Cell } from './cells'
import { bestGuess, guessNumber, guessOfNumber, readColumn, spelledColumn } from './columns'
import { DamagedLink, Room, sound, TooLarge } from './damage'
import { withKnownHolders, withoutKnownHolders } from './known-holders'
import { holesIn, putTogether, takenApart } from './shape'

/** Part of the format; JSON. */
interface Head {
  readonly shapes: readonly Json[]
  /** Which shape, how often, and so on, in the order of the resources. */
  readonly order: readonly number[]
  /** By shape, by column: `guessNumber`. */
  readonly guesses: readonly (readonly number[])[]
}

/** `manifests` as the lab writes them by itself. */
const textOf = (manifests: readonly Manifest[]): string => {
  const style = styleOf('')
  return manifests.map((manifest) => blockText(manifest, style)).join('---\n')
}

/** `text` packed; undefined: it has comments, or is laid out otherwise than the lab itself would. */
export function packedLab(text: string, largest: number): string | undefined {
  const manifests = manifestsIn(text)
  if (!manifests || textOf(manifests) !== text) return undefined
  const packed = packedManifests(withoutKnownHolders(manifests))
  return comesBack(packed, text, largest) ? packed : undefined
}

function comesBack(packed: string, text: string, largest: number): boolean {
  try {
    return unpackedLab(packed, largest) === text
  } catch (error) {
    if (error instanceof TooLarge || error instanceof DamagedLink) return false
    throw error
  }
}

function manifestsIn(text: string): readonly Manifest[] | undefined {
  const read = readPlainYaml(text)
  if (!read.ok) return undefined
  const manifests = read.value.map(({ json }) => json)
  return manifests.every(isManifest) ? manifests : undefined
}

interface Table {
  readonly shape: Json
  readonly rows: (readonly Cell[])[]
}

function packedManifests(manifests: readonly Manifest[]): string {
  const tables = new Map<string, Table>()
  const order: number[] = []
  const numbers = new Map<string, number>()
  for (const manifest of manifests) {
    const { shape, cells } = takenApart(manifest)
    const key = JSON.stringify(shape)
    const table = tables.get(key) ?? { shape, rows: [] }
    tables.set(key, table)
    table.rows.push(cells)
    const number = numbers.get(key) ?? numbers.size
    numbers.set(key, number)
    if (order.at(-2) === number) order[order.length - 1] = (order.at(-1) ?? 0) + 1
    else order.push(number, 1)
  }
  const spelled = [...tables.values()].map(({ rows }) => spelledTable(rows))
  const head: Head = {
    shapes: [...tables.values()].map(({ shape }) => shape),
    order,
    guesses: spelled.map(({ guesses }) => guesses),
  }
  return [JSON.stringify(head), ...spelled.flatMap(({ lines }) => lines)].join('\n')
}

function spelledTable(rows: readonly (readonly Cell[])[]): { guesses: readonly number[]; lines: readonly string[] } {
  const columns: Cell[][] = []
  const guesses: number[] = []
  const lines: string[] = []
  for (let at = 0; at < (rows[0]?.length ?? 0); at += 1) {
    const column = rows.map((row) => row[at] ?? '')
    const guess = bestGuess(column, columns)
    guesses.push(guessNumber(guess))
    lines.push(...spelledColumn(column, guess, columns))
    columns.push(column)
  }
  return { guesses, lines }
}

/**
 * The text that was packed.
 * @throws TooLarge if it would be longer than `largest`, or something else for what is not packed so
 */
export function unpackedLab(packed: string, largest: number): string {
  const [first = '', ...lines] = packed.split('\n')
  const head: unknown = JSON.parse(first)
  sound(isHead(head))
  const room = new Room(largest)
  const rows = rowsByShape(head, lines, room)
  const manifests: Manifest[] = []
  for (const [number, count] of runsOf(head)) {
    const shape = head.shapes[number]
    sound(shape !== undefined)
    const size = JSON.stringify(shape).length
    for (let each = 0; each < count; each += 1) {
      room.take(size)
      const manifest = putTogether(shape, rows[number]?.next().value?.values() ?? [].values())
      sound(isManifest(manifest))
      manifests.push(manifest)
    }
  }
  return textOf(withKnownHolders(manifests))
}

function isHead(value: unknown): value is Head {
  if (typeof value !== 'object' || value === null) return false
  const { shapes, order, guesses } = value as { readonly [field in keyof Head]?: unknown }
  return Array.isArray(shapes) && isCounts(order) && Array.isArray(guesses) && guesses.every(isCounts)
}

const isCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && each >= 0)

function runsOf({ order }: Head): readonly (readonly [number: number, count: number])[] {
  return order.flatMap((number, at) => (at % 2 === 0 ? [[number, order[at + 1] ?? 0] as const] : []))
}

function rowsByShape(head: Head, lines: readonly string[], room: Room): readonly Iterator<readonly Cell[]>[] {
  let from = 0
  const counts = new Map<number, number>()
  for (const [number, count] of runsOf(head)) counts.set(number, (counts.get(number) ?? 0) + count)
  return head.shapes.map((shape, number) => {
    const count = counts.get(number) ?? 0
    const columns: Cell[][] = []
    for (let at = 0; at < holesIn(shape); at += 1) {
      const guess = guessOfNumber(head.guesses[number]?.[at] ?? 0, at)
      const column = readColumn(lines.slice(from, from + 2), guess, columns, room)
      sound(column.length === count)
      columns.push(column)
      from += 2
    }
    return Array.from({ length: count }, (_, row) => columns.map((column) => column[row] ?? '')).values()
  })
}
