import type { Issue } from '../engine/issue'
import type { Output } from './output'

/** What the lab refuses and the emulated program has no words for: each issue, as everywhere else in the lab. */
export function noteIssues(issues: readonly Issue[], output: Output): void {
  for (const { code, params } of issues) {
    output.note({
      code: 'refused',
      params: { message: { key: `issue.${code}.message`, params }, hint: { key: `issue.${code}.hint`, params } },
    })
  }
}
