import type { Fabric } from '../engine/fabric/fabric'
import { assertNever } from '../engine/invariant'
import type { LabDocument } from '../engine/lab/document'
import { realize } from '../engine/lab/realize'
import { FRESH_MEMORY } from '../engine/trace/memory'
import type { HostName, LineResult, Listening, Running, SentPacket, Session } from './command'
import { createOutput, type Output } from './output'
import { cursorOn } from './shell/cursor'
import { closeProcesses } from './shell/expand-word'
import { reportEndedJobs } from './shell/job-lines'
import { runReadyJobs, tellJobs } from './shell/jobs'
import {
  type Interpreter,
  Leave,
  type Machine,
  machineOn,
  newLimits,
  type Steps,
  type Streams,
  stateOf,
  TooMuch,
  type World,
} from './shell/machine'
import { readCompleteLine } from './shell/parse-script'
import { runNamed } from './shell/run-named'
import { runList, runScript } from './shell/run-script'
import type { SyntaxProblem } from './shell/syntax'

/** What bash says of a line it cannot read. */
const SYNTAX_ERROR = 2

/**
 * Runs what was typed on `host`: a line, or several as a paste has them. What would go on until Ctrl-C is stopped, as
 * nobody is there to press it. @throws InvariantError if the lab has no such host.
 */
export function runLine(session: Session, host: HostName, line: string): LineResult {
  return stopped(startLine(session, host, line))
}

/** The same as a script or `ssh` runs it: bash says nothing of the jobs it starts. */
export function runAsScript(session: Session, host: HostName, line: string): LineResult {
  return stopped(startLine(session, host, line, realize, false))
}

/** Runs commands that are split into words already, `|` between them. */
export function runPipeline(
  session: Session,
  host: HostName,
  pipeline: readonly (readonly string[])[],
  fabricOf: (document: LabDocument) => Fabric = realize,
): LineResult {
  const line = pipeline.map((words) => words.map(quoteWord).join(' ')).join(' | ')
  return stopped(startLine(session, host, line, fabricOf))
}

/** The word as bash would read it back. */
const quoteWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`

function stopped(start: Running): LineResult {
  let running = start
  const chunks = [...running.chunks]
  const sent = [...running.sent]
  while (running.listening) {
    const { wakesAtUs } = running.listening
    if (wakesAtUs !== undefined && chunks.length < MAX_CHUNKS) {
      const memory = running.session.memory ?? FRESH_MEMORY
      const nowUs = Math.max(wakesAtUs, memory.nowUs)
      running = running.listening.hear({ ...running.session, memory: { ...memory, nowUs } }, [])
      chunks.push(...running.chunks)
      sent.push(...running.sent)
      continue
    }
    running = running.listening.interrupt(running.session)
    const note = { code: 'listens', params: {} } as const
    chunks.push(...running.chunks, ...(running.listening ? [] : [{ stream: 'lab' as const, note }]))
    sent.push(...running.sent)
  }
  return { ...running, chunks, sent }
}

/** What goes on by itself for ever is stopped as well. */
const MAX_CHUNKS = 10_000

/** Starts what was typed on `host`, for a terminal in which Ctrl-C can be pressed. @throws as `runLine` */
export function startLine(
  session: Session,
  host: HostName,
  line: string,
  fabricOf: (document: LabDocument) => Fabric = realize,
  isInteractive = true,
): Running {
  let output = createOutput()
  let told = 0
  const streams: Streams = {
    stdin: undefined,
    out: (text) => output.out(text),
    err: (text) => output.err(text),
    note: (note) => output.note(note),
  }
  const world: World = {
    session,
    sent: [],
    fabricOf,
    limits: newLimits(),
    interpreter: INTERPRETER,
    terminal: streams,
    terminalHost: host,
    isInteractive,
    toldJobs: 0,
  }
  const machine = machineOn(world, host)
  const steps = runTyped(machine, line, streams)
  const take = (isOver: boolean, hears: readonly SentPacket[], now: Session): Running => {
    output = createOutput()
    const step = steps.next({ session: now, sent: hears, isOver })
    const sent = world.sent.slice(told)
    told = world.sent.length
    const result = { chunks: output.chunks, session: world.session, sent }
    if (step.done) return { ...result, exitCode: machine.lastExitCode, ...(step.value && { closes: true as const }) }
    const listening: Listening = {
      ...step.value,
      hear: (after, packets) => take(false, packets, after),
      interrupt: (after) => take(true, [], after),
    }
    return { ...result, exitCode: 0, listening }
  }
  return take(false, [], session)
}

/** How many lines the shell remembers. */
const HISTORY_LENGTH = 500

/** Runs it, and puts away what the shell is to remember; whether it was left by `exit`. */
function* runTyped(machine: Machine, line: string, streams: Streams): Steps<boolean> {
  const { world, host } = machine
  const before = world.session.shells?.[host]?.history ?? []
  const typed = line.trim()
  const history = typed === '' || typed === before.at(-1) ? before : [...before, typed].slice(-HISTORY_LENGTH)
  const keep = (): void => {
    world.session = { ...world.session, shells: { ...world.session.shells, [host]: stateOf(machine, history) } }
  }
  keep()
  let isLeft = false
  tellJobs(world)
  try {
    yield* runText(machine, line, streams)
  } catch (error) {
    if (error instanceof TooMuch) {
      streams.note({ code: 'too-much', params: { command: typed.slice(0, 40) } })
      machine.lastExitCode = TOO_MUCH
    } else if (error instanceof Leave) isLeft = error.what === 'exit'
    else throw error
  }
  closeProcesses(machine)
  runReadyJobs(world)
  reportEndedJobs(world)
  keep()
  return isLeft
}

/** As after Ctrl-C. */
const TOO_MUCH = 130

/** One complete line after the other, as bash reads a script. */
function* runText(machine: Machine, text: string, streams: Streams): Steps {
  const cursor = cursorOn(text)
  for (;;) {
    const line = readCompleteLine(cursor, Object.fromEntries(machine.aliases))
    if (!line.ok) {
      complain(streams, line.error)
      machine.lastExitCode = SYNTAX_ERROR
      return SYNTAX_ERROR
    }
    for (const delimiter of line.value.unclosed) {
      streams.err(`bash: warning: here-document at line 1 delimited by end-of-file (wanted \`${delimiter}')\n`)
    }
    if (!line.value.script) return machine.lastExitCode
    yield* runScript(machine, line.value.script, streams)
  }
}

/** The shell, for whoever runs jobs. */
export const INTERPRETER: Interpreter = { runText, runWords: runNamed, runList }

function complain(output: Pick<Output, 'err' | 'note'>, problem: SyntaxProblem): void {
  switch (problem.kind) {
    case 'says':
      output.err(`bash: ${problem.text}\n`)
      return
    case 'unfinished':
      if (problem.quote !== undefined)
        output.err(`bash: unexpected EOF while looking for matching \`${problem.quote}'\n`)
      else output.err('bash: syntax error: unexpected end of file\n')
      return
    case 'unexpected':
      output.err(`bash: syntax error near unexpected token \`${problem.token}'\n`)
      return
    case 'not-modelled':
      output.note({ code: 'shell-not-modelled', params: { what: problem.what } })
      return
    default:
      assertNever(problem)
  }
}
