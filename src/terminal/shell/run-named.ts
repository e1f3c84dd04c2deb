import { COMMANDS, NOT_MODELLED } from '../commands'
import { readText } from '../files'
import { BUILTINS } from './builtins'
import type { Machine, Steps, Streams } from './machine'
import { counted, NOT_FOUND, runProgram } from './run-program'

/** Runs what the first word names: a builtin, a program, or a script of the lab's files. */
export function* runNamed(machine: Machine, words: readonly string[], streams: Streams): Steps {
  const [name = '', ...rest] = words
  const limited = counted(machine, streams)
  const builtin = BUILTINS.get(name)
  if (builtin) return yield* builtin(machine, rest, limited)
  const program = COMMANDS.get(name.replace(/^\/(usr\/)?(local\/)?s?bin\//, ''))
  if (program) return yield* runProgram(machine, program, words, limited)
  if (name.includes('/')) return yield* runFile(machine, words, streams)
  if (NOT_MODELLED.has(name)) streams.note({ code: 'command-not-modelled', params: { command: name } })
  else streams.err(`bash: ${name}: command not found\n`)
  return NOT_FOUND
}

/** `./script.sh`. The lab's files have no permissions, so any is one. */
function* runFile(machine: Machine, [path = '', ...words]: readonly string[], streams: Streams): Steps {
  const { world, host, directory } = machine
  const text = readText({ session: world.session, host, directory }, path)
  if (text.ok) return yield* world.interpreter.runWords(machine, ['bash', path, ...words], streams)
  streams.err(`bash: ${path}: ${text.error}\n`)
  return text.error === 'No such file or directory' ? NOT_FOUND : 126
}
