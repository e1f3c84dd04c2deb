import type { Capsule, Scene } from '../../playback/scene'
import type { Layout } from '../geometry/layout'
import { pointAlong } from '../geometry/paths'
import { distance, type Point } from '../geometry/shapes'
import type { Viewport } from '../geometry/viewport'
import { type Brush, fillCircle, sansFont, strokeCircle } from './brush'
import { paintSmallCapsule } from './capsule'
import { laneOf } from './trail'

/** More flows than this, and their numbers would lie on each other. */
const MOST_NUMBERED = 24
/** Packets of several flows at one place stand around it. */
const SPREAD_PIXELS = 9
const GOLDEN_ANGLE = 2.39996
const RING_PIXELS = 7

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
  for (const { capsule, at } of others) if (capsule.flow) paintOther(brush, capsule, at, capsule.flow, isNumbered)
}

/** The same on both grounds. */
export const flowColour = (hueDegrees: number): string => `oklch(0.62 0.17 ${hueDegrees})`

/** Where the packet of a ping that is not in front is drawn. */
function placeOf({ x, y }: Point, { number }: NonNullable<Capsule['flow']>): Point {
  const angle = number * GOLDEN_ANGLE
  const reach = SPREAD_PIXELS * Math.min(1, 0.4 + (number % 5) / 6)
  return { x: x + Math.cos(angle) * reach, y: y + Math.sin(angle) * reach }
}

/** The number of the ping whose packet is drawn there, that in front left out. */
export function flowAt(layout: Layout, viewport: Viewport, scene: Scene, point: Point): number | undefined {
  const hit = scene.capsules.findLast(({ flow, from, to, progress }) => {
    const at = flow?.inFront === false ? pointAlong(laneOf(layout, viewport, from, to), progress) : undefined
    return at && flow && distance(placeOf(at, flow), point) <= RING_PIXELS + 2
  })
  return hit?.flow?.number
}

function paintOther(
  brush: Brush,
  capsule: Capsule,
  at: Point,
  flow: NonNullable<Capsule['flow']>,
  isNumbered: boolean,
): void {
  const { context, theme } = brush
  const { number, hueDegrees } = flow
  const place = placeOf(at, flow)
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
