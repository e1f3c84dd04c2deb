/**
 * Jobs: what `&` starts. The lab's clock stands still at a prompt, so a job gets on when something is sent, when a
 * command takes time, and when the shell waits for it.
 */
import type { Fabric } from '../../engine/fabric/fabric'
import type { LabDocument } from '../../engine/lab/document'
import { FRESH_MEMORY } from '../../engine/trace/memory'
import type { HostName, SentPacket, Session, Signal } from '../command'
import { type Chunk, createOutput, type Output } from '../output'
import type { Job, JobStart, JobState, JobTable, JobWake } from './job'
import {
  type Interpreter,
  Leave,
  type Machine,
  newLimits,
  type Step,
  type Steps,
  type Streams,
  shellFrom,
  stateOf,
  TooMuch,
  type World,
} from './machine'
import { SIGNAL_WORDS, statusOf } from './signals'
import type { AndOr } from './syntax'

/** `$$` of every shell; what it starts comes after it. */
export const SHELL_PID = 4242

const NO_JOBS: JobTable = { jobs: [], lastPid: 0 }

export const jobsOf = (session: Session, host: HostName): JobTable => session.jobs?.[host] ?? NO_JOBS

const nowOf = (session: Session): number => session.memory?.nowUs ?? 0

const atTime = (session: Session, nowUs: number): Session => ({
  ...session,
  memory: { ...(session.memory ?? FRESH_MEMORY), nowUs: Math.max(nowUs, nowOf(session)) },
})

function withTable(session: Session, host: HostName, change: (table: JobTable) => JobTable): Session {
  return { ...session, jobs: { ...session.jobs, [host]: change(jobsOf(session, host)) } }
}

const withJob = (session: Session, host: HostName, job: Job): Session =>
  withTable(session, host, ({ jobs, lastPid }) => ({
    lastPid,
    jobs: jobs.map((each) => (each.pid === job.pid ? job : each)),
  }))

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
function run(job: Job, host: HostName, runner: Runner, before?: Job): { readonly ran: Ran; readonly live: Live } {
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
interface Resumed {
  readonly session: Session
  readonly sent: readonly SentPacket[]
}

/** Takes over what a run of the job has come to. */
function adopt(job: Job, host: HostName, ran: Ran, live: Live, signal?: Signal): Resumed {
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

function wake(host: HostName, job: Job, heard: JobWake, runner: Runner): Resumed {
  const woken: Job = { ...job, wakes: [...job.wakes, heard] }
  const { ran, live } = run(woken, host, runner, job)
  return adopt(woken, host, ran, live, heard.signal)
}

/** Starts what stands before `&`. */
export function startJob(machine: Machine, parts: AndOr['parts'], text: string): void {
  const { world } = machine
  const host = world.terminalHost
  const { jobs, lastPid } = jobsOf(world.session, host)
  const number = Math.max(0, ...jobs.map((job) => job.number)) + 1
  const pid = Math.max(SHELL_PID, lastPid) + 1
  const { session } = world
  const start: JobStart = { session, host: machine.host, shell: stateOf(machine, []), arguments: machine.arguments }
  const made = { number, pid, text, parts, start, wakes: [], shown: 0, told: 0, pending: [] }
  const job: Job = { ...made, state: { kind: 'listens' } }
  if (world.isInteractive && machine.depth === 0) world.terminal.err(`[${number}] ${pid}\n`)
  const { ran, live } = run(job, host, world)
  const endsAtUs = nowOf(ran.session)
  const takesTime = ran.step.done === true && endsAtUs > nowOf(session)
  const isLater = ran.sent.length > 0 || takesTime
  const state: JobState = { kind: 'ready', endsAtUs, sends: ran.sent.length > 0 }
  const placed = (at: Session): Session =>
    withTable(at, host, () => ({ jobs: [...jobs, isLater ? { ...job, state } : job], lastPid: pid }))
  if (isLater) world.session = placed(session)
  else takeOver(world, adopt(job, host, { ...ran, session: placed(ran.session) }, live))
}

function takeOver(world: World, { session, sent }: Resumed): void {
  world.session = session
  world.sent.push(...sent)
  showPending(world)
}

/** Runs what was only set up: from now on, in the lab as it is now. */
function runReady(session: Session, host: HostName, job: Job, runner: Runner): Resumed {
  const started: Job = { ...job, start: { ...job.start, session } }
  const { ran, live } = run(started, host, runner)
  return adopt(started, host, ran, live)
}

/** Before the shell waits: what its jobs have to send is sent. */
export function runReadyJobs(world: World): void {
  if (world.toldJobs === undefined) return
  const host = world.terminalHost
  for (const { pid } of jobsOf(world.session, host).jobs) {
    const job = jobsOf(world.session, host).jobs.find((each) => each.pid === pid)
    if (job?.state.kind !== 'ready' || !job.state.sends) continue
    takeOver(world, runReady(world.session, host, job, world))
    tellJobs(world)
  }
}

/** The jobs hear what was sent since they were told last, and that time has gone on. */
export function tellJobs(world: World): void {
  if (world.toldJobs === undefined) return
  const sent = world.sent.slice(world.toldJobs)
  const heard = hearJobs(world.session, sent, world)
  world.session = heard.session
  world.sent.push(...heard.sent)
  world.toldJobs = world.sent.length
  showPending(world)
}

/** The same for what was sent elsewhere: every host's jobs, as the lab is now; and what they send then. */
export function hearJobs(start: Session, news: readonly SentPacket[], runner: Runner): Resumed {
  let session = start
  const sent: SentPacket[] = []
  const queue: { readonly packets: readonly SentPacket[]; readonly by?: number }[] = [{ packets: news }]
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const [host, { jobs }] of Object.entries(session.jobs ?? {})) {
      for (const { pid } of jobs) {
        if (pid === next.by) continue
        const job = jobsOf(session, host).jobs.find((each) => each.pid === pid)
        const resumed = job && resumedBy(session, host, job, next.packets, runner)
        if (!resumed) continue
        session = resumed.session
        sent.push(...resumed.sent)
        if (resumed.sent.length > 0) queue.push({ packets: resumed.sent, by: pid })
      }
    }
  }
  return { session, sent }
}

function resumedBy(
  session: Session,
  host: HostName,
  job: Job,
  sent: readonly SentPacket[],
  runner: Runner,
): Resumed | undefined {
  const { state } = job
  if (state.kind === 'ended') return undefined
  if (state.kind === 'ready') {
    if (state.sends || state.endsAtUs > nowOf(session)) return undefined
    // It has slept meanwhile, not now.
    const resumed = runReady(session, host, job, runner)
    return { ...resumed, session: { ...resumed.session, ...(session.memory && { memory: session.memory }) } }
  }
  const { document } = job.wakes.at(-1)?.session ?? job.start.session
  const isDue = (state.wakesAtUs ?? Number.POSITIVE_INFINITY) <= nowOf(session)
  if (sent.length === 0 && document === session.document && !isDue) return undefined
  return wake(host, job, { session, sent, isOver: false }, runner)
}

/** Shows what the jobs of this terminal have printed. */
function showPending(world: World): void {
  const taken = takePending(world.session, world.terminalHost)
  world.session = taken.session
  for (const chunk of taken.chunks) {
    if (chunk.stream === 'lab') world.terminal.note(chunk.note)
    else world.terminal[chunk.stream](chunk.text)
  }
}

/** What the jobs of that terminal have printed, and the session in which that is known. */
export function takePending(
  session: Session,
  host: HostName,
): { readonly session: Session; readonly chunks: readonly Chunk[] } {
  const chunks = jobsOf(session, host).jobs.flatMap(({ pending }) => pending)
  if (chunks.length === 0) return { session, chunks }
  const read = (job: Job): Job => {
    if (job.pending.length === 0) return job
    const shown: Job = { ...job, pending: [] }
    const live = LIVE.get(job)
    if (live) LIVE.set(shown, live)
    return shown
  }
  return { chunks, session: withTable(session, host, (table) => ({ ...table, jobs: table.jobs.map(read) })) }
}

/** Sends a job the signal; what does not end by that is ended. */
export function killJob(world: World, job: Job, signal: Signal): void {
  const host = world.terminalHost
  const ended: JobState = { kind: 'ended', exitCode: statusOf(signal), signal }
  if (job.state.kind === 'ended') return
  if (job.state.kind === 'ready' || signal === 'KILL') {
    world.session = withJob(world.session, host, { ...job, state: ended })
    return
  }
  takeOver(world, wake(host, job, { session: world.session, sent: [], isOver: true, signal }, world))
  const after = jobsOf(world.session, host).jobs.find(({ pid }) => pid === job.pid)
  if (after?.state.kind === 'listens') world.session = withJob(world.session, host, { ...after, state: ended })
}

/** When one of these goes on by itself; undefined: none does. */
const wakesAt = (jobs: readonly Job[]): number | undefined => {
  const times = jobs.flatMap(({ state }) => {
    if (state.kind === 'ready') return [state.endsAtUs]
    return state.kind === 'listens' && state.wakesAtUs !== undefined ? [state.wakesAtUs] : []
  })
  return times.length > 0 ? Math.min(...times) : undefined
}

/** Until they have ended, or Ctrl-C; whether they have. */
export function* awaitJobs(world: World, isWanted: (job: Job) => boolean): Steps<boolean> {
  for (;;) {
    runReadyJobs(world)
    const left = jobsOf(world.session, world.terminalHost).jobs.filter(
      (job) => job.state.kind !== 'ended' && isWanted(job),
    )
    if (left.length === 0) return true
    const nextUs = wakesAt(left)
    if (nextUs === undefined || world.toldJobs === undefined) {
      const heard = yield {}
      world.session = heard.session
      showPending(world)
      if (heard.isOver) return false
    } else {
      world.session = atTime(world.session, nextUs)
      tellJobs(world)
    }
  }
}

/** `[1]+  Done                    sleep 1` */
export function jobLine(job: Job, jobs: readonly Job[], withPid = false): string {
  const place = jobs.length - 1 - jobs.findIndex(({ pid }) => pid === job.pid)
  const mark = place === 0 ? '+' : place === 1 ? '-' : ' '
  const pid = withPid ? `${job.pid} ` : ''
  const isRunning = job.state.kind !== 'ended'
  return `[${job.number}]${mark}  ${pid}${stateText(job.state).padEnd(24)}${job.text}${isRunning ? ' &' : ''}\n`
}

function stateText(state: JobState): string {
  if (state.kind !== 'ended') return 'Running'
  if (state.signal) return SIGNAL_WORDS[state.signal]
  return state.exitCode === 0 ? 'Done' : `Exit ${state.exitCode}`
}

/** Before its next prompt bash says which jobs have ended, and forgets them. */
export function reportEndedJobs(world: World): void {
  const host = world.terminalHost
  const { jobs } = jobsOf(world.session, host)
  const ended = jobs.filter(({ state }) => state.kind === 'ended')
  if (ended.length === 0) return
  if (world.isInteractive) for (const job of ended) world.terminal.err(jobLine(job, jobs))
  forgetJobs(world, ({ state }) => state.kind === 'ended')
}

export function forgetJobs(world: World, isForgotten: (job: Job) => boolean): void {
  world.session = withTable(world.session, world.terminalHost, ({ jobs, lastPid }) => ({
    lastPid,
    jobs: jobs.filter((job) => !isForgotten(job)),
  }))
}
