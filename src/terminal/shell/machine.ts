import type { Fabric } from '../../engine/fabric/fabric'
import type { LabDocument } from '../../engine/lab/document'
import type { Deadline, HostName, SentPacket, Session, Signal } from '../command'
import type { LabNote } from '../output'
import { FRESH_SHELL, type ShellState } from './shell-state'
import type { AndOr } from './syntax'

/** What all the shells of one line share. */
export interface World {
  session: Session
  readonly sent: SentPacket[]
  readonly fabricOf: (document: LabDocument) => Fabric
  readonly limits: Limits
  readonly interpreter: Interpreter
  /** The terminal in which the line was typed, and the host whose terminal that is. */
  readonly terminal: Streams
  readonly terminalHost: HostName
  /** Somebody sits at the terminal: bash says which jobs it starts and which have ended. */
  readonly isInteractive: boolean
  /** How much of `sent` the jobs have heard. Absent: another world tells them. */
  toldJobs?: number
}

/** The shell itself, for what runs lines of its own: `eval`, `bash -c`, `xargs`, `kubectl exec`. */
export interface Interpreter {
  readonly runText: (machine: Machine, text: string, streams: Streams) => Steps
  readonly runWords: (machine: Machine, words: readonly string[], streams: Streams) => Steps
  readonly runList: (machine: Machine, parts: AndOr['parts'], streams: Streams) => Steps
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
  /** By name: values by their index or, of the associative ones, their key. */
  readonly arrays: Map<string, ReadonlyMap<string, string>>
  readonly associative: Set<string>
  /** Bodies of functions as they were written. */
  readonly functions: Map<string, string>
  /** `set -e`, `-u`, `-x` by their letter, and `pipefail`. */
  readonly options: Set<string>
  directory: string
  lastExitCode: number
  /** `$0`, `$1`, … */
  arguments: readonly string[]
  /** How many shells this one is in. */
  readonly depth: number
  /** What `local` has hidden, a map for each function that runs. */
  readonly scopes: Map<string, Hidden>[]
  /** In an `if`, behind `!` or before `&&`: a command that fails does not end the shell, whatever `set -e`. */
  isTested: boolean
  /** When `timeout` ends what runs here. */
  readonly deadline?: Deadline
  /** It runs behind the prompt. */
  readonly isBackground?: true
}

/** What a local variable stands before. */
export interface Hidden {
  readonly value: string | undefined
  readonly array: ReadonlyMap<string, string> | undefined
  readonly wasExported: boolean
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
  /** What ends it; absent: Ctrl-C. */
  readonly signal?: Signal
}

/** What a command that goes on waits for, besides being woken. */
export interface Waiting {
  /** It goes on by itself then. */
  readonly wakesAtUs?: number
}

/** A step of the interpreter: it stops where a command listens, and ends with an exit code. */
export type Steps<T = number> = Generator<Waiting, T, Wake>

export type Step = IteratorResult<Waiting, number>

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
    readonly what: 'exit' | 'break' | 'continue' | 'line' | 'return',
    public levels: number,
  ) {
    super(what)
  }
}

export function spend(limits: Limits, what: keyof Limits, amount: number): void {
  limits[what] -= amount
  if (limits[what] < 0) throw new TooMuch(what)
}

export const machineOn = (world: World, host: HostName): Machine =>
  shellFrom(world, host, { ...FRESH_SHELL, ...world.session.shells?.[host] }, 0)

/** A shell as it was put away. */
export function shellFrom(world: World, host: HostName, state: ShellState, depth: number): Machine {
  return {
    world,
    host,
    variables: new Map(Object.entries(state.variables)),
    exported: new Set(state.exported),
    aliases: new Map(Object.entries(state.aliases)),
    arrays: new Map(
      Object.entries(state.arrays ?? {}).map(([name, values]) => [name, new Map(Object.entries(values))]),
    ),
    associative: new Set(state.associative),
    functions: new Map(Object.entries(state.functions ?? {})),
    options: new Set(state.options),
    directory: state.directory,
    lastExitCode: state.lastExitCode,
    arguments: ['bash'],
    depth,
    scopes: [],
    isTested: false,
  }
}

/** A shell on another host, as `ssh` and `kubectl exec` start one: nothing of what was set there in a terminal. */
export const freshMachine = (world: World, host: HostName, depth: number): Machine =>
  shellFrom(world, host, { ...FRESH_SHELL, aliases: {} }, depth)

export const subshellOf = (machine: Machine): Machine => ({
  ...machine,
  variables: new Map(machine.variables),
  exported: new Set(machine.exported),
  aliases: new Map(machine.aliases),
  arrays: new Map(machine.arrays),
  associative: new Set(machine.associative),
  functions: new Map(machine.functions),
  options: new Set(machine.options),
  scopes: machine.scopes.map((scope) => new Map(scope)),
  depth: machine.depth + 1,
})

export const stateOf = (machine: Machine, history: readonly string[]): ShellState => ({
  variables: Object.fromEntries(machine.variables),
  exported: [...machine.exported],
  aliases: Object.fromEntries(machine.aliases),
  ...(machine.arrays.size > 0 && {
    arrays: Object.fromEntries([...machine.arrays].map(([name, values]) => [name, Object.fromEntries(values)])),
    associative: [...machine.associative],
  }),
  ...(machine.functions.size > 0 && { functions: Object.fromEntries(machine.functions) }),
  ...(machine.options.size > 0 && { options: [...machine.options] }),
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
