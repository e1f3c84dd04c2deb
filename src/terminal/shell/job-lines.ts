/** What bash says of jobs. */
import type { Job, JobState } from './job'
import { forgetJobs, jobsOf } from './job-table'
import type { World } from './machine'
import { SIGNAL_WORDS } from './signals'

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
