import type { RouterPicture } from '../picture'
import type { Point, Rect } from './shapes'

interface Area {
  readonly picture: { readonly id: string }
  readonly rect: Rect
}

/** From the lowest of a router's subnets down to the router's middle. */
const DROP = 58
/** Room for the buses that arrive above and below each other at one side. */
const DROP_PER_INTERFACE = 7
const SPACING: Point = { x: 150, y: 124 }

/** Between the two subnets in the middle of those it joins, or below the one in the middle. */
function middleOf(rects: readonly Rect[]): number {
  const sorted = [...rects].sort((a, b) => a.x - b.x)
  const left = sorted[Math.floor((sorted.length - 1) / 2)]
  const right = sorted[Math.floor(sorted.length / 2)]
  if (!left || !right) return 0
  return left === right ? left.x + left.width / 2 : (left.x + left.width + right.x) / 2
}

/** Where each router's middle is: where the user put it, else below its subnets, clear of routers already there. */
export function placeRouters(routers: readonly RouterPicture[], subnets: readonly Area[]): Point[] {
  const taken: Point[] = routers.flatMap((router) => router.position ?? [])
  const lowest = Math.max(...subnets.map(({ rect }) => rect.y + rect.height), 0)
  return routers.map((router) => {
    if (router.position) return router.position
    const joined = subnets.filter(({ picture }) => router.interfaces.some(({ subnet }) => subnet === picture.id))
    const rects = (joined.length > 0 ? joined : subnets).map(({ rect }) => rect)
    const x = middleOf(rects)
    let y = lowest + DROP + Math.max(router.interfaces.length - 2, 0) * DROP_PER_INTERFACE
    while (taken.some((other) => Math.abs(other.x - x) < SPACING.x && Math.abs(other.y - y) < SPACING.y)) y += SPACING.y
    taken.push({ x, y })
    return { x, y }
  })
}
