import { applyCommand } from '../engine/lab/apply-command'
import type { Command } from '../engine/lab/commands'
import type { LabDocument } from '../engine/lab/document'
import { realize } from '../engine/lab/realize'
import { type RouteChange, routeChanges } from './route-changes'

/** How many lines of all hosts' tables a command would change; undefined if it would be refused. */
export function changedRoutes(document: LabDocument, command: Command): number | undefined {
  const result = applyCommand(document, command)
  if (!result.ok) return undefined
  const changes = routeChanges(realize(document), realize(result.value))
  return [...changes.values()].reduce((count, ofHost) => count + linesChanged(ofHost), 0)
}

/** A line that only gets another metric is gone and new to the kernel, and one to a reader. */
function linesChanged(changes: readonly RouteChange[]): number {
  const gone = changes.filter(({ kind }) => kind === 'removed').length
  const added = changes.filter(({ kind }) => kind === 'added').length
  return changes.length - Math.min(gone, added)
}
