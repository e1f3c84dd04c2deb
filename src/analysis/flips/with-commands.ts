import { applyCommand } from '../../engine/lab/apply-command'
import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'

/** The lab with all of the commands, or undefined if one is refused or they change nothing. */
export function withCommands(document: LabDocument, commands: readonly Command[]): LabDocument | undefined {
  let changed = document
  for (const command of commands) {
    const outcome = applyCommand(changed, command)
    if (!outcome.ok) return undefined
    changed = outcome.value
  }
  return changed === document ? undefined : changed
}
