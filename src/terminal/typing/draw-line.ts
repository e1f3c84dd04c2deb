import { lineText, type TypedLine } from './line-editor'

/** Hangul, kana, ideographs and full-width forms take two cells. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours take no cell
const COLOURS = /\x1b\[[0-9;]*m/g

/** Cells that a text takes on the screen. */
export function cellsOf(text: string): number {
  const plain = text.replace(COLOURS, '')
  return [...plain].length + (plain.match(WIDE)?.length ?? 0)
}

export interface DrawnLine {
  /** What to send to the screen. */
  readonly output: string
  /** The row of the cursor, counted from that of the prompt: what has to be gone up before the line is drawn again. */
  readonly row: number
}

/** Draws the prompt and the line over what stood there, and puts the cursor where it is in the line. */
export function drawLine(prompt: string, line: TypedLine, columns: number, rowBefore: number): DrawnLine {
  const text =
    line.sought === undefined ? prompt + lineText(line) : `(reverse-i-search)\`${line.sought}': ${lineText(line)}`
  const start = line.sought === undefined ? prompt + line.before : text.slice(0, text.length - line.after.length)
  const end = cellsOf(text)
  const at = cellsOf(start)
  const endRow = Math.floor(end / columns)
  const row = Math.floor(at / columns)
  // A full last row leaves the cursor on it until something follows.
  const wrap = end > 0 && end % columns === 0 ? '\r\n' : ''
  const up = (rows: number): string => (rows > 0 ? `\x1b[${rows}A` : '')
  const right = at % columns > 0 ? `\x1b[${at % columns}C` : ''
  return { output: `${up(rowBefore)}\r\x1b[J${text}${wrap}${up(endRow - row)}\r${right}`, row }
}
