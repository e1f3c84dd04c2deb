import type { Fabric } from '../../engine/fabric/fabric'
import { addressOfHost, findHost } from '../../engine/lab/find-host'
import { formatIpv4, type Ipv4, parseIpv4 } from '../../engine/net/ipv4'
import { fail, ok, type Result } from '../../engine/result'
import type { TraceMemory } from '../../engine/trace/memory'
import type { Trace } from '../../engine/trace/trace'
import { tracePacket } from '../../engine/trace/trace-packet'
import type { SentPacket } from '../command'
import { type SeenFrame, seenFrames } from '../seen-frames'
import { parsePingOptions } from './ping-options'
import { probeFor } from './ping-probe'
import { icmpErrorText, localErrorText, saidLocalError } from './ping-words'
import { undecidedBy } from './undecided'

/** One packet of ping and what came of it, as the recorded cases write it down. */
export interface PingRecord {
  readonly from: string
  readonly to: string
  readonly args: string
  readonly received: boolean
  readonly ttl?: number
  readonly icmpFrom?: string
  readonly icmp?: string
  readonly localError?: string
  /** How it ends is not known: these policies decide, which the lab does not model. */
  readonly undecidedBy?: readonly string[]
  readonly frames: Readonly<Record<string, readonly SeenFrame[]>>
}

/** What a ping is asked: `args` as on ping's command line. */
export interface PingQuestion {
  readonly from: string
  readonly to: string
  readonly args: string
}

export type PingProblem =
  | { readonly kind: 'no-host'; readonly host: string }
  | { readonly kind: 'bad-arguments'; readonly args: string }

/** The address a person means by `to`: an address, or the name of a host. */
export function addressNamed(fabric: Fabric, to: string): Ipv4 | undefined {
  const host = findHost(fabric, to)
  return host === undefined ? parseIpv4(to) : addressOfHost(fabric, host)
}

/** A ping's record, what it sent, and what the network remembers of it. */
export interface RecordedPing {
  readonly record: PingRecord
  readonly sent: readonly SentPacket[]
  readonly memory: TraceMemory | undefined
}

/** The recorded pings were sent with `-W 1`. */
const RECORDED_WAIT_MS = 1000

/** Sends one packet, whatever `-c` says; the next one starts at `nextAtUs`, or as soon as this one has ended. */
export function recordPing(
  fabric: Fabric,
  { from, to, args }: PingQuestion,
  memory: TraceMemory | undefined,
  nextAtUs?: number,
): Result<RecordedPing, PingProblem> {
  const namespace = fabric.namespaces.get(findHost(fabric, from) ?? '')
  if (!namespace) return fail({ kind: 'no-host', host: from })
  const destination = addressNamed(fabric, to)
  if (destination === undefined) return fail({ kind: 'no-host', host: to })
  const options = parsePingOptions(args.split(/\s+/).filter((word) => word !== ''))
  if (!options.ok || options.value.action !== 'ping' || options.value.destinations.length > 0) {
    return fail({ kind: 'bad-arguments', args })
  }
  const question = { from, to, args }
  const probe = probeFor(options.value, namespace, destination)
  if (!probe.ok) {
    return ok({ record: { ...question, received: false, localError: probe.error, frames: {} }, sent: [], memory })
  }
  const trace = tracePacket(fabric, { waitMs: RECORDED_WAIT_MS, ...probe.value }, memory, nextAtUs)
  const frames = seenFrames(fabric, trace)
  const sent = [{ fabric, trace, startUs: memory?.nowUs ?? 0 }]
  return ok({ record: { ...question, ...outcome(trace), frames }, sent, memory: trace.memory })
}

function outcome({ probe, verdict }: Trace): Omit<PingRecord, 'from' | 'to' | 'args' | 'frames'> {
  switch (verdict.kind) {
    case 'answered':
      return { received: true, ttl: verdict.ttl }
    case 'error':
      return {
        received: false,
        icmpFrom: formatIpv4(verdict.from),
        icmp: icmpErrorText(verdict.error, verdict.mtuBytes),
      }
    case 'local-error':
      return { received: false, ...(saidLocalError({ probe, verdict }) && { localError: localErrorText(verdict) }) }
    case 'lost': {
      const undecided = undecidedBy(verdict)
      return { received: false, ...(undecided.length > 0 && { undecidedBy: undecided }) }
    }
  }
}
