import type { Fabric } from '../../engine/fabric/fabric'
import type { LabDocument } from '../../engine/lab/document'
import type { HostName, SentPacket, Session } from '../command'
import type { LabNote } from '../output'
import { FRESH_SHELL, type ShellState } from './shell-state'

/** What all the shells of one line share. */
export interface World {
  session: Session
  readonly sent: SentPacket[]
  readonly fabricOf: (document: LabDocument) => Fabric
  readonly limits: Limits
  readonly interpreter: Interpreter
}

/** The shell itself, for what runs lines of its own: `eval`, `bash -c`, `xargs`, `kubectl exec`. */
export interface Interpreter {
  readonly runText: (machine: Machine, text: string, streams: Streams) => Steps
  readonly runWords: (machine: Machine, words: readonly string[], streams: Streams) => Steps
}

/** What is left of what one line may do. */
export interface Limits {
  commands: number
  characters: number
}

/** A shell as it runs: subshells have variables and a directory of their own, and the same world. */
export interface Machine {
  readonly world: World
  readonly host: HostName
  readonly variables: Map<string, string>
  readonly exported: Set<string>
  readonly aliases: Map<string, string>
  directory: string
  lastExitCode: number
  /** `$0`, `$1`, … */
  arguments: readonly string[]
  /** How many shells this one is in. */
  readonly depth: number
}

/** Text that has been given to a command, and how much of it is read. */
export interface Stdin {
  readonly text: string
  at: number
}

/** Where a command's three streams go; what the lab says goes to the terminal whatever is redirected. */
export interface Streams {
  /** Absent: the terminal, where nobody types. */
  readonly stdin: Stdin | undefined
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly note: (note: LabNote) => void
}

/** What a command that goes on until Ctrl-C waits for. */
export interface Wake {
  readonly session: Session
  /** What was sent since it last waited. */
  readonly sent: readonly SentPacket[]
  readonly isOver: boolean
}

/** A step of the interpreter: it stops where a command listens, and ends with an exit code. */
export type Steps<T = number> = Generator<undefined, T, Wake>

/** A command that the shell runs itself, as it changes the shell or waits for other commands. */
export type Builtin = (machine: Machine, words: readonly string[], streams: Streams) => Steps

/** Far more than anybody types, and soon over. */
const MAX_COMMANDS = 20_000
const MAX_CHARACTERS = 8_000_000

export const newLimits = (): Limits => ({ commands: MAX_COMMANDS, characters: MAX_CHARACTERS })

/** The line did more than the lab lets one do. Thrown by what counts, met where the line was started. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch'
}

/** `exit`, `break`, `continue`: thrown to where it ends. */
export class Leave extends Error {
  override readonly name = 'Leave'
  constructor(
    readonly what: 'exit' | 'break' | 'continue' | 'line',
    public levels: number,
  ) {
    super(what)
  }
}

export function spend(limits: Limits, what: keyof Limits, amount: number): void {
  limits[what] -= amount
  if (limits[what] < 0) throw new TooMuch(what)
}

export function machineOn(world: World, host: HostName, depth = 0): Machine {
  const state: ShellState = { ...FRESH_SHELL, ...world.session.shells?.[host] }
  return {
    world,
    host,
    variables: new Map(Object.entries(state.variables)),
    exported: new Set(state.exported),
    aliases: new Map(Object.entries(state.aliases)),
    directory: state.directory,
    lastExitCode: state.lastExitCode,
    arguments: ['bash'],
    depth,
  }
}

/** A shell on another host, as `ssh` and `kubectl exec` start one: nothing of what was set there in a terminal. */
export function freshMachine(world: World, host: HostName, depth: number): Machine {
  const { variables, exported, directory } = FRESH_SHELL
  return {
    world,
    host,
    variables: new Map(Object.entries(variables)),
    exported: new Set(exported),
    aliases: new Map(),
    directory,
    lastExitCode: 0,
    arguments: ['bash'],
    depth,
  }
}

export const subshellOf = (machine: Machine): Machine => ({
  ...machine,
  variables: new Map(machine.variables),
  exported: new Set(machine.exported),
  aliases: new Map(machine.aliases),
  depth: machine.depth + 1,
})

export const stateOf = (machine: Machine, history: readonly string[]): ShellState => ({
  variables: Object.fromEntries(machine.variables),
  exported: [...machine.exported],
  aliases: Object.fromEntries(machine.aliases),
  directory: machine.directory,
  lastExitCode: machine.lastExitCode,
  history,
})

/** What programs see. */
export const environmentOf = (machine: Machine): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...machine.exported].flatMap((name) => {
      const value = machine.variables.get(name)
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
