import type { Scene } from '../playback/scene'
import type { Layout } from './geometry/layout'
import { pathBetween, pointAlong } from './geometry/paths'
import { clamp, distance, type Point } from './geometry/shapes'
import { MAX_ZOOM, type Viewport } from './geometry/viewport'

/** Near enough to read what a card says of its inside. */
export const FOLLOW_ZOOM = 1.7
/** How much of the way to its packet the view goes in a frame. */
const CHASE = 0.14
const ARRIVED_PIXELS = 0.6

/** Where in the picture the packet is that the view follows: of the ping in front the one that set out last. */
export function followedPoint(layout: Layout, scene: Scene | undefined): Point | undefined {
  const capsule = scene?.capsules.findLast(({ flow }) => flow?.inFront !== false)
  return capsule && pointAlong(pathBetween(layout, capsule.from, capsule.to), capsule.progress)
}

interface Size {
  readonly width: number
  readonly height: number
}

/** A step of the way from a view to the one with `point` in the middle; the same object when it is there. */
export function chased(now: Viewport, point: Point, zoom: number, { width, height }: Size, atOnce: boolean): Viewport {
  const share = atOnce ? 1 : CHASE
  const goal = clamp(zoom, 0, MAX_ZOOM)
  const nextZoom = atOnce || Math.abs(goal - now.zoom) < 0.004 ? goal : now.zoom + (goal - now.zoom) * share
  const middle = { x: (width / 2 - now.pan.x) / now.zoom, y: (height / 2 - now.pan.y) / now.zoom }
  if (nextZoom === now.zoom && distance(middle, point) * now.zoom < ARRIVED_PIXELS) return now
  const next = { x: middle.x + (point.x - middle.x) * share, y: middle.y + (point.y - middle.y) * share }
  return { zoom: nextZoom, pan: { x: width / 2 - next.x * nextZoom, y: height / 2 - next.y * nextZoom } }
}
