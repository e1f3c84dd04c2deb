import type { Issue } from '../engine/issue'
import type { Said } from './said'

/** An issue as sentences: what is wrong with which thing, and what to do about it. */
export const issueText = ({ code, params }: Issue): { readonly message: Said; readonly hint: Said } => ({
  message: { key: `issue.${code}.message`, params },
  hint: { key: `issue.${code}.hint`, params },
})

/** One line for a terminal, as compilers have it: `file:line:column: message hint`. */
export function formatIssue(issue: Issue, say: (said: Said) => string): string {
  const { message, hint } = issueText(issue)
  const words = `${say(message)} ${say(hint)}`
  if (!issue.source) return words
  const { file, line, column } = issue.source
  return `${file === undefined ? '' : `${file}:`}${line}:${column}: ${words}`
}
