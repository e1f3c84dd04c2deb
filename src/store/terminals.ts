import { realize } from '../engine/lab/realize'
import { formatIpv4 } from '../engine/net/ipv4'
import type { Probe } from '../engine/trace/trace'
import {
  type HostName,
  type Listening,
  type Running,
  type SentPacket,
  type Session,
  WORKSTATION,
} from '../terminal/command'
import { INTERPRETER, startLine } from '../terminal/run-line'
import { hearJobs, takePending } from '../terminal/shell/jobs'
import type { LabStore, LabStoreApi } from './create-lab-store'
import { questionOf } from './probe-question'
import { keepSentLog, logSent, sentAfter } from './sent-log'

/** What the app's terminals do with what is typed. */
export interface Terminals {
  /** Runs a line, or several; nothing if the host is still busy with one. */
  type(host: HostName, line: string): void
  isBusy(host: HostName): boolean
  /** Ctrl-C */
  interrupt(host: HostName): void
  stop(): void
}

interface Busy {
  readonly id: number
  readonly line: string
  readonly listening: Listening
}

const sessionOf = ({ document, memory, files, shells }: LabStore): Session => ({
  document,
  files,
  shells,
  ...(memory ? { memory } : {}),
})

/** The last packet; of a run of datagrams, more of which are sent than are answered, the last one that was. */
function worthSeeing(sent: readonly SentPacket[]): SentPacket {
  const last = sent.at(-1) as SentPacket
  if (!last.trace.probe.datagram) return last
  return sent.findLast(({ trace }) => trace.heardAtUs !== undefined) ?? last
}

/** Joins the terminals to the store: what they change is the lab's, what is sent anywhere is heard by who listens. */
export function createTerminals(store: LabStoreApi): Terminals {
  keepSentLog(store)
  const busy = new Map<HostName, Busy>()
  /** The ping that a terminal itself put on the canvas is heard once. */
  let isShowing = false
  /** What runs behind the prompts; it ends with the page. */
  let jobs: NonNullable<Session['jobs']> = {}
  /** Where what a job prints while its terminal is idle is shown. */
  const lastLines = new Map<HostName, number>()

  const sessionNow = (): Session => ({ ...sessionOf(store.getState()), jobs })

  /** Jobs hear what the canvas sends, and what they print comes behind the line before the prompt. */
  const tellJobs = (sent: readonly SentPacket[]): void => {
    if (Object.values(jobs).every((table) => table.jobs.length === 0)) return
    const heard = hearJobs(sessionNow(), sent, { fabricOf: realize, interpreter: INTERPRETER })
    jobs = heard.session.jobs ?? {}
    const { adoptSession } = store.getState()
    adoptSession(heard.session, { key: 'edit.terminal', params: { command: '&' } })
    showJobs()
  }

  const showJobs = (): void => {
    for (const [host, id] of lastLines) {
      if (busy.has(host)) continue
      const { session, chunks } = takePending(sessionNow(), host)
      jobs = session.jobs ?? {}
      if (chunks.length > 0) store.getState().printed(id, chunks)
    }
  }

  const take = (host: HostName, id: number, line: string, running: Running): void => {
    const { adoptSession, printed, closeTerminal } = store.getState()
    if (running.listening) busy.set(host, { id, line, listening: running.listening })
    else busy.delete(host)
    isShowing = true
    const before = store.getState().document
    jobs = running.session.jobs ?? {}
    adoptSession(running.session, { key: 'edit.terminal', params: { command: shortened(line) } })
    isShowing = false
    const isEdit = store.getState().document !== before
    printed(id, running.chunks, running.listening ? undefined : running.exitCode)
    if (running.closes) closeTerminal(host)
    showJobs()
    if (running.sent.length === 0) {
      if (isEdit) tell([], host)
      return
    }
    isShowing = true
    logSent(store, running.sent)
    isShowing = false
    tell(running.sent, host)
    show(worthSeeing(running.sent))
  }

  const tell = (sent: readonly SentPacket[], by?: HostName): void => {
    for (const [host, { id, line, listening }] of [...busy]) {
      if (host !== by) take(host, id, line, listening.hear(sessionNow(), sent))
    }
  }

  const show = ({ fabric, trace }: SentPacket): void => {
    isShowing = true
    store.getState().showSent({ probe: questionOf(fabric, trace.probe), trace })
    isShowing = false
  }

  let lastHeard = store.getState().sentLog.at(-1)
  let lastDocument = store.getState().document
  const unsubscribe = store.subscribe((state) => {
    const sent = sentAfter(state, lastHeard)
    lastHeard = state.sentLog.at(-1)
    // Who watches the lab is told of an edit as well.
    const isEdit = state.document !== lastDocument
    lastDocument = state.document
    if (isShowing || (sent.length === 0 && !isEdit)) return
    isShowing = true
    tellJobs(sent)
    isShowing = false
    if (busy.size === 0) return
    if (sent.length === 0) store.getState().heard(WORKSTATION, ':')
    for (const { trace } of sent) store.getState().heard(trace.probe.from, pingLine(trace.probe))
    tell(sent)
  })

  return {
    type(host, line) {
      if (busy.has(host)) return
      const state = store.getState()
      const id = state.typed(host, line)
      lastLines.set(host, id)
      take(host, id, line, startLine(sessionNow(), host, line))
    },
    isBusy: (host) => busy.has(host),
    interrupt(host) {
      const now = busy.get(host)
      if (now) take(host, now.id, now.line, now.listening.interrupt(sessionNow()))
    },
    stop: unsubscribe,
  }
}

/** The line that sends such a ping; what is as ping has it by itself is left out. */
function pingLine({ destination, payloadBytes, ttl, pathMtuDiscovery }: Probe): string {
  const options = [
    ...(payloadBytes === 56 ? [] : [`-s ${payloadBytes}`]),
    ...(ttl === 64 ? [] : [`-t ${ttl}`]),
    ...(pathMtuDiscovery === 'want' ? [] : [`-M ${pathMtuDiscovery}`]),
  ]
  return ['ping -c 1', ...options, formatIpv4(destination)].join(' ')
}

const MAX_NAME_LENGTH = 60

/** A command as the history's labels show it. */
function shortened(line: string): string {
  const [first = '', ...more] = line.split('\n')
  return more.length > 0 || first.length > MAX_NAME_LENGTH ? `${first.slice(0, MAX_NAME_LENGTH)}…` : first
}
