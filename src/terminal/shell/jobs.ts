/**
 * Jobs: what `&` starts. The lab's clock stands still at a prompt, so a job gets on when something is sent, when a
 * command takes time, and when the shell waits for it.
 */
import type { HostName, SentPacket, Session, Signal } from '../command'
import type { Chunk } from '../output'
import type { Job, JobStart, JobState } from './job'
import { atTime, jobsOf, nowOf, SHELL_PID, withJob, withTable } from './job-table'
import { type Machine, type Steps, stateOf, type World } from './machine'
import { adopt, type Resumed, type Runner, run, runReady, wake, withPendingShown } from './run-job'
import { statusOf } from './signals'
import type { AndOr } from './syntax'

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
  return {
    chunks,
    session: withTable(session, host, (table) => ({ ...table, jobs: table.jobs.map(withPendingShown) })),
  }
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
