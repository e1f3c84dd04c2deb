import { clusterOf } from '../../engine/lab/read-cluster'
import type { CommandContext, CommandEnd } from '../command'

/** calicoctl's way out with an error: one line end behind whatever it says. */
export function sayError(text: string, context: CommandContext): CommandEnd {
  const isNew = clusterOf(context.session.document).information.era === 'current'
  context.output.err(`${isNew ? lowered(text) : text}\n`)
  return { exitCode: 1 }
}

/** The newest generation starts its errors in lower case, but for these. */
const lowered = (text: string): string =>
  /^(Failed to delete|Partial success|IP )/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)

export function invalidOption(words: readonly string[], context: CommandContext): CommandEnd {
  const command = `calicoctl ${words.join(' ')}`
  return sayError(`Invalid option: '${command}'. Use flag '--help' to read about a specific subcommand.`, context)
}
