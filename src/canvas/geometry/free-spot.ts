import type { Layout } from './layout'
import { CARD_GAP, SUBNET_PADDING } from './place-subnet'
import { centreOf, clamp, distance, grown, overlaps, type Point, type Rect, rectAround } from './shapes'

/**
 * The place for a card's middle, nearest to `wanted`, where it is in the subnet's area or at its edge and lies on no
 * other card. `id` is the card itself, which is not in its own way.
 */
export function freeSpot(layout: Layout, subnetId: string, id: string, wanted: Point): Point {
  const card = layout.nodes.get(id)?.rect
  const subnet = layout.subnets.get(subnetId)
  if (!card || !subnet) return wanted
  const { width, height } = card
  const others = subnet.nodes.filter((node) => node.picture.id !== id).map((node) => node.rect)
  const inside = within(subnet.rect, wanted, width, height)
  const isFree = (at: Point): boolean => {
    const rect = grown(rectAround(at, width, height), CARD_GAP.x / 2 - 1)
    return !others.some((other) => overlaps(other, rect))
  }
  if (isFree(inside)) return inside
  const near = [...others].sort((a, b) => distance(centreOf(a), inside) - distance(centreOf(b), inside))
  const beside = near.slice(0, NEIGHBOURS).flatMap((other) => spotsBeside(other, inside, width, height))
  const costOf = (at: Point): number => distance(at, wanted) + growthOf(subnet.rect, at, width, height)
  // To the left the area does not grow: it would lie on the one before it, or all its cards would move.
  const isRightOfEdge = (at: Point): boolean => at.x - width / 2 >= subnet.rect.x + SUBNET_PADDING.left - 1
  const best = beside.filter((at) => isRightOfEdge(at) && isFree(at)).sort((a, b) => costOf(a) - costOf(b))[0]
  return best ?? { x: subnet.rect.x + subnet.rect.width + width / 2, y: inside.y }
}

/** Cards about the wanted place that a free one is looked for beside; in a crowd of a thousand, not all. */
const NEIGHBOURS = 60
/** Growing down moves the routers as well. */
const DOWN_IS_WORSE = 3

/** How much the area would have to grow for a card there, as a cost. */
function growthOf(area: Rect, at: Point, width: number, height: number): number {
  const inside = within(area, at, width, height)
  return Math.abs(at.x - inside.x) + DOWN_IS_WORSE * Math.abs(at.y - inside.y)
}

function within(area: Rect, at: Point, width: number, height: number): Point {
  const left = area.x + SUBNET_PADDING.left + width / 2
  const right = area.x + area.width - SUBNET_PADDING.right - width / 2
  const top = area.y + SUBNET_PADDING.top + height / 2
  const bottom = area.y + area.height - SUBNET_PADDING.bottom - height / 2
  return { x: clamp(at.x, left, Math.max(left, right)), y: clamp(at.y, top, Math.max(top, bottom)) }
}

/** Right, below, left and above a card, level with it or with where the dropped one is wanted. */
function spotsBeside(other: Rect, wanted: Point, width: number, height: number): Point[] {
  const right = other.x + other.width + CARD_GAP.x + width / 2
  const left = other.x - CARD_GAP.x - width / 2
  const below = other.y + other.height + CARD_GAP.y + height / 2
  const above = other.y - CARD_GAP.y - height / 2
  const level = other.y + height / 2
  return [
    { x: right, y: level },
    { x: right, y: wanted.y },
    { x: left, y: level },
    { x: left, y: wanted.y },
    { x: other.x + width / 2, y: below },
    { x: wanted.x, y: below },
    { x: wanted.x, y: above },
  ]
}
