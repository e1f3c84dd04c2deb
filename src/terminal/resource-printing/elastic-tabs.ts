/**
 * Text with tabs, aligned as Go's text/tabwriter does it: a column is as wide as its widest cell in neighbouring lines
 * that have it, and what follows the last tab of a line belongs to none. As `kubectl describe` uses it: padding 2.
 */
export function elasticTabs(text: string): string {
  const lines = text.split('\n').map((line) => line.split('\t'))
  const widths = lines.map((cells) => cells.map(() => 0))
  const columns = Math.max(0, ...lines.map((cells) => cells.length - 1))
  for (let column = 0; column < columns; column++) {
    const has = (line: number): boolean => (lines[line]?.length ?? 0) > column + 1
    for (let start = 0; start < lines.length; start++) {
      if (!has(start)) continue
      let end = start
      while (has(end + 1)) end++
      const block = lines.slice(start, end + 1)
      const width = Math.max(...block.map((cells) => (cells[column] ?? '').length)) + PADDING
      for (let line = start; line <= end; line++) widths[line]?.splice(column, 1, width)
      start = end
    }
  }
  return lines
    .map((cells, line) =>
      cells
        .map((cell, column) => (column < cells.length - 1 ? cell.padEnd(widths[line]?.[column] ?? 0) : cell))
        .join(''),
    )
    .join('\n')
}

const PADDING = 2
