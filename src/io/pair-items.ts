import type { Json } from '../engine/lab/document'
import { isJsonObject, jsonEquals } from '../engine/manifest'

/** An item of a list before and after: both, or one of them. */
export interface ItemPair {
  readonly oldIndex?: number
  readonly nextIndex?: number
}

const LARGEST_TABLE = 1_000_000

/**
 * Which items of `next` are those of `old`, in an order that walks both lists. Items are the same if they are equal or
 * carry the same name; in lists of one length the place decides.
 */
export function pairItems(old: readonly Json[], next: readonly Json[]): readonly ItemPair[] {
  if (old.length === next.length) return old.map((_, index) => ({ oldIndex: index, nextIndex: index }))
  if (old.length * next.length > LARGEST_TABLE)
    return [...old.map((_, oldIndex) => ({ oldIndex })), ...next.map((_, nextIndex) => ({ nextIndex }))]
  const common = commonLengths(old, next)
  const at = (row: number, column: number) => common[row * (next.length + 1) + column] ?? 0
  const pairs: ItemPair[] = []
  let row = 0
  let column = 0
  while (row < old.length || column < next.length) {
    const both = row < old.length && column < next.length
    if (both && isSame(old[row], next[column])) pairs.push({ oldIndex: row++, nextIndex: column++ })
    else if (column >= next.length || (both && at(row + 1, column) >= at(row, column + 1)))
      pairs.push({ oldIndex: row++ })
    else pairs.push({ nextIndex: column++ })
  }
  return pairs
}

/** At (i, j) the length of the longest common subsequence of `old` from i on and `next` from j on. */
function commonLengths(old: readonly Json[], next: readonly Json[]): Uint32Array {
  const width = next.length + 1
  const lengths = new Uint32Array((old.length + 1) * width)
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = next.length - 1; column >= 0; column -= 1) {
      const below = lengths[(row + 1) * width + column] ?? 0
      const right = lengths[row * width + column + 1] ?? 0
      const diagonal = (lengths[(row + 1) * width + column + 1] ?? 0) + 1
      lengths[row * width + column] = isSame(old[row], next[column]) ? diagonal : Math.max(below, right)
    }
  }
  return lengths
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  const name = nameOf(a)
  return name === undefined ? jsonEquals(a, b) : name === nameOf(b)
}

/** What tells items of a list apart: a resource's kind and name, or the first of the keys that lists go by. */
function nameOf(item: Json | undefined): string | undefined {
  if (!isJsonObject(item)) return undefined
  if (isJsonObject(item.metadata)) {
    return JSON.stringify([item.kind ?? null, item.metadata.namespace ?? null, item.metadata.name ?? null])
  }
  const key = ['name', 'node', 'subnet', 'handle_id', 'to'].find((candidate) => typeof item[candidate] === 'string')
  return key === undefined ? undefined : JSON.stringify([key, item[key] ?? null])
}
