/**
 * A lab's text while somebody types in it: it may be no YAML at the moment. Its documents are told apart by their `---`,
 * which no YAML can hide, so that a fault in one leaves what is known of the others.
 */
export interface Chunk {
  /** In the whole text. */
  readonly start: number
  readonly text: string
}

let last: { readonly text: string; readonly chunks: readonly Chunk[] } | undefined

/** The documents of a text, each from behind its `---` to the next. There is always one. */
export function chunksOf(text: string): readonly Chunk[] {
  if (last?.text === text) return last.chunks
  const marks = [...text.matchAll(/^---(?=\s|$)/gm)].map(({ index }) => index)
  const first = marks[0] === 0 ? [] : [{ start: 0, end: marks[0] ?? text.length }]
  const rest = marks.map((mark, index) => ({ start: mark + 3, end: marks[index + 1] ?? text.length }))
  const chunks = [...first, ...rest].map(({ start, end }): Chunk => ({ start, text: text.slice(start, end) }))
  last = { text, chunks }
  return chunks
}

/** The document that `offset` is in; on a `---` the one that it begins. */
export function chunkAt(text: string, offset: number): Chunk {
  const chunks = chunksOf(text)
  let low = 0
  let high = chunks.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((chunks[middle]?.start ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return chunks[low] as Chunk
}
