/**
 * A table in lines of `+-|`, as olekukonko/tablewriter v0.0.5 draws it with its defaults (calicoctl up to v3.32): headers
 * in capitals and centred, numbers right, other text left, texts over 30 characters broken at blanks.
 */
export function borderTable(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const titles = headers.map((header) => header.toUpperCase())
  const widths = titles.map((title, column) => Math.max(title.length, ...rows.map((row) => widthOf(row[column] ?? ''))))
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+\n`
  const line = (cells: readonly string[]): string => `|${cells.map((cell) => ` ${cell} `).join('|')}|\n`
  const head = line(titles.map((title, column) => centred(title, widths[column] ?? 0)))
  const body = rows.map((row) => {
    const cells = row.map(wrap)
    const height = Math.max(1, ...cells.map((cell) => cell.length))
    return Array.from({ length: height }, (_, at) =>
      line(widths.map((width, column) => aligned(cells[column]?.[at] ?? '', width))),
    ).join('')
  })
  return `${rule}${head}${rule}${body.join('')}${rule}`
}

const WIDEST = 30

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

const longest = (words: readonly string[]): number => Math.max(0, ...words.map((word) => word.length))

/** A text that is broken takes the whole width, however short its lines are. */
const widthOf = (text: string): number => Math.max(Math.min(text.length, WIDEST), longest(wordsOf(text)))

/** The lines that leave the least room unused, squared and summed, but for the last (`WrapWords`). */
function wrap(text: string): readonly string[] {
  const words = wordsOf(text)
  const limit = Math.max(Math.min(text.length, WIDEST), longest(words))
  const best: { readonly cost: number; readonly lines: readonly string[] }[] = []
  for (let start = words.length - 1; start >= 0; start--) {
    const rest = words.slice(start).join(' ')
    if (rest.length <= limit) {
      best[start] = { cost: 0, lines: [rest] }
      continue
    }
    for (let end = start + 1; end < words.length; end++) {
      const line = words.slice(start, end).join(' ')
      const after = best[end]
      if (line.length > limit || !after) break
      const cost = (limit - line.length) ** 2 + after.cost
      if (cost < (best[start]?.cost ?? Number.POSITIVE_INFINITY)) best[start] = { cost, lines: [line, ...after.lines] }
    }
  }
  return best[0]?.lines ?? ['']
}

function centred(text: string, width: number): string {
  const left = Math.floor((width - text.length) / 2)
  return (' '.repeat(left) + text).padEnd(width)
}

const NUMBER = /^-?(\d{1,3}(,\d{3})*|\d+)(\.\d+)?$/

const aligned = (text: string, width: number): string => (NUMBER.test(text) ? text.padStart(width) : text.padEnd(width))
