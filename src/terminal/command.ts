import type { Fabric } from '../engine/fabric/fabric'
import type { LabDocument } from '../engine/lab/document'
import type { Namespace, NamespaceName } from '../engine/linux/namespace'
import type { TraceMemory } from '../engine/trace/memory'
import type { Trace } from '../engine/trace/trace'
import type { Completion } from './completion/completion'
import type { FileSystem } from './files'
import type { Chunk, Output } from './output'
import type { JobTable } from './shell/job'
import type { ShellState } from './shell/shell-state'

/** The machine with kubectl and calicoctl that is no part of the cluster's network. */
export const WORKSTATION = '-'

/** A network namespace of the fabric, or the workstation. */
export type HostName = NamespaceName | typeof WORKSTATION

/** What goes on from one command line to the next, on all hosts: plain data. */
export interface Session {
  readonly document: LabDocument
  /** What the network has learned, and the only clock there is (`nowUs`). */
  readonly memory?: TraceMemory
  /** What was written to files, by host. */
  readonly files?: Readonly<Record<HostName, FileSystem>>
  /** Variables, directory and history of each host's shell. */
  readonly shells?: Readonly<Record<HostName, ShellState>>
  /** What runs behind the prompt, by the host whose terminal it is. */
  readonly jobs?: Readonly<Record<HostName, JobTable>>
}

/** What can end a program; each has its number in `signals.ts`. */
export type Signal = 'HUP' | 'INT' | 'QUIT' | 'KILL' | 'TERM'

/** The program is sent the signal when the lab's clock has come that far. */
export interface Deadline {
  readonly atUs: number
  readonly signal: Signal
}

/** A packet that a command sent, and all that came of it. */
export interface SentPacket {
  readonly fabric: Fabric
  readonly trace: Trace
  /** When it was sent, on the clock of `TraceMemory.nowUs`; a step's `timeUs` counts from here. */
  readonly startUs: number
}

/** What is sent while a command listens. */
export interface Traffic {
  /** In order of time, since the command was started. */
  readonly sent: readonly SentPacket[]
  /** Ctrl-C, or `timeout`: nothing more will come. */
  readonly isOver: boolean
  /** Why it is over; absent: Ctrl-C. */
  readonly signal?: Signal
  /** The session when the command was started, and as it was after each change of the lab since. */
  readonly sessions?: readonly Session[]
}

export interface CommandContext {
  readonly session: Session
  /** The session's document, realized when it is first asked for. */
  readonly fabric: Fabric
  /** The host on which the command runs. */
  readonly host: HostName
  /** Its network; the workstation's is a loopback device alone. */
  readonly namespace: Namespace
  /**
   * The output of the command before it in the pipe, or the file it is redirected from. Looking at it takes it: a
   * program in a `while read` loop leaves it alone unless it needs it.
   */
  readonly stdin?: string
  readonly output: Output
  /** Absent: nothing will be sent (see `CommandEnd.listens`). */
  readonly traffic?: Traffic
  /** What takes time is ended then. */
  readonly deadline?: Deadline
  /** It was started with `&`. */
  readonly isBackground?: true
  /** The directory it was started in. */
  readonly directory: string
  /** Exported variables. */
  readonly environment: Readonly<Record<string, string>>
  /** Runs a program there, as `kubectl exec` or `xargs` do; it writes to this command's output. */
  readonly run: RunProgram
}

export type RunProgram = (
  words: readonly string[],
  where?: {
    readonly session?: Session
    readonly host?: HostName
    readonly stdin?: string
    readonly output?: Output
    readonly traffic?: Traffic
  },
) => CommandEnd

export interface CommandEnd {
  readonly exitCode: number
  /** Absent if the command changed nothing. */
  readonly session?: Session
  /** What it sent, in order of time: the app animates it, and a tcpdump elsewhere sees it. */
  readonly sent?: readonly SentPacket[]
  /**
   * It has printed what it saw so far and would go on until Ctrl-C. It is called again, from the start, with what was
   * sent in the meantime added to `traffic`, and must print what it printed before and then more.
   */
  readonly listens?: true
  /** When it would go on by itself. */
  readonly wakesAtUs?: number
  /** It would do the same again and again until it is ended: it listens, but is not called again. */
  readonly goesOn?: true
}

/** A program: `words` are its arguments, without its name. */
export type Command = (words: readonly string[], context: CommandContext) => CommandEnd

/** Where a program is installed. */
export type Place = 'workstation' | Namespace['role']

export interface Program {
  readonly run: Command
  /** Absent: everywhere. */
  readonly on?: readonly Place[]
  /** It needs the cluster's network, which the workstation is not in. */
  readonly network?: true
  /** It prints what it makes of each line as the line comes, so that a `tcpdump` can be read through it. */
  readonly streams?: true
  /** Nobody waits in the lab, but its clock goes on, and jobs with it. */
  readonly takesTime?: true
  /** It ends in good order when it is told to (SIGTERM), and says what it has. */
  readonly catchesTerm?: true
  /** What Tab offers behind its name; absent: files. */
  readonly completes?: Completion
}

export interface LineResult {
  readonly chunks: readonly Chunk[]
  readonly exitCode: number
  readonly session: Session
  /** What its commands sent. */
  readonly sent: readonly SentPacket[]
  /** `exit`: the terminal closes. */
  readonly closes?: true
}

/** A line that was started: what it has printed since the last call, and what it waits for. */
export interface Running extends LineResult {
  /** Absent: the line is over. */
  readonly listening?: Listening
}

/** Each of the two may be called once, and gives what to go on with. */
export interface Listening {
  /** It goes on by itself when the lab's clock is there: a `timeout`. */
  readonly wakesAtUs?: number
  /** Something was sent in another terminal; `session` is as it is after that. */
  readonly hear: (session: Session, sent: readonly SentPacket[]) => Running
  /** Ctrl-C */
  readonly interrupt: (session: Session) => Running
}
