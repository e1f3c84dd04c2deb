import { COMMANDS, NOT_MODELLED } from '../commands'
import { readText } from '../files'
import { BUILTINS } from './builtins'
import { runReadyJobs } from './jobs'
import { type Hidden, Leave, type Machine, type Steps, type Streams, TooMuch } from './machine'
import { counted, NOT_FOUND, runProgram } from './run-program'
import { restore } from './variables'

/** Runs what the first word names: a builtin, a program, or a script of the lab's files. */
export function* runNamed(machine: Machine, words: readonly string[], streams: Streams): Steps {
  const [name = '', ...rest] = words
  const limited = counted(machine, streams)
  const body = machine.functions.get(name)
  if (body !== undefined) return yield* runFunction(machine, body, rest, limited)
  const builtin = BUILTINS.get(name)
  if (builtin) return yield* builtin(machine, rest, limited)
  const program = COMMANDS.get(name.replace(/^\/(usr\/)?(local\/)?s?bin\//, ''))
  if (program) {
    // Meanwhile the jobs get on.
    if (program.takesTime) runReadyJobs(machine.world)
    return yield* runProgram(machine, program, words, limited)
  }
  if (name.includes('/')) return yield* runFile(machine, words, streams)
  if (NOT_MODELLED.has(name)) streams.note({ code: 'command-not-modelled', params: { command: name } })
  else streams.err(`bash: ${name}: command not found\n`)
  return NOT_FOUND
}

/** How deep functions may call each other, before the lab says that it is enough. */
const MAX_CALLS = 200

function* runFunction(machine: Machine, body: string, words: readonly string[], streams: Streams): Steps {
  if (machine.scopes.length >= MAX_CALLS) throw new TooMuch('commands')
  const before = machine.arguments
  const scope = new Map<string, Hidden>()
  machine.arguments = [before[0] ?? 'bash', ...words]
  machine.scopes.push(scope)
  try {
    return yield* machine.world.interpreter.runText(machine, body, streams)
  } catch (error) {
    if (error instanceof Leave && error.what === 'return') return machine.lastExitCode
    throw error
  } finally {
    machine.scopes.pop()
    restore(machine, scope)
    machine.arguments = before
  }
}

/** `./script.sh`. The lab's files have no permissions, so any is one. */
function* runFile(machine: Machine, [path = '', ...words]: readonly string[], streams: Streams): Steps {
  const { world, host, directory } = machine
  const text = readText({ session: world.session, host, directory }, path)
  if (text.ok) return yield* world.interpreter.runWords(machine, ['bash', path, ...words], streams)
  streams.err(`bash: ${path}: ${text.error}\n`)
  return text.error === 'No such file or directory' ? NOT_FOUND : 126
}
