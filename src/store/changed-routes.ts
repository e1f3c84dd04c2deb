import { countOf, routeChanges } from '../analysis/difference/route-changes'
import { applyCommand } from '../engine/lab/apply-command'
import type { Command } from '../engine/lab/commands'
import type { LabDocument } from '../engine/lab/document'
import { realize } from '../engine/lab/realize'

/** How many lines of all hosts' tables a command would change; undefined if it would be refused. */
export function changedRoutes(document: LabDocument, command: Command): number | undefined {
  const result = applyCommand(document, command)
  if (!result.ok) return undefined
  return countOf(routeChanges(realize(document), realize(result.value)).total)
}
