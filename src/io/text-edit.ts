/** Text in place of what stands between two offsets. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** `text` from `start` to `end` with `edits` made; their offsets are those of `text`, and they do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[], start = 0, end = text.length): string {
  const pieces: string[] = []
  let position = start
  // At one offset insertions come first, in the order given: toSorted is stable.
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    pieces.push(text.slice(position, edit.start), edit.text)
    position = edit.end
  }
  pieces.push(text.slice(position, end))
  return pieces.join('')
}

export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1

/** The offset after the line break that ends the line of `offset`, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end + 1
}
