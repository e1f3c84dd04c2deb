/** The table of a terminal's jobs, as the session keeps it. */
import { FRESH_MEMORY } from '../../engine/trace/memory'
import type { HostName, Session } from '../command'
import type { Job, JobTable } from './job'
import type { World } from './machine'

/** `$$` of every shell; what it starts comes after it. */
export const SHELL_PID = 4242

const NO_JOBS: JobTable = { jobs: [], lastPid: 0 }

export const jobsOf = (session: Session, host: HostName): JobTable => session.jobs?.[host] ?? NO_JOBS

export const nowOf = (session: Session): number => session.memory?.nowUs ?? 0

export const atTime = (session: Session, nowUs: number): Session => ({
  ...session,
  memory: { ...(session.memory ?? FRESH_MEMORY), nowUs: Math.max(nowUs, nowOf(session)) },
})

export function withTable(session: Session, host: HostName, change: (table: JobTable) => JobTable): Session {
  return { ...session, jobs: { ...session.jobs, [host]: change(jobsOf(session, host)) } }
}

export const withJob = (session: Session, host: HostName, job: Job): Session =>
  withTable(session, host, ({ jobs, lastPid }) => ({
    lastPid,
    jobs: jobs.map((each) => (each.pid === job.pid ? job : each)),
  }))

export function forgetJobs(world: World, isForgotten: (job: Job) => boolean): void {
  world.session = withTable(world.session, world.terminalHost, ({ jobs, lastPid }) => ({
    lastPid,
    jobs: jobs.filter((job) => !isForgotten(job)),
  }))
}
