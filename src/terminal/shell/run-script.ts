import { assertNever } from '../../engine/invariant'
import { COMMANDS } from '../commands'
import { createOutput } from '../output'
import { type Expansion, expandText, expandWords } from './expand-word'
import { Leave, type Machine, type Steps, type Streams, spend, subshellOf } from './machine'
import { redirect, stdinOf } from './redirect'
import { runNamed } from './run-named'
import type { AndOr, Pipeline, Script, ShellCommand } from './syntax'

/** Runs a script's commands one after the other; the exit code is the last one's. */
export function* runScript(machine: Machine, script: Script, streams: Streams): Steps {
  for (const list of script) yield* runAndOr(machine, list, streams)
  return machine.lastExitCode
}

function* runAndOr(machine: Machine, list: AndOr, streams: Streams): Steps {
  for (const { operator, pipeline } of list) {
    if (operator === '&&' && machine.lastExitCode !== 0) continue
    if (operator === '||' && machine.lastExitCode === 0) continue
    const exitCode = yield* runPipeline(machine, pipeline, streams)
    machine.lastExitCode = pipeline.isNegated ? Number(exitCode === 0) : exitCode
  }
  return machine.lastExitCode
}

function* runPipeline(machine: Machine, { commands }: Pipeline, streams: Streams): Steps {
  const [only, ...more] = commands
  if (!only) return 0
  return more.length === 0 ? yield* runCommand(machine, only, streams) : yield* runStages(machine, commands, streams)
}

/** What each stage writes is the next one's input; while one listens, those after it are run on what there is so far. */
function* runStages(machine: Machine, commands: readonly ShellCommand[], streams: Streams): Steps {
  const [first, ...after] = commands
  if (!first) return 0
  if (after.length === 0) return yield* runInSubshell(machine, first, streams)
  const chunks: string[] = []
  let shown = 0
  const steps = runInSubshell(machine, first, { ...streams, out: (text) => void chunks.push(text) })
  let step = steps.next({ session: machine.world.session, sent: [], isOver: false })
  while (!step.done) {
    shown = Math.max(shown, showSoFar(machine, after, chunks.join(''), { streams, shown }))
    step = steps.next(yield)
  }
  let toSkip = shown
  const rest: Streams = {
    ...streams,
    stdin: stdinOf(chunks.join('')),
    out: (text) => {
      const skipped = Math.min(toSkip, text.length)
      toSkip -= skipped
      if (skipped < text.length) streams.out(text.slice(skipped))
    },
  }
  return yield* runStages(machine, after, rest)
}

function* runInSubshell(machine: Machine, command: ShellCommand, streams: Streams): Steps {
  const subshell = subshellOf(machine)
  try {
    return yield* runCommand(subshell, command, streams)
  } catch (error) {
    if (error instanceof Leave) return subshell.lastExitCode
    throw error
  }
}

/**
 * Shows what filters that work line by line would have let through by now, and says how much of their output that is.
 * Other filters (`wc`, `sort`) keep it to themselves until their input ends.
 */
function showSoFar(
  machine: Machine,
  filters: readonly ShellCommand[],
  input: string,
  { streams, shown }: { readonly streams: Streams; readonly shown: number },
): number {
  if (!filters.every(isLineFilter)) return 0
  const output = createOutput()
  // Nothing of this run stays: it is run again on the whole input when that has ended.
  const trial: Machine = { ...subshellOf(machine), world: { ...machine.world, sent: [] } }
  const steps = runStages(trial, filters, {
    stdin: stdinOf(input),
    out: output.out,
    err: () => undefined,
    note: () => undefined,
  })
  if (!steps.next({ session: trial.world.session, sent: [], isOver: false }).done) return 0
  const text = output.chunks.map((chunk) => (chunk.stream === 'out' ? chunk.text : '')).join('')
  if (text.length > shown) streams.out(text.slice(shown))
  return text.length
}

function isLineFilter(command: ShellCommand): boolean {
  if (command.kind !== 'simple') return false
  const [name] = command.words
  const [part, ...more] = name ?? []
  return part?.kind === 'text' && more.length === 0 && COMMANDS.get(part.text)?.streams === true
}

function* runCommand(machine: Machine, command: ShellCommand, streams: Streams): Steps {
  const expansion: Expansion = { machine, streams, substitute }
  if (command.kind === 'simple') return yield* runSimple(expansion, command)
  const redirected = yield* redirect(expansion, command.redirections, streams)
  if (!redirected) return fails(machine, 1)
  try {
    return yield* runCompound(machine, command, redirected.streams)
  } finally {
    redirected.close()
  }
}

function fails(machine: Machine, exitCode: number): number {
  machine.lastExitCode = exitCode
  return exitCode
}

type Compound = Exclude<ShellCommand, { readonly kind: 'simple' }>

function* runCompound(machine: Machine, command: Compound, streams: Streams): Steps {
  switch (command.kind) {
    case 'group':
      if (!command.isSubshell) return yield* runScript(machine, command.body, streams)
      return yield* runSubshell(machine, command.body, streams)
    case 'if':
      for (const { condition, body } of command.branches) {
        if ((yield* runScript(machine, condition, streams)) === 0) return yield* runScript(machine, body, streams)
      }
      machine.lastExitCode = 0
      return yield* runScript(machine, command.otherwise, streams)
    case 'for': {
      const words = yield* expandWords({ machine, streams, substitute }, command.words)
      const exitCode = yield* runLoop(machine, command.body, streams, () => {
        const word = words.shift()
        if (word !== undefined) machine.variables.set(command.name, word)
        return now(word !== undefined)
      })
      return exitCode
    }
    case 'while':
      return yield* runLoop(machine, command.body, streams, function* () {
        return ((yield* runScript(machine, command.condition, streams)) === 0) !== command.isUntil
      })
    default:
      return assertNever(command)
  }
}

/** An answer that takes no steps. */
// biome-ignore lint/correctness/useYield: it has nothing to wait for
function* now<T>(value: T): Steps<T> {
  return value
}

function* runLoop(machine: Machine, body: Script, streams: Streams, goesOn: () => Steps<boolean>): Steps {
  let exitCode = 0
  for (;;) {
    spend(machine.world.limits, 'commands', 1)
    try {
      if (!(yield* goesOn())) break
      exitCode = yield* runScript(machine, body, streams)
    } catch (error) {
      if (!(error instanceof Leave) || error.what === 'exit' || error.what === 'line') throw error
      exitCode = 0
      if (--error.levels > 0) throw error
      if (error.what === 'break') break
    }
  }
  machine.lastExitCode = exitCode
  return exitCode
}

/** What it sets is gone after it, and `exit` leaves no more than it. */
function* runSubshell(machine: Machine, script: Script, streams: Streams): Steps {
  const subshell = subshellOf(machine)
  try {
    yield* runScript(subshell, script, streams)
  } catch (error) {
    if (!(error instanceof Leave)) throw error
  }
  machine.lastExitCode = subshell.lastExitCode
  return subshell.lastExitCode
}

/** `$(…)`: what it wrote, without the line ends at its end. */
function* substitute(machine: Machine, script: Script, streams: Streams): Steps<string> {
  const chunks: string[] = []
  spend(machine.world.limits, 'commands', 1)
  yield* runSubshell(machine, script, { ...streams, out: (text) => void chunks.push(text) })
  return chunks.join('').replace(/\n+$/, '')
}

function* runSimple(expansion: Expansion, command: Extract<ShellCommand, { readonly kind: 'simple' }>): Steps {
  const { machine } = expansion
  spend(machine.world.limits, 'commands', 1)
  const words = yield* expandWords(expansion, command.words)
  const redirected = yield* redirect(expansion, command.redirections, expansion.streams)
  if (!redirected) return fails(machine, 1)
  const assigned: [name: string, value: string][] = []
  for (const { name, value, appends } of command.assignments) {
    const text = yield* expandText(expansion, value)
    const assignment: [string, string] = [name, appends ? (machine.variables.get(name) ?? '') + text : text]
    assigned.push(assignment)
    if (words.length === 0) machine.variables.set(...assignment)
  }
  try {
    // Without a command the exit code is that of the last `$(…)`, or 0.
    if (words.length === 0) return hasSubstitution(command) ? machine.lastExitCode : fails(machine, 0)
    return fails(machine, yield* runWith(machine, assigned, words, redirected.streams))
  } finally {
    redirected.close()
  }
}

const hasSubstitution = ({ words, assignments }: Extract<ShellCommand, { readonly kind: 'simple' }>): boolean =>
  [...words, ...assignments.map(({ value }) => value)].some((word) => word.some(({ kind }) => kind === 'substitution'))

/** `NAME=value command`: the variable is there for that command alone. */
function* runWith(
  machine: Machine,
  assigned: readonly (readonly [name: string, value: string])[],
  words: readonly string[],
  streams: Streams,
): Steps {
  const before = assigned.map(([name]) => ({
    name,
    value: machine.variables.get(name),
    wasExported: machine.exported.has(name),
  }))
  for (const [name, value] of assigned) {
    machine.variables.set(name, value)
    machine.exported.add(name)
  }
  try {
    return yield* runNamed(machine, words, streams)
  } finally {
    for (const { name, value, wasExported } of before) {
      if (value === undefined) machine.variables.delete(name)
      else machine.variables.set(name, value)
      if (!wasExported) machine.exported.delete(name)
    }
  }
}
