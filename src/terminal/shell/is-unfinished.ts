import { cursorOn } from './cursor'
import { readCompleteLine } from './parse-script'

/** Whether bash would read on: an open quote, bracket or here-document, or a line that ends in `|`, `&&` or a backslash. */
export function isUnfinished(text: string): boolean {
  if (/(^|[^\\])(\\\\)*\\$/.test(text)) return true
  const cursor = cursorOn(text)
  for (;;) {
    const line = readCompleteLine(cursor, {})
    if (!line.ok) return line.error.kind === 'unfinished'
    if (line.value.unclosed.length > 0) return true
    if (!line.value.script) return false
  }
}
