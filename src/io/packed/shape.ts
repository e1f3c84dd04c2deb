import { isJsonObject, type Json } from '../../engine/manifest'
import { type Cell, cellOf, valueOfCell } from './cells'
import { sound } from './damage'

/** In a shape: here stands a cell. */
const HOLE = 0

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** A list of numbers is one cell: it is as long as a block is large. */
const isCell = (value: Json): boolean =>
  isList(value)
    ? value.length > 0 && value.every((item) => item === null || typeof item === 'number')
    : !isJsonObject(value)

/** What resources of a kind have in common, and in order what each says. */
export function takenApart(value: Json): { readonly shape: Json; readonly cells: readonly Cell[] } {
  const cells: Cell[] = []
  const shapeOf = (part: Json): Json => {
    if (isCell(part)) {
      cells.push(cellOf(part))
      return HOLE
    }
    if (isList(part)) return part.map(shapeOf)
    return Object.fromEntries(Object.entries(part as object).map(([key, each]) => [key, shapeOf(each)]))
  }
  const shape = shapeOf(value)
  return { shape, cells }
}

export function holesIn(shape: Json): number {
  if (isList(shape)) return shape.reduce<number>((sum, part) => sum + holesIn(part), 0)
  if (isJsonObject(shape)) return Object.values(shape).reduce<number>((sum, part) => sum + holesIn(part), 0)
  return 1
}

/** @throws DamagedLink if there are fewer cells than holes */
export function putTogether(shape: Json, cells: Iterator<Cell>): Json {
  if (isList(shape)) return shape.map((part) => putTogether(part, cells))
  if (isJsonObject(shape)) {
    return Object.fromEntries(Object.entries(shape).map(([key, part]) => [key, putTogether(part, cells)]))
  }
  const { value, done } = cells.next()
  sound(!done)
  return valueOfCell(value)
}
