import type { Scene, Trail } from '../../playback/scene'
import type { SceneLabels } from '../canvas'
import type { Layout } from '../geometry/layout'
import { beside } from '../geometry/offset'
import { lengthOf, pathBetween } from '../geometry/paths'
import { distance, type Point } from '../geometry/shapes'
import { toRendered, type Viewport } from '../geometry/viewport'
import { type Brush, sansFont, strokeCircle, tracePill, widthOf } from './brush'
import { type Look, lookColour } from './looks'

/** From the middle of the wire to the lane of one direction, in pixels. */
const LANE = 3.5
/** A shorter stretch has no room for its name. */
const MIN_LABELLED = 90

function strokePath(context: CanvasRenderingContext2D, points: readonly Point[]): void {
  context.beginPath()
  points.forEach((point, index) => {
    if (index === 0) context.moveTo(point.x, point.y)
    else context.lineTo(point.x, point.y)
  })
  context.stroke()
}

/** Two lines with a gap, which shows the ground. */
function strokeDouble(context: CanvasRenderingContext2D, points: readonly Point[], dash: readonly number[]): void {
  context.setLineDash([...dash])
  context.lineWidth = 5.2
  strokePath(context, points)
  context.globalCompositeOperation = 'destination-out'
  context.lineWidth = 1.8
  context.setLineDash([])
  strokePath(context, points)
  context.globalCompositeOperation = 'source-over'
}

/** A way already travelled, in the look that tells how. `points` are rendered ones. */
export function strokeTrail({ context, theme }: Brush, points: readonly Point[], look: Look): void {
  context.save()
  context.strokeStyle = lookColour(theme, look)
  context.lineJoin = 'round'
  if (look === 'ipip') strokeDouble(context, points, [])
  else if (look === 'vxlan') strokeDouble(context, points, [14, 3])
  else {
    context.lineWidth = look === 'local' ? 2.6 : 2.4
    if (look === 'local') {
      context.lineCap = 'round'
      context.setLineDash([0.1, 6])
    }
    if (look === 'lost') context.setLineDash([7, 5])
    strokePath(context, points)
  }
  context.restore()
}

/** Where a packet died. */
export function paintCross({ context, theme }: Brush, { x, y }: Point, size: number): void {
  context.fillStyle = theme.panel
  context.strokeStyle = theme.lost
  context.lineWidth = 2
  strokeCircle(context, x, y, size)
  context.fill()
  const arm = size * 0.42
  context.beginPath()
  context.moveTo(x - arm, y - arm)
  context.lineTo(x + arm, y + arm)
  context.moveTo(x + arm, y - arm)
  context.lineTo(x - arm, y + arm)
  context.lineCap = 'round'
  context.stroke()
  context.lineCap = 'butt'
}

/** A word on its line, on the panel's ground so that it can be read. */
export function paintTag({ context, theme }: Brush, text: string, at: Point, colour: string): void {
  context.font = sansFont(theme, 10.5, 600)
  const width = widthOf(context, text) + 14
  tracePill(context, { x: at.x - width / 2, y: at.y - 9, width, height: 18 }, 9)
  context.fillStyle = theme.panel
  context.fill()
  context.strokeStyle = colour
  context.lineWidth = 1.2
  context.stroke()
  context.fillStyle = colour
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(text, at.x, at.y + 0.5)
  context.textAlign = 'start'
  context.textBaseline = 'alphabetic'
}

/** The middle of the longest straight stretch. */
function labelSpot(points: readonly Point[]): { at: Point; room: number } | undefined {
  let best: { at: Point; room: number } | undefined
  points.forEach((b, index) => {
    const a = points[index - 1]
    if (!a) return
    const room = distance(a, b)
    if (room > (best?.room ?? 0)) best = { at: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, room }
  })
  return best
}

export function renderedPath(layout: Layout, viewport: Viewport, trail: Pick<Trail, 'from' | 'to'>): Point[] {
  return pathBetween(layout, trail.from, trail.to).map((point) => toRendered(viewport, point))
}

/** All trails of a scene, each look named once for each kind of packet, and a cross where one was lost. */
export function paintTrails(
  brush: Brush,
  layout: Layout,
  viewport: Viewport,
  trails: Scene['trails'],
  labels: SceneLabels | undefined,
): void {
  const longest = new Map<string, { trail: Trail; points: readonly Point[]; length: number }>()
  const crosses: Point[] = []
  for (const trail of trails) {
    const points = beside(renderedPath(layout, viewport, trail), LANE)
    if (points.length > 1) strokeTrail(brush, points, trail.look)
    else if (trail.look === 'lost' && points[0]) crosses.push(points[0])
    const key = `${trail.kind} ${trail.look}`
    const length = lengthOf(points)
    if (length > (longest.get(key)?.length ?? 0)) longest.set(key, { trail, points, length })
  }
  if (labels) paintNames(brush, [...longest.values()], labels)
  for (const cross of crosses) paintCross(brush, cross, 9)
}

function paintNames(
  brush: Brush,
  named: readonly { readonly trail: Trail; readonly points: readonly Point[] }[],
  labels: SceneLabels,
): void {
  const spots: Point[] = []
  const said = new Set<Look>()
  for (const { trail, points } of named) {
    const spot = labelSpot(points)
    if (!spot || spot.room < MIN_LABELLED || said.has(trail.look)) continue
    const at = spots.some((other) => distance(other, spot.at) < 40) ? { x: spot.at.x, y: spot.at.y + 22 } : spot.at
    spots.push(at)
    said.add(trail.look)
    paintTag(brush, labels.looks[trail.look], at, lookColour(brush.theme, trail.look))
  }
}
