import type { LabDocument } from '../engine/lab/document'
import type { HostName, Session } from '../terminal/command'
import type { Chunk } from '../terminal/output'

/** A line typed in a terminal, and what came of it. */
export interface TerminalEntry {
  readonly id: number
  readonly host: HostName
  readonly line: string
  readonly chunks: readonly Chunk[]
  /** Absent while it runs. */
  readonly exitCode?: number
  /** The lab and the files when it was typed. */
  readonly before: { readonly document: LabDocument; readonly files: NonNullable<Session['files']> }
  /** The lab was changed since the line before, by something other than a terminal. */
  readonly isLabEdited: boolean
  /** The lab as it and what was typed before it left it. */
  readonly labAfter: LabDocument
  /** The newest line when it ended; absent while it runs. */
  readonly endedAfter?: number
  /** No longer on its screen, or never was; a transcript still has it. */
  readonly isOffScreen?: true
  /** A ping of the canvas that a terminal heard, as the line that would have sent it. */
  readonly isFromCanvas?: true
}
