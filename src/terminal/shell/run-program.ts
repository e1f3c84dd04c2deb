import type { Fabric } from '../../engine/fabric/fabric'
import { invariant } from '../../engine/invariant'
import type { Namespace } from '../../engine/linux/namespace'
import { ip } from '../../engine/net/ipv4'
import {
  type CommandContext,
  type CommandEnd,
  type HostName,
  type Place,
  type Program,
  type RunProgram,
  type SentPacket,
  type Session,
  type Signal,
  type Traffic,
  WORKSTATION,
} from '../command'
import type { Output } from '../output'
import { runReadyJobs } from './jobs'
import {
  environmentOf,
  freshMachine,
  type Machine,
  type Stdin,
  type Steps,
  type Streams,
  spend,
  subshellOf,
  type Wake,
  type World,
} from './machine'
import { stdinOf } from './redirect'
import { statusOf } from './signals'

/** What bash says of a program that is not there, and of one that it cannot start. */
export const NOT_FOUND = 127
const CANNOT_RUN = 126

/** No network but its own: the workstation reaches the cluster by its API alone. */
const WORKSTATION_NAMESPACE: Namespace = {
  name: WORKSTATION,
  role: 'node',
  links: [
    {
      name: 'lo',
      index: 1,
      type: { kind: 'loopback' },
      mtuBytes: 65_536,
      up: true,
      addresses: [{ address: ip('127.0.0.1'), length: 8, scope: 'host' }],
      proxyArp: false,
    },
  ],
  routes: [],
  neighbours: [],
  fdb: [],
  masquerade: [],
  forwardDrops: [],
  inputFilters: [],
  tracksConnections: false,
  forwarding: false,
}

/** Linux's `MAX_ARG_STRLEN` for one word, and a quarter of an 8 MB stack for all of them (execve(2)). */
const MAX_WORD_LENGTH = 131_072
const MAX_WORDS_LENGTH = 2_097_152

/** Programs that run programs that run programs … */
const MAX_DEPTH = 40

/** Runs a program of the host's path. While it listens, it is run again with what was sent in the meantime. */
export function* runProgram(
  machine: Machine,
  program: Program,
  [name = '', ...words]: readonly string[],
  streams: Streams,
): Steps {
  const tooLong = words.some((word) => word.length >= MAX_WORD_LENGTH)
  if (tooLong || words.reduce((sum, word) => sum + word.length + 1, 0) > MAX_WORDS_LENGTH) {
    streams.err(`bash: /usr/bin/${name}: Argument list too long\n`)
    return CANNOT_RUN
  }
  if (machine.depth > MAX_DEPTH) {
    streams.note({ code: 'too-much', params: { command: name } })
    return CANNOT_RUN
  }
  const { world } = machine
  const stdin = inputOf(streams.stdin)
  let sessions: readonly Session[] = [world.session]
  let traffic: Traffic = { sent: [], isOver: false, sessions }
  const shown = { out: 0, err: 0, notes: 0 }
  for (;;) {
    const output = passing(streams, shown)
    const surroundings = { machine, stdin, output, traffic, session: world.session }
    const context = contextOf(surroundings)
    const end = refusal(name, program, context) ?? program.run(words, context)
    if (!end.listens || traffic.isOver) {
      world.session = end.session ?? world.session
      world.sent.push(...(end.sent ?? []))
      return end.exitCode
    }
    if (end.goesOn) return yield* goOn(world, end)
    const wake = yield* awaitWake(world, end)
    world.session = wake.session
    if (wake.isOver && wake.signal && isEndedBy(wake.signal, program)) return statusOf(wake.signal)
    const isLabChanged = wake.session.document !== sessions.at(-1)?.document
    if (isLabChanged) sessions = [...sessions, wake.session]
    const { isOver, signal } = wake
    traffic = { sent: [...traffic.sent, ...wake.sent], isOver, sessions, ...(signal && { signal }) }
  }
}

/** A program that catches the signal ends by itself. */
const isEndedBy = (signal: Signal, { catchesTerm }: Program): boolean =>
  signal === 'KILL' || (signal !== 'INT' && catchesTerm !== true)

/** Waits; what the shell's own jobs send meanwhile is heard as well. */
function* awaitWake(world: World, { wakesAtUs }: CommandEnd): Steps<Wake> {
  const told = world.sent.length
  runReadyJobs(world)
  const sent = world.sent.slice(told)
  if (sent.length > 0) return { session: world.session, sent, isOver: false }
  return yield wakesAtUs === undefined ? {} : { wakesAtUs }
}

/** It has done what there is to see, and does no more until it is ended. */
function* goOn(world: World, { session, sent = [] }: CommandEnd): Steps {
  world.session = session ?? world.session
  world.sent.push(...sent)
  for (;;) {
    const wake = yield {}
    world.session = wake.session
    if (wake.isOver) return statusOf(wake.signal ?? 'INT')
  }
}

/** What there is to read, taken when it is first looked at, and the same again when the program is run again. */
function inputOf(stdin: Stdin | undefined): (() => string) | undefined {
  if (!stdin) return undefined
  let taken: string | undefined
  return () => {
    taken ??= stdin.text.slice(stdin.at)
    stdin.at = stdin.text.length
    return taken
  }
}

/** An output that lets through what it has not let through before. */
function passing(streams: Streams, shown: { out: number; err: number; notes: number }): Output {
  const seen = { out: 0, err: 0, notes: 0 }
  const pass = (stream: 'out' | 'err', text: string): void => {
    const known = Math.min(text.length, Math.max(0, shown[stream] - seen[stream]))
    seen[stream] += text.length
    shown[stream] = Math.max(shown[stream], seen[stream])
    if (known < text.length) streams[stream](text.slice(known))
  }
  return {
    out: (text) => pass('out', text),
    err: (text) => pass('err', text),
    note: (note) => {
      seen.notes++
      if (seen.notes <= shown.notes) return
      shown.notes = seen.notes
      streams.note(note)
    },
    chunks: [],
  }
}

interface Surroundings {
  readonly machine: Machine
  readonly session: Session
  readonly stdin: (() => string) | undefined
  readonly output: Output
  readonly traffic: Traffic
}

function contextOf(surroundings: Surroundings): CommandContext {
  const { machine, session, stdin, output, traffic } = surroundings
  const { host, directory } = machine
  const { fabricOf } = machine.world
  const context: CommandContext = {
    session,
    host,
    output,
    directory,
    traffic,
    ...(machine.deadline && { deadline: machine.deadline }),
    ...(machine.isBackground && { isBackground: true }),
    environment: environmentOf(machine),
    run: runnerFor(surroundings),
    get fabric() {
      return fabricOf(session.document)
    },
    get namespace() {
      return namespaceOf(fabricOf(session.document), host)
    },
  }
  return stdin ? Object.defineProperty(context, 'stdin', { get: stdin, enumerable: true }) : context
}

function namespaceOf(fabric: Fabric, host: HostName): Namespace {
  const namespace = host === WORKSTATION ? WORKSTATION_NAMESPACE : fabric.namespaces.get(host)
  invariant(namespace, `no host ${host}`)
  return namespace
}

/** Programs run by a program, in a world of their own: what they changed is in what they return. */
function runnerFor(outer: Surroundings): RunProgram {
  return (words, where = {}): CommandEnd => {
    const { machine } = outer
    const session = where.session ?? outer.session
    const sent: SentPacket[] = []
    const output = where.output ?? outer.output
    const streams: Streams = {
      stdin: where.stdin === undefined ? undefined : stdinOf(where.stdin),
      out: output.out,
      err: output.err,
      note: output.note,
    }
    const world: World = {
      ...machine.world,
      session: { ...session, jobs: {} },
      sent,
      terminal: streams,
      isInteractive: false,
      toldJobs: 0,
    }
    const isElsewhere = where.host !== undefined && where.host !== machine.host
    const inner: Machine = isElsewhere
      ? {
          ...freshMachine(world, where.host, machine.depth + 1),
          ...(machine.deadline && { deadline: machine.deadline }),
        }
      : { ...subshellOf(machine), world }
    const traffic = where.traffic ?? outer.traffic
    const steps = world.interpreter.runWords(inner, words, streams)
    let step = steps.next({ session: world.session, sent: [], isOver: false })
    if (!step.done && (traffic.sent.length > 0 || traffic.isOver)) {
      step = steps.next({ ...traffic, session: world.session })
    }
    while (!step.done && traffic.isOver) step = steps.next({ ...traffic, session: world.session, sent: [] })
    if (step.done) runReadyJobs(world)
    const end = { session: { ...world.session, jobs: session.jobs ?? {} }, sent }
    return step.done ? { ...end, exitCode: step.value } : { ...end, exitCode: 0, listens: true, ...step.value }
  }
}

function refusal(name: string, { on, network }: Program, context: CommandContext): CommandEnd | undefined {
  const { host, output } = context
  if (network && host === WORKSTATION) {
    output.note({ code: 'no-network-here', params: { command: name } })
    return { exitCode: 1 }
  }
  if (!on) return undefined
  const place: Place = host === WORKSTATION ? 'workstation' : context.namespace.role
  if (on.includes(place)) return undefined
  output.err(`bash: ${name}: command not found\n`)
  output.note({ code: 'not-installed-here', params: { command: name } })
  return { exitCode: NOT_FOUND }
}

/** Counts what is written, wherever it goes. */
export function counted(machine: Machine, streams: Streams): Streams {
  const { limits } = machine.world
  return {
    ...streams,
    out: (text) => {
      spend(limits, 'characters', text.length)
      streams.out(text)
    },
    err: (text) => {
      spend(limits, 'characters', text.length)
      streams.err(text)
    },
  }
}
