import type { Step, Trace } from '../engine/trace/trace'
import { legsOf } from './legs-of'
import { isPod } from './pace'
import { groupSteps, type StepGroup } from './step-groups'
import type { Anchor, LayerSummary, Leg, Look, Moment, Timeline } from './timeline'

const timelines = new WeakMap<Trace, Timeline>()

/** The trace laid out on the playhead's clock; the same object for the same trace. */
export function timelineOf(trace: Trace): Timeline {
  const known = timelines.get(trace)
  if (known) return known
  const groups = groupSteps(trace)
  const legs = legsOf(trace, groups)
  const timeline: Timeline = {
    trace,
    legs,
    moments: groups.map((group, index) => momentOf(trace, group, index, legs)),
    durationMs: Math.max(0, ...legs.map((leg) => leg.endMs)),
  }
  timelines.set(trace, timeline)
  return timeline
}

function momentOf(trace: Trace, group: StepGroup, index: number, allLegs: readonly Leg[]): Moment {
  const legs = allLegs.filter((leg) => leg.moment === index && leg.packet === group.packet)
  const layers = legs.at(-1)?.after ?? []
  const main = group.steps.find((step) => step.index === group.main)
  return {
    index,
    atMs: Math.min(...legs.map((leg) => leg.startMs)),
    stillMs: stillOf(legs),
    packet: group.packet,
    at: main ? placeOf(main, group.steps) : { namespace: '' },
    step: group.main,
    steps: group.steps.map((step) => step.index),
    look: main?.event.kind === 'drop' ? 'lost' : lookOf(layers, staysLocal(trace, group.packet)),
    layers,
  }
}

/** Just after the change of the moment is done; on the way if it is all about the way; in the middle of a break. */
function stillOf(legs: readonly Leg[]): number {
  const at = (leg: Leg, fraction: number) => leg.startMs + (leg.endMs - leg.startMs) * fraction
  const breaking = legs.find((leg) => leg.action === 'break')
  if (breaking) return at(breaking, 0.6)
  const change = legs.find((leg) => leg.action === 'wrap' || leg.action === 'unwrap' || leg.action === 'rewrite')
  if (change) return change.endMs
  const resting = legs.find((leg) => leg.action === 'rest')
  if (resting) return at(resting, 0.8)
  const way = legs.at(-1)
  return way ? at(way, 0.5) : 0
}

/** Where a reader would point: at the device that does it, or at the host whose routing decides. */
function placeOf(main: Step, steps: readonly Step[]): Anchor {
  const { namespace, event } = main
  switch (event.kind) {
    case 'originate':
      return anchor(
        namespace,
        steps.some(({ event: { kind } }) => kind === 'transmit') ? event.lookup.nextHop?.dev : undefined,
      )
    case 'forward':
    case 'deliver':
    case 'restore':
      return { namespace }
    case 'drop':
      return anchor(namespace, linkOfDrop(steps))
    default:
      return { namespace, link: event.link }
  }
}

const anchor = (namespace: string, link: string | undefined): Anchor =>
  link === undefined ? { namespace } : { namespace, link }

/** A drop between a device and the routing is the routing's; one that names its device is the device's. */
function linkOfDrop(steps: readonly Step[]): string | undefined {
  const drop = steps.findLast(({ event }) => event.kind === 'drop')
  return drop?.event.kind === 'drop' && 'link' in drop.event.reason ? drop.event.reason.link : undefined
}

/** The colour of a packet with these headers. */
export function lookOf(layers: readonly LayerSummary[], local: boolean): Look {
  const outer = layers.length > 1 ? layers[0]?.protocol : undefined
  if (outer === 'ipip' || outer === 'vxlan') return outer
  return local ? 'local' : 'direct'
}

/** Whether the packet never left its node: delivered, and seen by one machine at most. */
export function staysLocal(trace: Trace, packet: number): boolean {
  if (trace.packets[packet]?.fate !== 'delivered') return false
  const seen = trace.steps.filter((step) => step.packet === packet).map((step) => step.namespace)
  return new Set(seen.filter((name) => !isPod(name))).size <= 1
}
