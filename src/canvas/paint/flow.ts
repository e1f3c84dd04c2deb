import type { Capsule } from '../../playback/scene'
import type { Point } from '../geometry/shapes'
import { type Brush, fillCircle, sansFont, strokeCircle } from './brush'
import { paintSmallCapsule } from './capsule'

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

function paintOther(
  brush: Brush,
  capsule: Capsule,
  at: Point,
  { number, hueDegrees }: NonNullable<Capsule['flow']>,
  isNumbered: boolean,
): void {
  const { context, theme } = brush
  const angle = number * GOLDEN_ANGLE
  const reach = SPREAD_PIXELS * Math.min(1, 0.4 + (number % 5) / 6)
  const place = { x: at.x + Math.cos(angle) * reach, y: at.y + Math.sin(angle) * reach }
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
