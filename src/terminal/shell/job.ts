/** A command that runs behind the prompt: plain data, from which it is run again whenever it hears something. */
import type { HostName, SentPacket, Session, Signal } from '../command'
import type { Chunk } from '../output'
import type { ShellState } from './shell-state'
import type { AndOr } from './syntax'

export interface Job {
  readonly number: number
  readonly pid: number
  /** As it was typed. */
  readonly text: string
  readonly parts: AndOr['parts']
  readonly start: JobStart
  /** What it has heard since. */
  readonly wakes: readonly JobWake[]
  /** How much of what it has printed and sent is known already. */
  readonly shown: number
  readonly told: number
  /** What it has printed and its terminal has not shown yet. */
  readonly pending: readonly Chunk[]
  readonly state: JobState
}

/** The shell that started it, as it was. */
export interface JobStart {
  readonly session: Session
  readonly host: HostName
  readonly shell: ShellState
  readonly arguments: readonly string[]
}

export interface JobWake {
  readonly session: Session
  readonly sent: readonly SentPacket[]
  readonly isOver: boolean
  readonly signal?: Signal
}

export type JobState =
  /** It waits for what others send, or for the clock. */
  | { readonly kind: 'listens'; readonly wakesAtUs?: number }
  /**
   * It would run to its end: what it sends is sent when the shell waits next, and others can hear it. What sends nothing
   * ends when the clock is there.
   */
  | { readonly kind: 'ready'; readonly endsAtUs: number; readonly sends: boolean }
  | { readonly kind: 'ended'; readonly exitCode: number; readonly signal?: Signal }

export interface JobTable {
  readonly jobs: readonly Job[]
  /** `$!` */
  readonly lastPid: number
}
