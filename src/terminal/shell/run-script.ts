import { assertNever } from '../../engine/invariant'
import { COMMANDS } from '../commands'
import { createOutput } from '../output'
import { evaluate } from './arithmetic'
import { testCondition } from './conditional'
import { type Expansion, expandNumber, expandPattern, expandText, expandWords } from './expand-word'
import { startJob, tellJobs } from './jobs'
import { Leave, type Machine, type Steps, type Streams, spend, subshellOf } from './machine'
import { now } from './now'
import { compilePattern, matchesPattern } from './pattern'
import { redirect, stdinOf } from './redirect'
import { fails, runSimple } from './run-simple'
import type { AndOr, Pipeline, Script, ShellCommand } from './syntax'
import { assign, assignArray, namesOf } from './variables'

/** Runs a script's commands one after the other; the exit code is the last one's. */
export function* runScript(machine: Machine, script: Script, streams: Streams): Steps {
  for (const { parts, background } of script) {
    if (background === undefined) yield* runList(machine, parts, streams)
    else {
      spend(machine.world.limits, 'commands', 1)
      startJob(machine, parts, background)
      machine.lastExitCode = 0
    }
  }
  return machine.lastExitCode
}

/** `a && b || c`. The jobs hear of each command that it is over. */
export function* runList(machine: Machine, parts: AndOr['parts'], streams: Streams): Steps {
  for (const [index, { operator, pipeline }] of parts.entries()) {
    if (operator === '&&' && machine.lastExitCode !== 0) continue
    if (operator === '||' && machine.lastExitCode === 0) continue
    const isTested = index < parts.length - 1 || pipeline.isNegated
    const exitCode = yield* tested(machine, isTested, () => runPipeline(machine, pipeline, streams))
    machine.lastExitCode = pipeline.isNegated ? Number(exitCode === 0) : exitCode
    tellJobs(machine.world)
    if (machine.lastExitCode !== 0 && machine.options.has('e') && !isTested && !machine.isTested) {
      throw new Leave('exit', 1)
    }
  }
  return machine.lastExitCode
}

/** What fails in there does not end the shell. */
function* tested(machine: Machine, isTested: boolean, run: () => Steps): Steps {
  const before = machine.isTested
  machine.isTested ||= isTested
  try {
    return yield* run()
  } finally {
    machine.isTested = before
  }
}

function* runPipeline(machine: Machine, { commands, isTimed }: Pipeline, streams: Streams): Steps {
  const startUs = machine.world.session.memory?.nowUs ?? 0
  const statuses: number[] = []
  const [only, ...more] = commands
  if (!only) return 0
  const exitCode =
    more.length === 0
      ? yield* runCommand(machine, only, streams)
      : yield* runStages(machine, commands, streams, statuses)
  if (more.length === 0) statuses.push(exitCode)
  if (more.length === 0) machine.arrays.delete('PIPESTATUS')
  else
    assignArray(
      machine,
      'PIPESTATUS',
      [...statuses.entries()].map(([at, status]) => [String(at), String(status)]),
    )
  if (isTimed) streams.err(timesText((machine.world.session.memory?.nowUs ?? 0) - startUs))
  const failed = statuses.findLast((status) => status !== 0)
  return machine.options.has('pipefail') && failed !== undefined ? failed : exitCode
}

/** The lab's own clock; its machines compute nothing. */
const timesText = (us: number): string => {
  const text = (seconds: number): string => `${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(3)}s`
  return `\nreal\t${text(us / 1_000_000)}\nuser\t${text(0)}\nsys\t${text(0)}\n`
}

/** What each stage writes is the next one's input; while one listens, those after it are run on what there is so far. */
function* runStages(
  machine: Machine,
  commands: readonly ShellCommand[],
  streams: Streams,
  statuses: number[] = [],
): Steps {
  const [first, ...after] = commands
  if (!first) return 0
  if (after.length === 0) {
    const exitCode = yield* runInSubshell(machine, first, streams)
    statuses.push(exitCode)
    return exitCode
  }
  const chunks: string[] = []
  let shown = 0
  const steps = runInSubshell(machine, first, { ...streams, out: (text) => void chunks.push(text) })
  let step = steps.next({ session: machine.world.session, sent: [], isOver: false })
  while (!step.done) {
    shown = Math.max(shown, showSoFar(machine, after, chunks.join(''), { streams, shown }))
    step = steps.next(yield step.value)
  }
  statuses.push(step.value)
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
  return yield* runStages(machine, after, rest, statuses)
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
  const { toldJobs: _, ...world } = machine.world
  const trial: Machine = { ...subshellOf(machine), world: { ...world, sent: [] } }
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
  if (command.kind === 'function') {
    machine.functions.set(command.name, command.body)
    return fails(machine, 0)
  }
  const redirected = yield* redirect(expansion, command.redirections, streams)
  if (!redirected) return fails(machine, 1)
  try {
    return yield* runCompound(machine, command, redirected.streams)
  } finally {
    redirected.close()
  }
}

type Compound = Exclude<ShellCommand, { readonly kind: 'simple' | 'function' }>

function* runCompound(machine: Machine, command: Compound, streams: Streams): Steps {
  const expansion: Expansion = { machine, streams, substitute }
  switch (command.kind) {
    case 'group':
      if (!command.isSubshell) return yield* runScript(machine, command.body, streams)
      return yield* runSubshell(machine, command.body, streams)
    case 'if':
      for (const { condition, body } of command.branches) {
        if ((yield* ask(machine, condition, streams)) === 0) return yield* runScript(machine, body, streams)
      }
      machine.lastExitCode = 0
      return yield* runScript(machine, command.otherwise, streams)
    case 'for': {
      const words = command.words ? yield* expandWords(expansion, command.words) : machine.arguments.slice(1)
      const left = [...words]
      return yield* runLoop(machine, command.body, streams, function* () {
        const word = left.shift()
        if (word !== undefined) assign(machine, command.name, word)
        return yield* now(word !== undefined)
      })
    }
    case 'counting-for': {
      let isFirst = true
      const isMissing = command.condition.every((part) => part.kind === 'text' && part.text.trim() === '')
      return yield* runLoop(machine, command.body, streams, function* () {
        yield* expandNumber(expansion, isFirst ? command.start : command.step)
        isFirst = false
        return isMissing || (yield* expandNumber(expansion, command.condition)) !== 0n
      })
    }
    case 'while':
      return yield* runLoop(machine, command.body, streams, function* () {
        return ((yield* ask(machine, command.condition, streams)) === 0) !== command.isUntil
      })
    case 'case':
      return yield* runCase(expansion, command)
    case 'condition':
      return fails(machine, yield* testCondition(expansion, command.condition))
    case 'arithmetic': {
      const value = evaluate(yield* expandText(expansion, command.expression), namesOf(machine))
      if (!value.ok) streams.err(`bash: ((: ${value.error}\n`)
      return fails(machine, Number(!value.ok || value.value === 0n))
    }
    default:
      return assertNever(command)
  }
}

/** A condition may fail. */
const ask = (machine: Machine, condition: Script, streams: Streams): Steps =>
  tested(machine, true, () => runScript(machine, condition, streams))

function* runCase(expansion: Expansion, command: Extract<Compound, { readonly kind: 'case' }>): Steps {
  const { machine, streams } = expansion
  const text = yield* expandText(expansion, command.word)
  machine.lastExitCode = 0
  let goesOn = false
  for (const { patterns, body, end } of command.clauses) {
    let isMatch = goesOn
    for (const pattern of patterns) {
      isMatch ||= matchesPattern(compilePattern(yield* expandPattern(expansion, pattern)), text)
    }
    if (!isMatch) continue
    yield* runScript(machine, body, streams)
    if (end === ';;') break
    goesOn = end === ';&'
  }
  return machine.lastExitCode
}

function* runLoop(machine: Machine, body: Script, streams: Streams, goesOn: () => Steps<boolean>): Steps {
  let exitCode = 0
  for (;;) {
    spend(machine.world.limits, 'commands', 1)
    try {
      if (!(yield* goesOn())) break
      exitCode = yield* runScript(machine, body, streams)
    } catch (error) {
      if (!(error instanceof Leave) || (error.what !== 'break' && error.what !== 'continue')) throw error
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
function* substitute(machine: Machine, script: Script, streams: Streams, isWhole = false): Steps<string> {
  const chunks: string[] = []
  spend(machine.world.limits, 'commands', 1)
  yield* runSubshell(machine, script, { ...streams, out: (text) => void chunks.push(text) })
  return isWhole ? chunks.join('') : chunks.join('').replace(/\n+$/, '')
}
