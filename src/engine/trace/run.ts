import type { Fabric, Port } from '../fabric/fabric'
import type { NeighbourAnswer } from '../fabric/resolve-neighbour'
import { invariant } from '../invariant'
import type { Link, LinkName } from '../linux/link'
import type { Namespace, NamespaceName } from '../linux/namespace'
import type { Ipv4 } from '../net/ipv4'
import type { Mac } from '../net/mac'
import { type Connection, type ErrorTokens, PING_WAITS_MS, type TraceMemory, type WaitingPacket } from './memory'
import type { LearnedNeighbour } from './neighbours'
import type {
  DropReason,
  Frame,
  LateError,
  PacketFate,
  Probe,
  RepeatedAnswer,
  Step,
  StepEvent,
  TracedPacket,
  Verdict,
} from './trace'

/**
 * What is to be done next with a packet. Where the kernel has a queue (a device's backlog, a tunnel's receive cells) a
 * stage leaves the task to its turn, `enqueue`; where the kernel calls, the task goes before all others, `callNext`.
 */
export type Task =
  /** A frame reaches a device. */
  | { readonly kind: 'arrive'; readonly packet: number; readonly port: Port; readonly frame: Frame }
  /** An IPv4 packet comes up from a device: after the link header, or out of a tunnel. */
  | {
      readonly kind: 'input'
      readonly packet: number
      readonly namespace: Namespace
      readonly link: LinkName
      readonly bytes: Uint8Array
    }
  /** A routed packet goes down to a device. */
  | {
      readonly kind: 'output'
      readonly packet: number
      readonly namespace: Namespace
      readonly dev: LinkName
      readonly nextHop: Ipv4
      readonly bytes: Uint8Array
      readonly fragmentBytes?: number
      /** A process sends it, not the kernel on its own: between two fragments everything else is done first. */
      readonly isProcess?: true
    }
  /** It is small enough for the device now. */
  | {
      readonly kind: 'send'
      readonly packet: number
      readonly namespace: Namespace
      readonly dev: LinkName
      readonly nextHop: Ipv4
      readonly bytes: Uint8Array
    }
  /** It leaves the device, after what the sender's cable has done to it. */
  | {
      readonly kind: 'leave'
      readonly packet: number
      readonly namespace: Namespace
      readonly dev: LinkName
      readonly nextHop: Ipv4
      readonly bytes: Uint8Array
      readonly to: NeighbourAnswer
    }
  /** An ARP request reaches who will answer it. */
  | { readonly kind: 'ask'; readonly question: Question }
  /** And its answer who has asked. */
  | { readonly kind: 'answer'; readonly question: Question }

/** An ARP request that is answered, and what waits for that. */
export interface Question {
  readonly asker: Link
  readonly askerMac: Mac
  readonly nextHop: Ipv4
  readonly answer: NeighbourAnswer
  readonly waiting: Extract<Task, { readonly kind: 'send' }>[]
}

/** The work in progress of one trace. Mutable, and never seen outside `tracePacket`. */
export interface Run {
  readonly fabric: Fabric
  readonly probe: Probe
  readonly identifier: number
  readonly sequence: number
  /** What is called, first things first. */
  readonly tasks: Task[]
  /** By name, in the order in which they first had something: the machines' backlog, and each tunnel's receive cells. */
  readonly queues: Map<string, Task[]>
  /** What a process has still to send, when there is nothing else to do. */
  readonly toSend: Extract<Task, { readonly kind: 'send' }>[]
  /** What is on a cable that takes its time, the first to arrive first. */
  readonly onCables: { readonly atUs: number; readonly task: Task }[]
  readonly draws: Map<string, number>
  readonly repeated: RepeatedAnswer[]
  readonly steps: Step[]
  readonly packets: TracedPacket[]
  readonly connections: Connection[]
  /** Fragments that wait for the others, by machine and datagram. */
  readonly fragments: Map<string, Uint8Array[]>
  readonly pathMtuBytes: Map<string, number>
  readonly neighbours: Map<string, LearnedNeighbour>
  /** What is being asked for, and will be answered. */
  readonly questions: Map<string, Question>
  /** Packets of this ping and of those before it. */
  readonly waiting: (WaitingPacket & { readonly packet?: number })[]
  readonly errorTokens: Map<string, ErrorTokens>
  nowUs: number
  readonly startUs: number
  /** When the ping gives up: what comes later nobody hears. */
  readonly givesUpUs: number
  readonly late: LateError[]
  nextIdentification: number
  verdict?: Verdict
  heardAtUs?: number
}

/** A packet under way in one namespace. */
export interface Cursor {
  readonly packet: number
  readonly namespace: Namespace
  /** Of one that came in: by which device. */
  readonly link?: LinkName
  readonly bytes: Uint8Array
  /** Of a packet put together on the way: it goes on in fragments no larger than it came in (`frag_max_size`). */
  readonly fragmentBytes?: number
}

export function startRun(fabric: Fabric, probe: Probe, memory: TraceMemory): Run {
  return {
    fabric,
    probe,
    identifier: probe.identifier ?? memory.nextIdentifier,
    sequence: probe.sequence ?? 1,
    tasks: [],
    queues: new Map(),
    toSend: [],
    onCables: [],
    draws: new Map(memory.draws),
    repeated: [],
    steps: [],
    packets: [],
    connections: [...memory.connections],
    fragments: new Map(),
    pathMtuBytes: new Map(memory.pathMtuBytes),
    neighbours: new Map(memory.neighbours),
    questions: new Map(),
    waiting: [...memory.waiting],
    errorTokens: new Map(memory.errorTokens),
    nowUs: memory.nowUs,
    startUs: memory.nowUs,
    givesUpUs: memory.nowUs + (probe.waitMs ?? PING_WAITS_MS) * 1000,
    late: [],
    nextIdentification: 1,
  }
}

/** A tunnel hands its packets up by as many at once (`gro_normal_batch` in net/core/gro.c); a capture sees them all first. */
const BATCH = 8

/** To be done at its turn, in the queue of that name. */
export function enqueue(run: Run, queue: string, task: Task): void {
  const waiting = run.queues.get(queue)
  if (waiting) waiting.push(task)
  else run.queues.set(queue, [task])
}

/**
 * What the kernel would do now: what it has called; else the next of the queue it is polling, until that is empty, and
 * then of the one that was first to have something (`net_rx_action` in net/core/dev.c); else what a process has to send.
 */
export function nextTask(run: Run): Task | undefined {
  const called = run.tasks.shift()
  if (called) return called
  for (const [name, waiting] of run.queues) {
    const [task, ...others] = waiting.splice(0, name === BACKLOG ? 1 : BATCH)
    run.tasks.push(...others)
    if (task) return task
    run.queues.delete(name)
  }
  return run.toSend.shift()
}

/** The one queue of a processor for what arrives at its devices, in whatever namespace (`process_backlog`). */
export const BACKLOG = 'backlog'

/** To be done before anything else that waits: the kernel would call it. */
export function callNext(run: Run, ...tasks: readonly Task[]): void {
  run.tasks.unshift(...tasks)
}

/** Virtual time that things take. The order is what counts; no recording is compared with it. */
const DURATION_US: Readonly<Partial<Record<StepEvent['kind'], number>>> = { receive: 60, transmit: 8, originate: 12 }
const OTHER_DURATION_US = 4

/** Writes down what happened to the packet; `bytes` is the packet as it is after it. */
export function record(run: Run, { packet, namespace, bytes }: Cursor, event: StepEvent): Step {
  run.nowUs += DURATION_US[event.kind] ?? OTHER_DURATION_US
  const step: Step = {
    index: run.steps.length,
    timeUs: run.nowUs - run.startUs,
    packet,
    namespace: namespace.name,
    event,
    bytes,
  }
  run.steps.push(step)
  return step
}

export function startPacket(
  run: Run,
  kind: TracedPacket['kind'],
  origin: Pick<TracedPacket, 'parent' | 'error' | 'copyOf'> = {},
): number {
  run.packets.push({ kind, fate: 'lost', ...origin })
  return run.packets.length - 1
}

export function settle(run: Run, packet: number, fate: PacketFate): void {
  const traced = run.packets[packet]
  invariant(traced, `no packet ${packet}`)
  run.packets[packet] = { ...traced, fate }
}

/** The packet goes no further. */
export function drop(run: Run, cursor: Cursor, reason: DropReason): void {
  record(run, cursor, { kind: 'drop', reason })
  settle(run, cursor.packet, 'lost')
}

export function namespaceOf(run: Run, name: NamespaceName): Namespace {
  const namespace = run.fabric.namespaces.get(name)
  invariant(namespace, `no host ${name}`)
  return namespace
}

/** What the sender hears first counts; an answer that comes again it notes. */
export function hear(run: Run, verdict: Verdict): void {
  if (run.verdict?.kind === 'answered' && verdict.kind === 'answered') {
    run.repeated.push({ timeUs: run.nowUs - run.startUs, verdict })
  }
  if (run.verdict) return
  run.verdict = verdict
  run.heardAtUs = run.nowUs - run.startUs
}
