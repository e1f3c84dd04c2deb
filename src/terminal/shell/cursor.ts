import { SyntaxFault, type SyntaxProblem } from './syntax'

/** A here-document whose text begins at the next line. */
export interface AwaitedText {
  readonly delimiter: string
  /** `<<'EOF'`: nothing in it is expanded. */
  readonly isLiteral: boolean
  /** `<<-EOF` */
  readonly stripsTabs: boolean
  readonly take: (text: string) => void
}

/** Where the parser stands in a text. */
export interface Cursor {
  text: string
  at: number
  awaited: AwaitedText[]
  /** Delimiters of here-documents that the text ended in. */
  readonly unclosed: string[]
}

export const cursorOn = (text: string): Cursor => ({ text, at: 0, awaited: [], unclosed: [] })

export function fault(problem: SyntaxProblem): never {
  throw new SyntaxFault(problem)
}

export const isAtEnd = (cursor: Cursor): boolean => cursor.at >= cursor.text.length

export const startsWith = (cursor: Cursor, text: string): boolean => cursor.text.startsWith(text, cursor.at)

/** Past blanks, escaped line ends and a comment. */
export function skipBlanks(cursor: Cursor): void {
  const { text } = cursor
  for (;;) {
    const character = text[cursor.at]
    if (character === ' ' || character === '\t' || character === '\r') cursor.at++
    else if (character === '\\' && text[cursor.at + 1] === '\n') cursor.at += 2
    else if (character === '#' && (cursor.at === 0 || /[\s;&|()<>]/.test(text.charAt(cursor.at - 1)))) {
      const end = text.indexOf('\n', cursor.at)
      cursor.at = end < 0 ? text.length : end
    } else return
  }
}

/** Longest first. */
const OPERATORS = [
  ...['&>>', '<<-', '<<<', ';;&', '&&', '||', ';;', ';&', '|&', '&>', '<<', '<&', '<>', '>>', '>&', '>|'],
  ...['\n', '|', '&', ';', '(', ')', '<', '>'],
]

export const operatorAt = (cursor: Cursor): string | undefined =>
  OPERATORS.find((operator) => startsWith(cursor, operator))

/** Over the end of the line, and over the here-documents that begin after it. */
export function takeNewline(cursor: Cursor): void {
  cursor.at++
  const awaited = cursor.awaited
  cursor.awaited = []
  for (const document of awaited) document.take(takeDocument(cursor, document))
}

/** The text up to a line that is the delimiter and nothing else. */
function takeDocument(cursor: Cursor, { delimiter, stripsTabs }: AwaitedText): string {
  const lines: string[] = []
  while (!isAtEnd(cursor)) {
    const found = cursor.text.indexOf('\n', cursor.at)
    const end = found < 0 ? cursor.text.length : found
    const raw = cursor.text.slice(cursor.at, end)
    cursor.at = Math.min(end + 1, cursor.text.length)
    const line = stripsTabs ? raw.replace(/^\t+/, '') : raw
    if (line === delimiter) return lines.join('')
    lines.push(`${line}${found < 0 ? '' : '\n'}`)
  }
  cursor.unclosed.push(delimiter)
  return lines.join('')
}

/** At the end of the text, what still waits for a here-document finds none. */
export function endOfText(cursor: Cursor): void {
  for (const { delimiter, take } of cursor.awaited) {
    cursor.unclosed.push(delimiter)
    take('')
  }
  cursor.awaited = []
}
