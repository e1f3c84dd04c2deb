/** Types a transcript again, in a lab of its own, and says of each step whether it printed the same. */

import type { LabDocument } from '../../engine/lab/document'
import { findHost } from '../../engine/lab/find-host'
import { realize } from '../../engine/lab/realize'
import type { Transcript, TranscriptStep } from '../../io/transcript'
import { type HostName, type Running, type SentPacket, type Session, WORKSTATION } from '../command'
import { absolutePath, HOME } from '../files'
import type { Chunk } from '../output'
import { runLine, startLine } from '../run-line'
import { comparable } from './comparable'

export interface ReplayedStep {
  readonly step: TranscriptStep
  /** What it printed now, the lab's own notes included. */
  readonly chunks: readonly Chunk[]
  readonly exitCode: number
  readonly isEqual: boolean
  /** The host that the lab does not have, if that is why. */
  readonly missingHost?: string
}

/** How the lab's own notes read amid an output. */
export type ShowChunks = (chunks: readonly Chunk[]) => string

export interface ReplayContext {
  readonly shown: ShowChunks
  /** The lab of a step that something other than a step has changed. */
  readonly readLab: (text: string) => LabDocument | undefined
}

interface Listener {
  readonly index: number
  running: Running
  readonly chunks: Chunk[]
  /** Steps that it still goes on for. */
  left: number
}

/** Each step, in the order in which they begin. */
export function replay(start: Session, transcript: Transcript, context: ReplayContext): readonly ReplayedStep[] {
  const steps = replaying(start, transcript, context)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same, with a rest after each step: a page goes on drawing. */
export function* replaying(
  start: Session,
  transcript: Transcript,
  context: ReplayContext,
): Generator<undefined, readonly ReplayedStep[]> {
  const replayed: ReplayedStep[] = []
  let session = withFiles(start, transcript.files)
  let listeners: Listener[] = []
  const keep = (index: number, chunks: readonly Chunk[], exitCode: number): void => {
    const step = transcript.steps[index] as TranscriptStep
    const isEqual =
      (step.output === undefined || comparable(context.shown(chunks)) === comparable(step.output)) &&
      (step.exitCode === undefined || step.running === true || step.exitCode === exitCode)
    replayed[index] = { step, chunks, exitCode, isEqual }
  }
  const tell = (sent: readonly SentPacket[]): void => {
    for (const listener of listeners) {
      const { listening } = listener.running
      if (!listening) continue
      listener.running = listening.hear(session, sent)
      listener.chunks.push(...listener.running.chunks)
      session = listener.running.session
    }
  }
  const end = (listener: Listener): void => {
    const step = transcript.steps[listener.index]
    while (listener.running.listening && step?.running !== true) {
      listener.running = listener.running.listening.interrupt(session)
      listener.chunks.push(...listener.running.chunks)
      session = listener.running.session
    }
    keep(listener.index, listener.chunks, listener.running.exitCode)
  }
  for (const [index, step] of transcript.steps.entries()) {
    const changed = step.lab === undefined ? undefined : context.readLab(step.lab)
    if (changed) {
      session = { ...session, document: changed }
      tell([])
    }
    const hosts = [step.host, ...(step.beside ? [step.beside.host] : [])]
    const missingHost = hosts.find((name) => hostIn(session, name) === undefined)
    if (missingHost !== undefined) {
      replayed[index] = { step, chunks: [], exitCode: NOT_RUN, isEqual: false, missingHost }
    } else {
      const running = startLine(session, hostIn(session, step.host) as HostName, step.command)
      session = running.session
      const goesOn = step.running === true ? Number.POSITIVE_INFINITY : (step.during ?? 0)
      const listener: Listener = { index, running, chunks: [...running.chunks], left: goesOn + 1 }
      if (running.sent.length > 0) tell(running.sent)
      if (step.beside) {
        const host = hostIn(session, step.beside.host) as HostName
        const meanwhile = runLine(session, host, step.beside.command)
        session = meanwhile.session
        listeners.push(listener)
        if (meanwhile.sent.length > 0) tell(meanwhile.sent)
        listeners = listeners.filter((each) => each !== listener)
        keep(index, listener.chunks, listener.running.exitCode)
      } else if (running.listening && (step.during !== undefined || step.running)) {
        listeners.push(listener)
      } else end(listener)
    }
    for (const listener of listeners) listener.left--
    for (const listener of listeners.filter(({ left }) => left <= 0)) end(listener)
    listeners = listeners.filter(({ left }) => left > 0)
    yield
  }
  for (const listener of listeners) end(listener)
  return replayed
}

/** A step whose host is not there. */
const NOT_RUN = 127

function hostIn(session: Session, name: string): HostName | undefined {
  return name === WORKSTATION ? WORKSTATION : findHost(realize(session.document), name)
}

function withFiles(session: Session, files: Transcript['files']): Session {
  const own = Object.entries(files).flatMap(([name, texts]) => {
    const host = hostIn(session, name)
    const placed = Object.entries(texts).map(([path, text]) => [absolutePath(HOME, path), text])
    return host === undefined ? [] : [[host, { ...session.files?.[host], ...Object.fromEntries(placed) }] as const]
  })
  return { ...session, files: { ...session.files, ...Object.fromEntries(own) } }
}
