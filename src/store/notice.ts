import type { Issue } from '../engine/issue'
import type { Said } from '../words/said'
import type { Notice, NoticeLine } from './lab-state'

let count = 0

export const nextNoticeId = (): number => {
  count += 1
  return count
}

export const issueMessage = (issue: Issue): Said => ({ key: `issue.${issue.code}.message`, params: issue.params })
export const issueHint = (issue: Issue): Said => ({ key: `issue.${issue.code}.hint`, params: issue.params })

export const issueLine = (issue: Issue): NoticeLine => ({
  text: issueMessage(issue),
  hint: issueHint(issue),
  ...(issue.source && {
    place: { key: 'yaml.place', params: { line: issue.source.line, column: issue.source.column } },
  }),
})

export const noticeOf = (issues: readonly Issue[], title: Said): Notice => ({
  id: nextNoticeId(),
  tone: 'error',
  lines: [{ text: title }, ...issues.map(issueLine)],
})

export const infoNotice = (text: Said, hint?: Said): Notice => ({
  id: nextNoticeId(),
  tone: 'info',
  lines: [hint ? { text, hint } : { text }],
})

/** Stays until it is closed or something else is done: it may be said while nobody looks. */
export const standingNotice = (text: Said, offer?: Notice['offer']): Notice => ({
  id: nextNoticeId(),
  tone: 'warning',
  lines: [{ text }],
  ...(offer && { offer }),
})
