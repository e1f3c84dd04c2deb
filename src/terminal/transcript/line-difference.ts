export interface DiffLine {
  readonly kind: 'same' | 'expected' | 'printed'
  readonly text: string
}

/** Beyond this the table would be larger than what it says. */
const MOST_CELLS = 4_000_000

/**
 * Lines of what was expected and of what was printed, in order, with the longest run of common lines left the same.
 * Lines are the same if `key` is, so that a clock time is no difference.
 */
export function lineDifference(
  expected: readonly string[],
  printed: readonly string[],
  key: (line: string) => string,
): readonly DiffLine[] {
  const a = expected.map(key)
  const b = printed.map(key)
  const of = (kind: DiffLine['kind'], lines: readonly string[]) => lines.map((text): DiffLine => ({ kind, text }))
  if (a.length * b.length > MOST_CELLS) return [...of('expected', expected), ...of('printed', printed)]
  const width = b.length + 1
  const common = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number): number => common[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const lines: DiffLine[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'same', text: printed[j] ?? '' })
      i++
      j++
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'expected', text: expected[i++] ?? '' })
    } else lines.push({ kind: 'printed', text: printed[j++] ?? '' })
  }
  return lines
}

/** What a step printed beside what it was expected to; what is not compared is the same. */
export const outputDifference = (
  expected: string | undefined,
  printed: string,
  key: (line: string) => string,
): readonly DiffLine[] => lineDifference(outputLines(expected ?? printed), outputLines(printed), key)

/** The lines of an output; none of an empty one. */
const outputLines = (text: string): readonly string[] =>
  text.replace(/\n+$/, '') === '' ? [] : text.replace(/\n+$/, '').split('\n')
