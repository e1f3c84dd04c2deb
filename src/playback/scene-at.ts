import { lookOf } from './look-of'
import { sameAnchor } from './pace'
import { momentAt } from './player'
import type { Capsule, Scene, Trail } from './scene'
import type { LayerSummary, Leg, Timeline } from './timeline'

/** What is to be seen `ms` after the start; before the start and after the end: the first and the last picture. */
export function sceneAt(timeline: Timeline, ms: number): Scene {
  const now = Math.min(Math.max(ms, 0), timeline.durationMs)
  const underWay = timeline.legs.filter(
    (leg) => leg.startMs <= now && (now < leg.endMs || (now === leg.endMs && now === timeline.durationMs)),
  )
  return {
    capsules: underWay.map((leg) => capsuleOf(leg, now)),
    trails: trailsUntil(timeline, now),
    moment: momentAt(timeline, now),
  }
}

/** For those who want no motion: a moment as one picture that says what its sentence says. */
export const stillScene = (timeline: Timeline, moment: number): Scene =>
  sceneAt(timeline, timeline.moments[moment]?.stillMs ?? 0)

/** Slow, fast, slow: 0 at 0, 1 at 1. */
export const ease = (t: number): number => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2)

const NO_LAYER: LayerSummary = { protocol: 'other', source: '', destination: '', ttl: 0, lengthBytes: 0 }

function capsuleOf(leg: Leg, now: number): Capsule {
  const elapsed = leg.endMs > leg.startMs ? (now - leg.startMs) / (leg.endMs - leg.startMs) : 1
  const progress = ease(elapsed)
  const shown = elapsed < 0.5 ? leg.before : leg.after
  const wrapped = leg.action === 'wrap' ? leg.after : leg.action === 'unwrap' ? leg.before : shown
  const shell = shellOf(wrapped, leg.action === 'wrap' ? progress : leg.action === 'unwrap' ? 1 - progress : 1)
  return {
    packet: leg.packet,
    kind: leg.kind,
    from: leg.from,
    to: leg.to,
    progress,
    inner: (shell ? wrapped[1] : wrapped[0]) ?? NO_LAYER,
    ...(shell && { shell }),
    lengthBytes: shown[0]?.lengthBytes ?? 0,
    ...(leg.action === 'break' && leg.reason && { broken: { reason: leg.reason, progress: elapsed } }),
  }
}

function shellOf([outer]: readonly LayerSummary[], cover: number): Capsule['shell'] {
  return outer && (outer.protocol === 'ipip' || outer.protocol === 'vxlan')
    ? { encap: outer.protocol, layer: outer, cover }
    : undefined
}

interface TimedTrail {
  readonly fromMs: number
  readonly trail: Trail
}

const trailsOfTimeline = new WeakMap<Timeline, readonly TimedTrail[]>()

/** A loss leaves a trail too, from the place to itself: the mark that stays when the capsule is gone. */
function timedTrails(timeline: Timeline): readonly TimedTrail[] {
  const known = trailsOfTimeline.get(timeline)
  if (known) return known
  const trails = timeline.legs.flatMap((leg, index): TimedTrail[] => {
    const { packet, kind, action, from, to, before, startMs, endMs } = leg
    if (action === 'break') return [{ fromMs: startMs, trail: { from, to, look: 'lost', kind } }]
    if (sameAnchor(from, to)) return []
    const look = lookOf(
      before,
      timeline.legs.slice(index).filter((later) => later.packet === packet),
    )
    return [{ fromMs: endMs, trail: { from, to, look, kind } }]
  })
  trailsOfTimeline.set(timeline, trails)
  return trails
}

const trailsUntil = (timeline: Timeline, now: number): readonly Trail[] =>
  timedTrails(timeline).flatMap(({ fromMs, trail }) => (fromMs <= now ? [trail] : []))
