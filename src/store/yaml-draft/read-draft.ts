import type { Issue } from '../../engine/issue'
import type { LabDocument } from '../../engine/lab/document'
import { type PoolChange, poolChangeIssue, poolChanges } from '../../engine/lab/pool-changes'
import { fail, type Result } from '../../engine/result'
import { type ParsedLab, parseLab } from '../../io/parse-lab'
import { resourcePlace } from '../../io/resource-place'

/**
 * The lab that an edited text is, or what is wrong with it, each with its place: by itself, and as a change of the lab
 * that it was. What Calico lets nobody change of a pool is refused, unless the text is of another cluster.
 */
export function readDraft(before: LabDocument, text: string): Result<ParsedLab, readonly Issue[]> {
  const parsed = parseLab(text)
  if (!parsed.ok) return parsed
  const changes = poolsChanged(before, parsed.value.document)
  if (changes.length === 0) return parsed
  return fail(changes.map(poolChangeIssue).map((issue) => placed(issue, text)))
}

export function poolsChanged(before: LabDocument, after: LabDocument): readonly PoolChange[] {
  const known = new Set(nodesOf(before))
  return nodesOf(after).some((name) => known.has(name)) ? poolChanges(before, after) : []
}

const nodesOf = ({ manifests }: LabDocument): readonly string[] =>
  manifests.flatMap(({ kind, metadata }) => (kind === 'Node' ? [metadata.name] : []))

function placed(issue: Issue, text: string): Issue {
  const source = issue.resource && resourcePlace(text, issue.resource, issue.path)
  return source ? { ...issue, source } : issue
}
