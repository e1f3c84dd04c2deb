import type { Issue } from '../engine/issue'
import type { LabDocument } from '../engine/lab/document'
import { warningsOf } from '../engine/lab/read-cluster'
import type { Notice } from './lab-state'
import { issueLine, nextNoticeId } from './notice'

const sameness = ({ code, params }: Issue): string => JSON.stringify([code, params])

/** What an edit has brought that Calico takes without a word, and that should not be: nothing if it was so before. */
export function warningNotice(before: LabDocument, after: LabDocument): Notice | undefined {
  const old = new Set(warningsOf(before).map(sameness))
  const fresh = warningsOf(after).filter((warning) => !old.has(sameness(warning)))
  if (fresh.length === 0) return undefined
  return { id: nextNoticeId(), tone: 'warning', lines: fresh.map(issueLine) }
}
