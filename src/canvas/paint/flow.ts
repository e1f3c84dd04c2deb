import type { Capsule, Scene } from '../../playback/scene'
import type { Layout } from '../geometry/layout'
import { pointAlong } from '../geometry/paths'
import { clamp, distance, type Point } from '../geometry/shapes'
import type { Viewport } from '../geometry/viewport'
import { type Brush, fillCircle, sansFont, strokeCircle } from './brush'
import { paintSmallCapsule } from './capsule'
import { laneOf } from './trail'

/** More flows than this, and their numbers would lie on each other. */
const MOST_NUMBERED = 24
const RING_PIXELS = 7
/** Packets of several flows at one place stand around it like the seeds of a sunflower, none on another. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))
const SEED_PIXELS = 9
/** The middle is for the packet in front. */
const FIRST_SEED = 1.6
/** However many there are, no farther than this from where they are. */
const MOST_SPREAD_PIXELS = 34
/** A packet by itself stands this share of the way aside, and all of it where another is as near as its ring. */
const ALONE = 0.25
const NEAR_PIXELS = 2 * RING_PIXELS

interface PlacedCapsule {
  readonly capsule: Capsule
  readonly at: Point
}

/**
 * The packets of pings that are not in front: small, each in a ring of its ping's hue, with the ping's number as long as
 * there are few. Their inside tells how they travel, as everywhere.
 */
export function paintFlows(brush: Brush, placed: readonly PlacedCapsule[]): void {
  const others = placed.filter(({ capsule }) => capsule.flow?.inFront === false)
  const isNumbered = others.length <= MOST_NUMBERED
  const places = spread(others.map(({ at }) => at))
  others.forEach(({ capsule, at }, index) => {
    if (capsule.flow) paintOther(brush, capsule, places[index] ?? at, capsule.flow, isNumbered)
  })
}

/** The same on both grounds. */
export const flowColour = (hueDegrees: number): string => `oklch(0.62 0.17 ${hueDegrees})`

/** Where packets are drawn that are at `points`: aside, the more the nearer another one is; so none ever jumps. */
export function spread(points: readonly Point[]): Point[] {
  const seed = Math.min(SEED_PIXELS, MOST_SPREAD_PIXELS / Math.sqrt(Math.max(points.length, 1)))
  return points.map((point, index) => {
    const nearest = Math.min(...points.map((other, at) => (at === index ? Infinity : distance(other, point))))
    const crowd = clamp(2 - nearest / NEAR_PIXELS, 0, 1)
    const reach = seed * Math.sqrt(index + FIRST_SEED) * (ALONE + (1 - ALONE) * crowd)
    const angle = index * GOLDEN_ANGLE
    return { x: point.x + Math.cos(angle) * reach, y: point.y + Math.sin(angle) * reach }
  })
}

/** The number of the ping whose packet is drawn there, that in front left out. */
export function flowAt(layout: Layout, viewport: Viewport, scene: Scene, point: Point): number | undefined {
  const others = scene.capsules.flatMap(({ flow, from, to, progress }) => {
    const at = flow?.inFront === false ? pointAlong(laneOf(layout, viewport, from, to), progress) : undefined
    return at && flow ? [{ at, flow }] : []
  })
  const places = spread(others.map(({ at }) => at))
  const hit = others.findLast(({ at }, index) => distance(places[index] ?? at, point) <= RING_PIXELS + 2)
  return hit?.flow.number
}

function paintOther(
  brush: Brush,
  capsule: Capsule,
  place: Point,
  flow: NonNullable<Capsule['flow']>,
  isNumbered: boolean,
): void {
  const { context, theme } = brush
  const { number, hueDegrees } = flow
  paintSmallCapsule(brush, capsule, place)
  if (capsule.broken) return
  context.strokeStyle = flowColour(hueDegrees)
  context.lineWidth = 2.2
  strokeCircle(context, place.x, place.y, RING_PIXELS)
  if (!isNumbered) return
  context.font = sansFont(theme, 9.5, 700)
  context.textAlign = 'center'
  context.fillStyle = theme.panel
  fillCircle(context, place.x + RING_PIXELS, place.y - RING_PIXELS, 6.5)
  context.fillStyle = theme.ink
  context.fillText(String(number), place.x + RING_PIXELS, place.y - RING_PIXELS + 3.4)
  context.textAlign = 'start'
}
