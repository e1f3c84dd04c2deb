import type { DropReason, Step, StepEvent, Trace } from '../engine/trace/trace'
import { readPacket } from './layers'
import { PACE_MS, sameAnchor, travelMs } from './pace'
import { followsAnother, type StepGroup } from './step-groups'
import type { Anchor, LayerSummary, Leg } from './timeline'

type Action = Leg['action']

/** One packet on its way. */
interface Traveller {
  place: Anchor
  layers: readonly LayerSummary[]
  endMs: number
  moment: number
}

/**
 * The legs of all packets, one packet at a time: the order is the trace's, and a packet that another one interrupts
 * rests meanwhile. Each packet's legs follow one another without a gap, and each group has at least one. A group begins
 * when the packet is where it happens: getting there still belongs to the group before.
 */
export function legsOf(trace: Trace, groups: readonly StepGroup[]): readonly Leg[] {
  const walk = createWalk(trace)
  groups.forEach((group, moment) => {
    walk.enter(group, moment)
    for (const step of group.steps) if (!followsAnother(step)) takeStep(walk, step)
    walk.leave()
  })
  return walk.legs
}

type Walk = ReturnType<typeof createWalk>

function createWalk({ packets }: Trace) {
  const legs: Leg[] = []
  const travellers = new Map<number, Traveller>()
  let clockMs = 0
  let packet = 0
  let moment = 0
  /** Whether the group under way has done anything but get to its place. */
  let begun = false

  const kindOf = (index: number): Leg['kind'] => packets[index]?.kind ?? 'request'

  const traveller = (): Traveller => {
    const known = travellers.get(packet)
    if (known) return known
    const fresh: Traveller = { place: { namespace: '' }, layers: [], endMs: clockMs, moment }
    travellers.set(packet, fresh)
    return fresh
  }

  /** A leg of the packet under way. */
  const add = (action: Action, to: Anchor, durationMs: number, after: readonly LayerSummary[], reason?: DropReason) => {
    const who = traveller()
    const onTheWay = action === 'move' && !begun && who.moment === moment - 1
    if (!onTheWay) begun = true
    const owner = onTheWay ? who.moment : moment
    const span = { startMs: clockMs, endMs: clockMs + durationMs, from: who.place, to }
    const what = { action, before: who.layers, after, moment: owner, ...(reason && { reason }) }
    legs.push({ packet, kind: kindOf(packet), ...span, ...what })
    clockMs = span.endMs
    who.place = to
    who.layers = after
    who.endMs = clockMs
  }

  return {
    legs,
    traveller,
    add,
    enter(group: StepGroup, index: number) {
      packet = group.packet
      moment = index
      begun = false
      const who = traveller()
      if (who.endMs < clockMs) {
        const span = { startMs: who.endMs, endMs: clockMs, from: who.place, to: who.place }
        const what = { action: 'rest', before: who.layers, after: who.layers, moment: who.moment + 1 } as const
        legs.push({ packet, kind: kindOf(packet), ...span, ...what })
      }
    },
    /** A group that moved nothing still takes its time. */
    leave() {
      const who = traveller()
      if (!legs.some((leg) => leg.packet === packet && leg.moment === moment)) {
        add('rest', who.place, PACE_MS.decide, who.layers)
      }
      who.moment = moment
    },
    moveTo(to: Anchor) {
      const who = traveller()
      if (!sameAnchor(who.place, to)) add('move', to, travelMs(who.place, to), who.layers)
    },
  }
}

/** What a packet does when a step happens to it, apart from getting there. */
const ACTION_OF: Readonly<
  Partial<Record<StepEvent['kind'], { readonly kind: Action; readonly ms: number; readonly settles?: true }>>
> = {
  originate: { kind: 'rest', ms: PACE_MS.decide },
  forward: { kind: 'rest', ms: PACE_MS.decide },
  deliver: { kind: 'rest', ms: PACE_MS.arrive },
  encapsulate: { kind: 'wrap', ms: PACE_MS.wrap, settles: true },
  decapsulate: { kind: 'unwrap', ms: PACE_MS.wrap, settles: true },
  masquerade: { kind: 'rewrite', ms: PACE_MS.rewrite, settles: true },
  restore: { kind: 'rewrite', ms: PACE_MS.rewrite, settles: true },
  drop: { kind: 'break', ms: PACE_MS.break },
}

/** Events that happen at their device; routing decides about the others' way before the packet is there. */
const AT_ITS_DEVICE: ReadonlySet<StepEvent['kind']> = new Set([
  'receive',
  'transmit',
  'encapsulate',
  'decapsulate',
  'masquerade',
])

function takeStep(walk: Walk, { event, namespace, bytes }: Step): void {
  const who = walk.traveller()
  const host: Anchor = { namespace }
  const place = AT_ITS_DEVICE.has(event.kind) && 'link' in event ? { namespace, link: event.link } : undefined
  const { summaries } = readPacket(bytes)
  const after = summaries.length > 0 ? summaries : who.layers
  if (who.place.namespace === '') {
    who.place = event.kind === 'transmit' ? host : (place ?? host)
    who.layers = after
  }
  if (place) walk.moveTo(place)
  if (event.kind === 'forward' || event.kind === 'deliver') walk.moveTo(host)
  const action = ACTION_OF[event.kind]
  if (!action) return
  walk.add(action.kind, who.place, action.ms, after, event.kind === 'drop' ? event.reason : undefined)
  if (action.settles) walk.add('rest', who.place, PACE_MS.settle, after)
}
