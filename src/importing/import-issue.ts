import type { Issue, SourcePlace } from '../engine/issue'

/** Something about a file that is imported; the words are in the catalogue under `issue.<code>`. */
export function importIssue(
  file: string,
  code: string,
  params: Issue['params'] = {},
  place: Omit<SourcePlace, 'file'> = { line: 1, column: 1 },
  severity: Issue['severity'] = 'error',
): Issue {
  return { code, params, severity, source: { ...place, file } }
}
