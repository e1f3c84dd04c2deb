import type { Completions } from '../complete-line'
import { written } from '../completion/typed-words'
import type { TypedLine } from './line-editor'

export interface Tabbed {
  readonly line: TypedLine
  /** What the candidates look like, if they are to be listed below the line. */
  readonly list?: readonly string[]
}

/**
 * What Tab makes of a line, as readline has it: one candidate is written out with a blank behind it, of several what
 * they have in common. `again`: Tab was pressed before and changed nothing; then they are listed.
 */
export function tabbed(line: TypedLine, found: Completions, again: boolean): Tabbed {
  const { candidates, word } = found
  const [only, ...others] = candidates
  if (only === undefined) return { line }
  if (others.length === 0) return { line: withWord(line, found, only.value, only.goesOn !== true) }
  const common = commonStart(candidates.map(({ value }) => value))
  if (common.length > word.length && common.startsWith(word)) return { line: withWord(line, found, common, false) }
  return again ? { line, list: candidates.map(({ value, shown = value }) => shown) } : { line }
}

function withWord(line: TypedLine, found: Completions, value: string, isWhole: boolean): TypedLine {
  const { from, kept, quote, isVariable } = found
  const rest = value.slice(kept.length)
  const text = isVariable ? rest + (isWhole ? quote : '') : written(rest, quote, isWhole)
  // A quote that the cursor is in front of already is not written twice.
  const closes = isWhole && quote !== '' && line.after.startsWith(quote)
  const before = line.before.slice(0, from) + (closes ? text.slice(0, -1) : text)
  if (!isWhole) return { ...line, before }
  const after = closes ? line.after.slice(1) : line.after
  return { ...line, before: `${closes ? before + quote : before} `, after: after.replace(/^ /, '') }
}

function commonStart(words: readonly string[]): string {
  const [first = '', ...others] = words
  let length = first.length
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1
  return first.slice(0, length)
}

/** Names in columns, read downward, as readline lists them: as many columns as fit, two blanks between them. */
export function inColumns(names: readonly string[], cells: number): string {
  const width = Math.max(...names.map((name) => name.length)) + 2
  const columns = Math.max(1, Math.floor(cells / width))
  const rows = Math.ceil(names.length / columns)
  const row = (at: number): string =>
    names
      .filter((_, index) => index % rows === at)
      .map((name) => name.padEnd(width))
      .join('')
      .trimEnd()
  return Array.from({ length: rows }, (_, at) => `${row(at)}\n`).join('')
}
