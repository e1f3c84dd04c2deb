import type { Diagnostic } from '@codemirror/lint'
import type { Text } from '@codemirror/state'
import type { Issue, SourcePlace } from '../../../engine/issue'
import { issueHint, issueMessage } from '../../../store/notice'
import { say } from '../../../words/i18n'

/** Where in the editor's text a place is; one past the end counts as the end. */
export function offsetOf(text: Text, { line, column }: SourcePlace): number {
  const { from, to } = text.line(Math.min(Math.max(line, 1), text.lines))
  return Math.min(from + column - 1, to)
}

const endOfWord = (text: Text, from: number): number => {
  const { to } = text.lineAt(from)
  const rest = text.sliceString(from, to)
  return from + (/^[^\s:,}\]]+/.exec(rest)?.[0].length ?? rest.length)
}

/** Issues as marks in the editor. */
export function diagnosticsOf(text: Text, issues: readonly Issue[]): Diagnostic[] {
  return issues.flatMap((issue) => {
    if (!issue.source) return []
    const from = offsetOf(text, issue.source)
    const message = `${say(issueMessage(issue))} ${say(issueHint(issue))}`
    return [{ from, to: Math.max(endOfWord(text, from), from), severity: issue.severity, message }]
  })
}
