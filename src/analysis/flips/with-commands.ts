import { applyCommand } from '../../engine/lab/apply-command'
import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'

/** The lab with all of the commands, or undefined if one is refused. */
export function afterCommands(document: LabDocument, commands: readonly Command[]): LabDocument | undefined {
  let changed = document
  for (const command of commands) {
    const outcome = applyCommand(changed, command)
    if (!outcome.ok) return undefined
    changed = outcome.value
  }
  return changed
}

/** The same, but undefined if they change nothing, too. */
export function withCommands(document: LabDocument, commands: readonly Command[]): LabDocument | undefined {
  const changed = afterCommands(document, commands)
  return changed === document ? undefined : changed
}
