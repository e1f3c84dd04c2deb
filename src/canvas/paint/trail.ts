import type { Trail } from '../../playback/scene'
import type { Anchor } from '../../playback/timeline'
import type { CanvasTheme, SceneLabels } from '../canvas'
import type { Layout } from '../geometry/layout'
import { beside } from '../geometry/offset'
import { pathBetween } from '../geometry/paths'
import { distance, type Point, shifted } from '../geometry/shapes'
import { rectToRendered, toRendered, type Viewport } from '../geometry/viewport'
import { type Brush, sansFont, tracePill, widthOf } from './brush'
import { type Look, lookColour } from './looks'

/** From the middle of the wire to the lane of one direction, in pixels. */
const LANE = 3.5
/** A shorter stretch has no room for its name. */
const MIN_LABELLED = 56
/** Of a packet whose turn is over. */
const PAST_ALPHA = 0.45

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
  context.lineWidth = 4.8
  strokePath(context, points)
  context.globalCompositeOperation = 'destination-out'
  context.lineWidth = 1.6
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

export function tagWidth(context: CanvasRenderingContext2D, theme: CanvasTheme, text: string): number {
  context.font = sansFont(theme, 10.5, 600)
  return widthOf(context, text) + 14
}

/** A word on its line, on the panel's ground so that it can be read. */
export function paintTag({ context, theme }: Brush, text: string, at: Point, colour: string): void {
  const width = tagWidth(context, theme, text)
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

interface Stretch {
  readonly at: Point
  readonly room: number
}

function stretchesOf(points: readonly Point[]): Stretch[] {
  return points.slice(1).map((b, index) => {
    const a = points[index] as Point
    return { at: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, room: distance(a, b) }
  })
}

/** The way between two places as it is drawn, in rendered pixels. */
export function laneOf(layout: Layout, viewport: Viewport, from: Anchor, to: Anchor): Point[] {
  const points = pathBetween(layout, from, to).map((point) => toRendered(viewport, point))
  return beside(points, LANE)
}

/** Trails run below pods, device chips and routers, whose words would be crossed out otherwise. */
export function clipOutWords(
  { context }: Brush,
  layout: Layout,
  viewport: Viewport,
  stretches: readonly { readonly from: Anchor; readonly to: Anchor }[],
): void {
  const ids = stretches.flatMap(({ from, to }) => [layout.hosts.get(from.namespace), layout.hosts.get(to.namespace)])
  context.beginPath()
  context.rect(-1e5, -1e5, 2e5, 2e5)
  for (const id of new Set(ids)) {
    if (id === undefined) continue
    const router = layout.routers.get(id)
    if (router) {
      const centre = toRendered(viewport, router.centre)
      const radius = (router.rect.width / 2) * viewport.zoom
      context.moveTo(centre.x + radius, centre.y)
      context.arc(centre.x, centre.y, radius, 0, 2 * Math.PI)
    }
    const node = layout.nodes.get(id)
    for (const part of node ? [...node.card.pods, ...node.card.chips] : []) {
      const box = rectToRendered(viewport, shifted(part, node?.rect.x ?? 0, node?.rect.y ?? 0))
      context.roundRect(box.x, box.y, box.width, box.height, Math.min(box.height / 2, 5 * viewport.zoom))
    }
  }
  context.clip('evenodd')
}

/** Where packets are now: what still moves is drawn stronger, and no word is put there. */
export interface OnTheWay {
  readonly kind: Trail['kind']
  readonly at: Point
}

/** A stretch of a packet's way, in rendered pixels. */
export interface Way {
  readonly points: readonly Point[]
  readonly look: Look
  readonly kind: Trail['kind']
  /** On a card, where there is no room for words. */
  readonly isInside: boolean
  /** Only pings that are not in front went here. */
  readonly isBehind?: true
}

/** Every way in its look. */
export function paintWays(brush: Brush, ways: readonly Way[], onTheWay: readonly OnTheWay[]): void {
  const { context } = brush
  for (const { points, look, kind, isBehind } of ways) {
    const isNow = onTheWay.length === 0 || onTheWay.some((one) => one.kind === kind)
    context.globalAlpha = isNow && !isBehind ? 1 : PAST_ALPHA
    if (points.length > 1) strokeTrail(brush, points, look)
  }
  context.globalAlpha = 1
}

/** Room that a capsule takes, from its middle. */
const CAPSULE_REACH = { x: 150, y: 36 } as const

/** Each look is named once, on the longest stretch that no capsule is on. */
export function paintNames(
  brush: Brush,
  ways: readonly Way[],
  onTheWay: readonly OnTheWay[],
  labels: SceneLabels,
): void {
  const named: Point[] = []
  const isFree = ({ at, room }: Stretch): boolean =>
    room >= MIN_LABELLED &&
    named.every((other) => distance(other, at) > 40) &&
    onTheWay.every((one) => Math.abs(one.at.x - at.x) > CAPSULE_REACH.x || Math.abs(one.at.y - at.y) > CAPSULE_REACH.y)
  for (const look of new Set(ways.map((way) => way.look))) {
    const stretches = ways
      .filter((way) => way.look === look && !way.isInside)
      .flatMap(({ points }) => stretchesOf(points))
    const longest = stretches.filter(isFree).sort((a, b) => b.room - a.room)[0]
    if (!longest) continue
    named.push(longest.at)
    paintTag(brush, labels.looks[look], longest.at, lookColour(brush.theme, look))
  }
}
