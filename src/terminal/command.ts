import type { Fabric } from '../engine/fabric/fabric'
import type { LabDocument } from '../engine/lab/document'
import type { Namespace } from '../engine/linux/namespace'
import type { TraceMemory } from '../engine/trace/memory'
import type { Chunk, Output } from './output'

/** What goes on from one command line to the next: the lab, and what its network has learned. */
export interface Session {
  readonly document: LabDocument
  readonly memory?: TraceMemory
}

export interface CommandContext {
  readonly session: Session
  readonly fabric: Fabric
  /** The host on which the command runs. */
  readonly namespace: Namespace
  /** The output of the command before it in the pipe. */
  readonly stdin?: string
  readonly output: Output
}

export interface CommandEnd {
  readonly exitCode: number
  /** Absent if the command changed nothing. */
  readonly session?: Session
}

/** A program: `words` are its arguments, without its name. */
export type Command = (words: readonly string[], context: CommandContext) => CommandEnd

export interface LineResult {
  readonly chunks: readonly Chunk[]
  readonly exitCode: number
  readonly session: Session
}
