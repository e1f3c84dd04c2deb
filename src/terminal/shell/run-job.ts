/** One job's run: begun, gone on with when it hears of something, and what that has come to. */
import type { Fabric } from '../../engine/fabric/fabric'
import type { LabDocument } from '../../engine/lab/document'
import type { HostName, SentPacket, Session, Signal } from '../command'
import { type Chunk, createOutput, type Output } from '../output'
import type { Job, JobState, JobWake } from './job'
import { withJob } from './job-table'
import {
  type Interpreter,
  Leave,
  type Machine,
  newLimits,
  type Step,
  type Steps,
  type Streams,
  shellFrom,
  TooMuch,
  type World,
} from './machine'
import { statusOf } from './signals'

/** What a job needs to run. */
export interface Runner {
  readonly fabricOf: (document: LabDocument) => Fabric
  readonly interpreter: Interpreter
}

/** A job in the middle of its run. */
interface Live {
  readonly world: World
  readonly steps: Steps
  readonly output: Output
  readonly machine: Machine
}

interface Ran {
  readonly chunks: readonly Chunk[]
  readonly sent: readonly SentPacket[]
  readonly session: Session
  readonly step: Step
}

/** Runs that can be gone on with, for who holds the job as it is now; from any other it is run again from its beginning. */
const LIVE = new WeakMap<Job, Live>()

function begin({ parts, start }: Job, host: HostName, { fabricOf, interpreter }: Runner): Live {
  const output = createOutput()
  const streams: Streams = { stdin: undefined, out: output.out, err: output.err, note: output.note }
  const world: World = {
    fabricOf,
    interpreter,
    session: { ...start.session, jobs: {} },
    sent: [],
    limits: newLimits(),
    terminal: streams,
    terminalHost: host,
    isInteractive: false,
    toldJobs: 0,
  }
  const shell = shellFrom(world, start.host, start.shell, 1)
  const machine: Machine = { ...shell, arguments: start.arguments, isBackground: true }
  return { world, machine, output, steps: interpreter.runList(machine, parts, streams) }
}

/** Its own jobs are not the terminal's. */
function stepOf({ steps, machine, world }: Live, heard: JobWake): Step {
  try {
    return steps.next({ ...heard, session: { ...heard.session, jobs: world.session.jobs ?? {} } })
  } catch (error) {
    if (!(error instanceof Leave) && !(error instanceof TooMuch)) throw error
    return { done: true, value: machine.lastExitCode }
  }
}

/** The job through all it has heard, and what that has come to. */
export function run(
  job: Job,
  host: HostName,
  runner: Runner,
  before?: Job,
): { readonly ran: Ran; readonly live: Live } {
  const known = before && LIVE.get(before)
  if (before) LIVE.delete(before)
  const live = known ?? begin(job, host, runner)
  const start: JobWake = { session: job.start.session, sent: [], isOver: false }
  let step: Step = { done: false, value: {} }
  const all = [start, ...job.wakes]
  for (const heard of known ? all.slice(-1) : all) if (!step.done) step = stepOf(live, heard)
  const { output, world } = live
  const session = { ...world.session, jobs: all.at(-1)?.session.jobs ?? {} }
  return { live, ran: { chunks: [...output.chunks], sent: [...world.sent], session, step } }
}

/** A session in which a job has gone on, and what it has sent. */
export interface Resumed {
  readonly session: Session
  readonly sent: readonly SentPacket[]
}

/** Takes over what a run of the job has come to. */
export function adopt(job: Job, host: HostName, ran: Ran, live: Live, signal?: Signal): Resumed {
  const { step, chunks } = ran
  const isSignalled = signal !== undefined && step.done === true && step.value === statusOf(signal)
  const state: JobState = step.done
    ? { kind: 'ended', exitCode: step.value, ...(isSignalled && { signal }) }
    : { kind: 'listens', ...step.value }
  const after: Job = {
    ...job,
    state,
    shown: chunks.reduce((sum, chunk) => sum + lengthOf(chunk), 0),
    told: ran.sent.length,
    pending: [...job.pending, ...chunksAfter(chunks, job.shown)],
  }
  if (!step.done) LIVE.set(after, live)
  return { session: withJob(ran.session, host, after), sent: ran.sent.slice(job.told) }
}

/** Notes count as one character. */
const lengthOf = (chunk: Chunk): number => (chunk.stream === 'lab' ? 1 : chunk.text.length)

function chunksAfter(chunks: readonly Chunk[], shown: number): readonly Chunk[] {
  let left = shown
  return chunks.flatMap((chunk): Chunk[] => {
    const known = Math.min(left, lengthOf(chunk))
    left -= known
    if (known === lengthOf(chunk)) return []
    return [chunk.stream === 'lab' ? chunk : { ...chunk, text: chunk.text.slice(known) }]
  })
}

export function wake(host: HostName, job: Job, heard: JobWake, runner: Runner): Resumed {
  const woken: Job = { ...job, wakes: [...job.wakes, heard] }
  const { ran, live } = run(woken, host, runner, job)
  return adopt(woken, host, ran, live, heard.signal)
}

/** Runs what was only set up: from now on, in the lab as it is now. */
export function runReady(session: Session, host: HostName, job: Job, runner: Runner): Resumed {
  const started: Job = { ...job, start: { ...job.start, session } }
  const { ran, live } = run(started, host, runner)
  return adopt(started, host, ran, live)
}

/** The job once the terminal has shown what it had printed; it goes on where it was. */
export function withPendingShown(job: Job): Job {
  if (job.pending.length === 0) return job
  const shown: Job = { ...job, pending: [] }
  const live = LIVE.get(job)
  if (live) LIVE.set(shown, live)
  return shown
}
