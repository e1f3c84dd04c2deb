import type { Fabric } from '../engine/fabric/fabric'
import { datagramNumber } from '../engine/trace/deliver'
import { FRESH_MEMORY, type TraceMemory } from '../engine/trace/memory'
import type { Probe, Trace, Verdict } from '../engine/trace/trace'
import { tracePacket } from '../engine/trace/trace-packet'
import type { CommandContext, Deadline, SentPacket } from './command'
import { statusOf } from './shell/signals'

type Answer = Extract<Verdict, { readonly kind: 'answered' | 'error' }>

/** What a program that sends packets hears of one of them. */
export interface Heard {
  /** The echo's sequence, or the datagram's ports (`datagramNumber`). */
  readonly about: number
  readonly atUs: number
  readonly verdict: Answer
}

/** Nobody's socket is closed before the program ends. */
const FOR_EVER_MS = 3_600_000

interface Sending {
  readonly probe: Probe
  readonly before: TraceMemory | undefined
  /** How many of its late errors were heard already, and whether its own answer was. */
  late: number
  isHeard: boolean
}

/** The program was ended while it waited. */
export class Overdue extends Error {
  override readonly name = 'Overdue'
}

/**
 * A program that sends packets without waiting for the answer to each, as traceroute does. Each packet is followed to its
 * end before the next one sets out; what the network says only after a while (a neighbour that does not answer) comes
 * when the program waits for it. Mutable: made for one run of one command.
 */
export class Conversation {
  readonly sent: SentPacket[] = []
  memory: TraceMemory | undefined
  readonly identifier: number
  private readonly fabric: Fabric
  private last: Sending | undefined
  private heard: Heard[] = []

  private readonly endsAtUs: number

  constructor({ fabric, session, deadline }: Pick<CommandContext, 'fabric' | 'session' | 'deadline'>) {
    this.fabric = fabric
    this.endsAtUs = deadline?.atUs ?? Number.POSITIVE_INFINITY
    this.memory = session.memory
    this.identifier = session.memory?.nextIdentifier ?? 1
  }

  get nowUs(): number {
    return this.memory?.nowUs ?? 0
  }

  /** What the system call says, if the packet cannot leave. */
  send(probe: Probe): Extract<Verdict, { readonly kind: 'local-error' }> | undefined {
    this.last = { probe: { waitMs: FOR_EVER_MS, ...probe }, before: this.memory, late: 0, isHeard: false }
    const startUs = this.nowUs
    this.sent.push({ fabric: this.fabric, trace: this.follow(this.last, startUs), startUs })
    const { verdict } = this.sent.at(-1)?.trace ?? {}
    return verdict?.kind === 'local-error' ? verdict : undefined
  }

  /**
   * What has been heard, in order of time; if nothing has, what is heard first until then.
   * @throws Overdue when the program's time is up before that
   */
  wait(untilUs: number): readonly Heard[] {
    if (this.heard.length === 0 && this.nowUs < untilUs) this.pass(Math.min(untilUs, this.endsAtUs))
    if (this.heard.length === 0 && this.nowUs >= this.endsAtUs) throw new Overdue()
    const heard = this.heard.toSorted((a, b) => a.atUs - b.atUs)
    this.heard = []
    return heard
  }

  private pass(untilUs: number): void {
    const memory = this.memory ?? FRESH_MEMORY
    const failures = memory.waiting.map(({ failsAtUs }) => failsAtUs).filter((failsAtUs) => failsAtUs <= untilUs)
    if (!this.last || failures.length === 0) {
      this.memory = { ...memory, nowUs: untilUs }
      return
    }
    // The last packet again, in the same network, with more time: pure, so all that was heard before is heard the same.
    const sent = this.sent.at(-1)
    const trace = this.follow(this.last, Math.min(...failures))
    if (sent) this.sent.splice(-1, 1, { ...sent, trace })
    if (this.heard.length === 0) this.pass(untilUs)
  }

  private follow(sending: Sending, nextAtUs: number): Trace {
    const { probe, before } = sending
    const trace = tracePacket(this.fabric, probe, before, nextAtUs)
    const startUs = before?.nowUs ?? 0
    const own = probe.datagram ? datagramNumber(probe.datagram) : (probe.sequence ?? 1)
    for (const { sequence, timeUs, verdict } of trace.late.slice(sending.late)) {
      this.heard.push({ about: sequence, atUs: startUs + timeUs, verdict })
    }
    sending.late = trace.late.length
    const { verdict, heardAtUs } = trace
    if (!sending.isHeard && heardAtUs !== undefined && (verdict.kind === 'answered' || verdict.kind === 'error')) {
      sending.isHeard = true
      this.heard.push({ about: own, atUs: startUs + heardAtUs, verdict })
    }
    this.memory = trace.memory
    return trace
  }
}

/** Every socket gets a port of the local range that no other has; which, is the kernel's chance. */
export function ephemeralPort(index: number): number {
  const [low, high] = [32_768, 60_999] // net.ipv4.ip_local_port_range
  return low + ((index * 7919) % (high - low + 1))
}

/** Runs it until it ends by itself or its time is up: then its status is that of a program which the signal has ended. */
export function untilOverdue<T>(run: () => T, deadline: Deadline | undefined): T | { readonly exitCode: number } {
  try {
    return run()
  } catch (error) {
    if (error instanceof Overdue && deadline) return { exitCode: statusOf(deadline.signal) }
    throw error
  }
}
