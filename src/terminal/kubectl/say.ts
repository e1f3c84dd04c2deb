import type { CommandContext, CommandEnd } from '../command'
import type { FlagProblem } from './flags'
import { type KubeKind, resourceName } from './kind'
import type { ArgumentProblem } from './resource-args'

/** `error: …`, as kubectl ends with a fault of its own. */
export function fatal(text: string, { output }: CommandContext): CommandEnd {
  output.err(`error: ${text}\n`)
  return { exitCode: 1 }
}

/** A fault that the API server found. */
export function serverError(reason: string, text: string, { output }: CommandContext): CommandEnd {
  output.err(`Error from server (${reason}): ${text}\n`)
  return { exitCode: 1 }
}

export const notFound = (kind: KubeKind, name: string): string => `${resourceName(kind)} "${name}" not found`

export function flagProblem(command: string, { text, unmodelled }: FlagProblem, context: CommandContext): CommandEnd {
  const end = fatal(`${text}\nSee 'kubectl ${command} --help' for usage.`, context)
  if (unmodelled !== undefined) {
    context.output.note({
      code: 'option-not-modelled',
      params: { command: `kubectl ${command}`, option: unmodelled },
    })
  }
  return end
}

export function argumentProblem(command: string, problem: ArgumentProblem, context: CommandContext): CommandEnd {
  if (problem.kind === 'error') return fatal(problem.text, context)
  context.output.note({
    code: 'command-not-modelled',
    params: { command: `kubectl ${command} ${problem.resource}` },
  })
  return { exitCode: 1 }
}
