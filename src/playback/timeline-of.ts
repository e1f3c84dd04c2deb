import type { Step, StepEvent, Trace } from '../engine/trace/trace'
import { legsOf } from './legs-of'
import { lookOf } from './look-of'
import { isPod } from './pace'
import { groupSteps, type StepGroup } from './step-groups'
import type { Anchor, Leg, Moment, Timeline } from './timeline'

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
    moments: groups.map((group, index) => momentOf(group, index, legs)),
    durationMs: Math.max(0, ...legs.map((leg) => leg.endMs)),
  }
  timelines.set(trace, timeline)
  return timeline
}

function momentOf(group: StepGroup, index: number, allLegs: readonly Leg[]): Moment {
  const rest = allLegs.filter((leg) => leg.moment >= index && leg.packet === group.packet)
  const legs = rest.filter((leg) => leg.moment === index)
  const layers = legs.at(-1)?.after ?? []
  const main = group.steps.find((step) => step.index === group.main)
  return {
    index,
    atMs: Math.min(...legs.map((leg) => leg.startMs)),
    stillMs: stillOf(legs, main?.event.kind),
    packet: group.packet,
    at: main ? placeOf(main, group.steps) : { namespace: '' },
    step: group.main,
    steps: group.steps.map((step) => step.index),
    look: main?.event.kind === 'drop' ? 'lost' : lookOf(layers, rest),
    layers,
  }
}

/** Just after the change of the moment is done; on the wire if it is all about the wire; in the middle of a break. */
function stillOf(legs: readonly Leg[], kind: StepEvent['kind'] | undefined): number {
  const at = (leg: Leg, fraction: number) => leg.startMs + (leg.endMs - leg.startMs) * fraction
  const breaking = legs.find((leg) => leg.action === 'break')
  if (breaking) return at(breaking, 0.6)
  const change = legs.find((leg) => leg.action === 'wrap' || leg.action === 'unwrap' || leg.action === 'rewrite')
  if (change) return change.endMs
  const wire = legs.find(({ from, to }) => kind === 'transmit' && from.namespace !== to.namespace)
  if (wire) return at(wire, 0.5)
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
    case 'deliver':
      return anchor(namespace, isPod(namespace) ? arrivalOf(steps) : undefined)
    case 'forward':
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

/** The device where the packet came in; a pod has just the one, and decides nothing. */
const arrivalOf = (steps: readonly Step[]): string | undefined =>
  steps.flatMap(({ event }) => (event.kind === 'receive' ? [event.link] : [])).at(-1)

/** A drop between a device and the routing is the routing's; one that names its device is the device's. */
function linkOfDrop(steps: readonly Step[]): string | undefined {
  const drop = steps.findLast(({ event }) => event.kind === 'drop')
  return drop?.event.kind === 'drop' && 'link' in drop.event.reason ? drop.event.reason.link : undefined
}
