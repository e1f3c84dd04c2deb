import { distance, type Point } from './shapes'

/** Longer than this, in offsets, the tip of a sharp corner is cut. */
const MAX_MITER = 3

/**
 * The line beside `points`, `by` to the right of the direction of travel (down is positive y): a request and its reply
 * keep apart on one wire as cars do on a road.
 */
export function beside(points: readonly Point[], by: number): Point[] {
  const path = points.filter((point, index) => index === 0 || distance(point, points[index - 1] as Point) > 0.01)
  if (path.length < 2) return [...path]
  const normals = path.slice(1).map((point, index) => rightOf(path[index] as Point, point))
  return path.map((point, index) => {
    const before = normals[index - 1] ?? (normals[index] as Point)
    const after = normals[index] ?? before
    const x = before.x + after.x
    const y = before.y + after.y
    const square = x * x + y * y
    const scale = square < 2 / MAX_MITER ? 1 : 2 / square
    return { x: point.x + x * scale * by, y: point.y + y * scale * by }
  })
}

function rightOf(from: Point, to: Point): Point {
  const length = distance(from, to)
  return { x: -(to.y - from.y) / length, y: (to.x - from.x) / length }
}
