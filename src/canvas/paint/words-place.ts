import type { Capsule } from '../../playback/scene'
import type { Layout } from '../geometry/layout'
import { clamp, contains, type Point, type Rect } from '../geometry/shapes'
import { rectToRendered, type Viewport } from '../geometry/viewport'

/** Where a capsule's words are, and where the line from its packet to them begins to be seen. */
export interface Words {
  readonly at: Point
  readonly leader: Point
}

/** From a card's foot to the middle of a capsule. */
export const BELOW_CARD = 42
/** From a router's head to the middle of a capsule. */
const ABOVE_ROUTER = 30
/** Half a capsule's width with its words, and half its height with the length above it. */
const HALF_CAPSULE = { x: 112, y: 42 } as const
/** The way over which words rise clear of a router. */
const RISE = 60

/**
 * On the packet itself on a wire; below the card while it is inside one and above a router as it comes near, lest the
 * words hide the very thing they are about. On its way down the wire the packet catches up with its words.
 */
export function wordsPlace(layout: Layout, viewport: Viewport, capsule: Capsule, at: Point): Words {
  for (const { namespace } of [capsule.from, capsule.to]) {
    const card = cardOfHost(layout, namespace)
    if (!card) continue
    const box = rectToRendered(viewport, card)
    const foot = box.y + box.height
    const isNear = contains({ ...box, height: box.height + BELOW_CARD }, at)
    if (isNear) return { at: { x: at.x, y: foot + BELOW_CARD }, leader: { x: at.x, y: Math.max(at.y, foot) } }
  }
  for (const { rect } of layout.routers.values()) {
    const words = aboveRouter(rectToRendered(viewport, rect), at)
    if (words) return words
  }
  return { at, leader: at }
}

export function cardOfHost(layout: Layout, namespace: string): Rect | undefined {
  const id = layout.hosts.get(namespace) ?? ''
  return (layout.nodes.get(id) ?? layout.pods.get(id)?.node)?.rect
}

function aboveRouter(box: Rect, at: Point): Words | undefined {
  const middle = box.x + box.width / 2
  const level = box.y - ABOVE_ROUTER
  const reach = box.width / 2 + HALF_CAPSULE.x + RISE
  const away = Math.abs(at.x - middle)
  if (away >= reach || at.y <= level || at.y > box.y + box.height) return undefined
  const share = clamp((reach - away) / RISE, 0, 1)
  const isOver = away < box.width / 2
  return { at: { x: at.x, y: at.y + (level - at.y) * share }, leader: { x: at.x, y: isOver ? box.y : at.y } }
}

/** Words stay on the canvas, even where their packet is at its edge. */
export function inSight(words: Words, width: number, height: number): Words {
  const within = (value: number, half: number, size: number): number => clamp(value, half, Math.max(size - half, half))
  const at = { x: within(words.at.x, HALF_CAPSULE.x, width), y: within(words.at.y, HALF_CAPSULE.y, height) }
  return { ...words, at }
}
