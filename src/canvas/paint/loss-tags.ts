import { clamp, grown, overlaps, type Point, type Rect, rectAround } from '../geometry/shapes'

/** How high a word in its pill is. */
export const TAG_HEIGHT = 18
/** From one row of tags to the next. */
const ROW = TAG_HEIGHT + 4
/** From the canvas's edge, and from what a tag must not cover. */
const GAP = 4
/** How many rows are tried before tags may lie on each other. */
const ROWS = 4

/** Where a word about a machine is wanted: beside it, on either side, or in a row of its own. */
export interface Wanted {
  readonly width: number
  /** Middles, the best first. */
  readonly places: readonly Point[]
}

/**
 * The middles of tags: each at the first of its places that is on the canvas and covers neither `words` (a router's
 * name) nor a tag before it; if there is none, the same a row lower, and so on.
 */
export function placeTags(
  wanted: readonly Wanted[],
  words: readonly Rect[],
  { width, height }: { readonly width: number; readonly height: number },
): Point[] {
  const taken: Rect[] = []
  return wanted.map((tag) => {
    const inside = ({ x, y }: Point): Point => ({
      x: clamp(x, tag.width / 2 + GAP, Math.max(width - tag.width / 2 - GAP, tag.width / 2 + GAP)),
      y: clamp(y, TAG_HEIGHT / 2, Math.max(height - TAG_HEIGHT / 2 - 2, TAG_HEIGHT / 2)),
    })
    const boxAt = (at: Point): Rect => rectAround(at, tag.width, TAG_HEIGHT)
    const isFree = (at: Point): boolean => ![...words, ...taken].some((box) => overlaps(grown(box, 1), boxAt(at)))
    const rows = Array.from({ length: ROWS }, (_, row) => tag.places.map(({ x, y }) => inside({ x, y: y + row * ROW })))
    const at = rows.flat().find(isFree) ?? inside(tag.places[0] ?? { x: 0, y: 0 })
    taken.push(boxAt(at))
    return at
  })
}
