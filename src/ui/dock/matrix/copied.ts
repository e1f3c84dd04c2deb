import type { Grid } from '../../../analysis/matrix/grid'
import { type Measure, measured } from '../../../analysis/matrix/measures'
import { hostName } from '../../../words/host-name'

interface Shown {
  readonly rows: readonly number[]
  readonly columns: readonly number[]
}

const nameAt = (grid: Grid, place: number): string => hostName(grid.groups[place]?.name ?? '')

/** A cell in a word; of several kinds the one that is seen first, with a plus. */
function wordAt(grid: Grid, row: number, column: number, measure?: Measure): string {
  const cell = grid.cell(row, column)
  if (!cell) return '·'
  const value = measure && measured(cell.outcome, measure)
  if (value !== undefined) return String(value)
  return cell.counts.size > 1 ? `${cell.kind}+` : cell.kind
}

/** In columns, for a mail or a ticket. */
export function textOf(grid: Grid, { rows, columns }: Shown, measure?: Measure): string {
  const table = [
    ['', ...columns.map((place) => nameAt(grid, place))],
    ...rows.map((row) => [nameAt(grid, row), ...columns.map((column) => wordAt(grid, row, column, measure))]),
  ]
  const widths = table[0]?.map((_, i) => Math.max(...table.map((line) => line[i]?.length ?? 0))) ?? []
  return `${table
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`
}

/** RFC 4180, a line a row. */
export function csvOf(grid: Grid, { rows, columns }: Shown, measure?: Measure): string {
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = [
    ['', ...columns.map((place) => nameAt(grid, place))],
    ...rows.map((row) => [nameAt(grid, row), ...columns.map((column) => wordAt(grid, row, column, measure))]),
  ]
  return `${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`
}
