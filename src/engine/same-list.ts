const lists = new WeakMap<object, readonly object[]>()

/** An earlier list of the very same objects, if there is one: what was made of that need not be made again. */
export function sameList<T extends object>(list: readonly T[]): readonly T[] {
  const [first] = list
  if (!first) return EMPTY
  const earlier = lists.get(first)
  if (earlier?.length === list.length && earlier.every((item, i) => item === list[i])) return earlier as readonly T[]
  lists.set(first, list)
  return list
}

const EMPTY: readonly never[] = []
