import { commandIssues } from './command'
import { fieldIssues } from './field-issue'
import { inferredIssues } from './inferred'
import { labIssues } from './lab-issue'

/** What is wrong, and what to do, by the issue's code. */
export const issue = {
  issue: { ...fieldIssues, ...labIssues, ...commandIssues, ...inferredIssues },
} as const
