import type { Fabric } from '../fabric/fabric'
import { assertNever } from '../invariant'
import type { Ipv4 } from '../net/ipv4'
import { buildEcho, ICMP_TYPE } from '../wire/icmp'
import { PROTOCOL } from '../wire/ipv4'
import { buildUdp } from '../wire/udp'
import { stillKnown } from './conntrack'
import { sendIcmpError } from './icmp-error'
import { arrive, input } from './input'
import { FRESH_MEMORY, NEXT_PING_AFTER_US, type TraceMemory } from './memory'
import { originate } from './originate'
import { hearAnswer, hearQuestion, leave, output, send } from './output'
import { drop, namespaceOf, nextTask, type Run, startPacket, startRun, type Task } from './run'
import type { Probe, Trace, Verdict } from './trace'

/** More steps than any path has whose TTLs go down. */
const MAX_STEPS = 4000

/**
 * Follows one ping through the fabric, request, reply and errors, until nothing is under way any more. Pure: what the
 * network learns comes back as `memory`, to be given to the next ping. That one starts at `nextAtUs`; if it is not said,
 * as soon as this one has ended.
 * @throws InvariantError if the fabric has no host `probe.from`.
 */
export function tracePacket(
  fabric: Fabric,
  probe: Probe,
  memory: TraceMemory = FRESH_MEMORY,
  nextAtUs?: number,
): Trace & { readonly memory: TraceMemory } {
  const run = startRun(fabric, probe, memory)
  sendRequest(run)
  work(run)
  while (passTime(run, nextAtUs)) work(run)
  const verdict = run.verdict ?? silence(run)
  const { packets, steps, late, heardAtUs, repeated } = run
  const heard = heardAtUs === undefined ? {} : { heardAtUs }
  const again = repeated.length === 0 ? {} : { repeated }
  return { probe, packets, steps, verdict, ...heard, late, ...again, memory: memoryAfter(run, nextAtUs) }
}

/** A packet that still waits has no number in the next ping's trace. */
function memoryAfter(run: Run, nextAtUs: number | undefined): TraceMemory {
  const { pathMtuBytes, neighbours, errorTokens, connections, identifier, draws } = run
  const waiting = run.waiting.map(({ namespace, bytes, failsAtUs }) => ({ namespace, bytes, failsAtUs }))
  const known = stillKnown(connections, run.nowUs)
  const nowUs = Math.max(run.nowUs, nextAtUs ?? soonestUs(run))
  return {
    nowUs,
    pathMtuBytes,
    neighbours,
    waiting,
    errorTokens,
    connections: known,
    ...(draws.size > 0 && { draws }),
    nextIdentifier: identifier + 1,
  }
}

function work(run: Run): void {
  for (let task = nextTask(run); task; task = nextTask(run)) {
    if (run.steps.length >= MAX_STEPS) abandon(run, task)
    else perform(run, task)
  }
}

/** A ping ends with its answer, or when it has waited for one long enough. */
const endUs = (run: Run): number => (run.verdict ? run.nowUs : Math.max(run.nowUs, run.givesUpUs))

/** When the next ping can start at the soonest. */
const soonestUs = (run: Run): number => endUs(run) + NEXT_PING_AFTER_US

/** To what happens next when nothing is left to do now: a packet comes out of a cable, or a neighbour has failed. */
function passTime(run: Run, nextAtUs: number | undefined): boolean {
  const failing = nextFailing(run, nextAtUs)
  const [due] = run.onCables
  if (due && due.atUs <= (failing?.failsAtUs ?? Number.POSITIVE_INFINITY)) {
    run.onCables.shift()
    run.nowUs = Math.max(run.nowUs, due.atUs)
    run.tasks.push(due.task)
    return true
  }
  if (!failing) return false
  run.waiting.splice(run.waiting.indexOf(failing), 1)
  run.nowUs = Math.max(run.nowUs, failing.failsAtUs)
  sendIcmpError(run, { ...failing, namespace: namespaceOf(run, failing.namespace) }, 'host-unreachable')
  return true
}

/** The next packet whose neighbour fails before the next ping starts: of this ping, or an earlier. */
function nextFailing(run: Run, nextAtUs: number | undefined): Run['waiting'][number] | undefined {
  const [first] = run.waiting.toSorted((a, b) => a.failsAtUs - b.failsAtUs)
  return first && first.failsAtUs <= (nextAtUs ?? soonestUs(run)) ? first : undefined
}

function perform(run: Run, task: Task): void {
  switch (task.kind) {
    case 'arrive':
      return arrive(run, task)
    case 'input':
      return input(run, task)
    case 'output':
      return output(run, task)
    case 'send':
      return send(run, task)
    case 'leave':
      return leave(run, task)
    case 'ask':
      return hearQuestion(run, task.question)
    case 'answer':
      return hearAnswer(run, task.question)
    default:
      return assertNever(task)
  }
}

function sendRequest(run: Run): void {
  const { probe, identifier, sequence } = run
  const { destination, datagram, payloadBytes, pathMtuDiscovery } = probe
  const namespace = namespaceOf(run, probe.from)
  const packet = startPacket(run, 'request')
  const sent = originate(run, namespace, packet, {
    destination,
    ...(probe.source !== undefined && { source: probe.source }),
    ...(probe.device !== undefined && { device: probe.device }),
    ttl: probe.ttl,
    typeOfService: 0,
    dontFragment: pathMtuDiscovery !== 'dont',
    refuseTooBig: pathMtuDiscovery === 'do' || pathMtuDiscovery === 'probe',
    ...(pathMtuDiscovery === 'probe' && { ignoreLearnedMtu: true }),
    isProcess: true,
    ...(datagram
      ? {
          protocol: PROTOCOL.udp,
          payload: (source: Ipv4) => buildUdp(datagram, source, destination, datagramPayload(payloadBytes)),
        }
      : {
          protocol: PROTOCOL.icmp,
          payload: () => buildEcho(ICMP_TYPE.echoRequest, identifier, sequence, pingPayload(payloadBytes)),
        }),
  })
  if (!sent.ok) run.verdict = sent.error
}

/** iputils fills the payload with its index, after a timestamp that the lab leaves at zero. */
const pingPayload = (bytes: number): Uint8Array => Uint8Array.from({ length: bytes }, (_, i) => (i < 16 ? 0 : i & 255))

/** `fill_data` of traceroute's mod-udp.c. */
const datagramPayload = (bytes: number): Uint8Array => Uint8Array.from({ length: bytes }, (_, i) => 0x40 + (i & 0x3f))

function abandon(run: Run, task: Task): void {
  const stopped = task.kind === 'ask' || task.kind === 'answer' ? task.question.waiting[0] : task
  run.tasks.length = 0
  run.queues.clear()
  run.toSend.length = 0
  run.onCables.length = 0
  if (!stopped) return
  const bytes = stopped.kind === 'arrive' ? stopped.frame.bytes : stopped.bytes
  const namespace = stopped.kind === 'arrive' ? namespaceOf(run, stopped.port.namespace) : stopped.namespace
  drop(run, { packet: stopped.packet, namespace, bytes }, { kind: 'loop' })
}

/** Nothing came back: the loss that mattered is the reply's if there was one, else the request's. */
function silence(run: Run): Verdict {
  const losses = run.steps.flatMap(({ event, index, packet }) =>
    event.kind === 'drop' ? [{ step: index, reason: event.reason, of: run.packets[packet]?.kind }] : [],
  )
  const loss = losses.find(({ of }) => of === 'reply') ?? losses[0]
  return loss
    ? { kind: 'lost', step: loss.step, reason: loss.reason }
    : { kind: 'lost', step: run.steps.length - 1, reason: { kind: 'unmodelled', what: 'fragmentation' } }
}
