import { type Fabric, segmentAt } from '../../engine/fabric/fabric'
import { netemAt } from '../../engine/fabric/segment-netem'
import { invariant } from '../../engine/invariant'
import type { RouteLookup } from '../../engine/linux/fib'
import type { NamespaceName } from '../../engine/linux/namespace'
import { findLink } from '../../engine/linux/source-address'
import { headerOf } from '../../engine/trace/header'
import type { Step, Trace } from '../../engine/trace/trace'
import type { CableToll, Carriage, Journey, Loss, PairOutcome } from './outcome'

/** What a trace says of the pair it was sent between. */
export function outcomeOf(fabric: Fabric, trace: Trace): PairOutcome {
  const there = journeyOf(
    fabric,
    trace,
    trace.packets.findIndex(({ kind }) => kind === 'request'),
  )
  const { verdict } = trace
  const reply = trace.packets.findIndex(({ kind, fate }) => kind === 'reply' && fate === 'delivered')
  const back = reply < 0 ? undefined : journeyOf(fabric, trace, reply)
  if (verdict.kind !== 'answered' || !there || !back) {
    return { kind: 'lost', loss: lossOf(trace), ...(there && { there }) }
  }
  const cables = tollOf(fabric, trace)
  return {
    kind: there.carriage === back.carriage ? there.carriage : 'asymmetric',
    there,
    back,
    ttl: verdict.ttl,
    mtuBytes: Math.min(there.mtuBytes, back.mtuBytes),
    sameWay: there.hosts.toReversed().join('\0') === back.hosts.join('\0'),
    ...(cables && { cables }),
  }
}

/** Of all cables that the request and the reply have come by. [FAULT-5] */
function tollOf(fabric: Fabric, { steps }: Trace): CableToll | undefined {
  let survives = 1
  let delayMs = 0
  for (const { event } of steps) {
    if (event.kind !== 'netem') continue
    const netem = netemAt(segmentAt(fabric, event.port), event.port, event.way)
    survives *= 1 - (netem?.lossPercent ?? 0) / 100
    delayMs += netem?.delayMs ?? 0
  }
  const lossPercent = Number(((1 - survives) * 100).toPrecision(3))
  return lossPercent > 0 || delayMs > 0 ? { lossPercent, delayMs } : undefined
}

/** Undefined for a packet that did not arrive. */
function journeyOf(fabric: Fabric, { steps, packets }: Trace, packet: number): Journey | undefined {
  const own = steps.filter((step) => step.packet === packet)
  const delivery = own.findLast(({ event }) => event.kind === 'deliver')
  if (packets[packet]?.fate !== 'delivered' || !delivery) return undefined
  const hosts = own.map(({ namespace }) => namespace).filter((name, i, names) => i === 0 || name !== names[i - 1])
  return {
    carriage: carriageOf(fabric, own, hosts),
    hosts,
    ttl: headerOf(delivery.bytes).ttl,
    mtuBytes: largestThrough(fabric, own),
  }
}

function carriageOf(fabric: Fabric, steps: readonly Step[], hosts: readonly NamespaceName[]): Carriage {
  for (const { event } of steps) if (event.kind === 'encapsulate') return event.outer.encap
  const machines = new Set(hosts.filter((name) => fabric.namespaces.get(name)?.role !== 'pod'))
  return machines.size <= 1 ? 'local' : 'direct'
}

/**
 * The smallest MTU that is asked on the way. IPIP copies DF to its own header, so what that header needs is taken off
 * every link it passes; VXLAN sends its own without DF, and only the device's MTU counts. [IPIP-1] [VXLAN-1] [MTU-1]
 */
function largestThrough(fabric: Fabric, steps: readonly Step[]): number {
  let least = Number.POSITIVE_INFINITY
  let overhead = 0
  for (const { event, namespace } of steps) {
    if (event.kind === 'encapsulate') overhead = event.outer.encap === 'ipip' ? event.outer.overheadBytes : Infinity
    if (event.kind === 'decapsulate') overhead = 0
    if (overhead === Infinity || !('lookup' in event)) continue
    least = Math.min(least, mtuToward(fabric, namespace, event.lookup) - overhead)
  }
  return least
}

/** As forwarding has it: the route's own MTU, else its device's. */
function mtuToward(fabric: Fabric, name: NamespaceName, { route, nextHop }: RouteLookup): number {
  const namespace = fabric.namespaces.get(name)
  const dev = nextHop && namespace && findLink(namespace, nextHop.dev)
  return route?.mtuBytes ?? dev?.mtuBytes ?? Infinity
}

function lossOf(trace: Trace): Loss {
  const { steps, packets, verdict } = trace
  const losses = steps.filter(({ event, packet }) => event.kind === 'drop' && packets[packet]?.kind !== 'error')
  const step = verdict.kind === 'lost' ? steps[verdict.step] : losses.at(-1)
  invariant(step, 'a ping without an answer that was lost nowhere')
  const told: Loss['told'] =
    verdict.kind === 'error'
      ? { error: verdict.error, from: verdict.from }
      : verdict.kind === 'local-error'
        ? { error: 'local' }
        : undefined
  return {
    of: packets[step.packet]?.kind === 'reply' ? 'reply' : 'request',
    reason: step.event.kind === 'drop' ? step.event.reason : { kind: 'unmodelled', what: 'fragmentation' },
    at: step.namespace,
    ...(told && { told }),
  }
}
