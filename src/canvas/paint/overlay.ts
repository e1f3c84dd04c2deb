import type { Capsule, Scene } from '../../playback/scene'
import type { Anchor } from '../../playback/timeline'
import type { SceneLabels } from '../canvas'
import { chased, FOLLOW_ZOOM, followedPoint } from '../follow'
import type { Layout } from '../geometry/layout'
import { pointAlong } from '../geometry/paths'
import type { PodShape } from '../geometry/placed'
import { centreOf, grown, overlaps, type Point, type Rect, rectAround, unionOf } from '../geometry/shapes'
import { rectToRendered, toRendered, type Viewport } from '../geometry/viewport'
import { type Brush, monoFont, paintedSize, sansFont, tracePill, widthOf } from './brush'
import { paintCapsule, paintSmallCapsule } from './capsule'
import { FULL_ZOOM } from './card'
import { flowAt, paintFlows } from './flow'
import { type Ghost, paintGhost, paintGhostLabel } from './ghost'
import type { Look } from './looks'
import { type Losses, lossesAfter, paintLosses } from './loss'
import { strokeOutline } from './outline'
import { clipOutWords, laneOf, type OnTheWay, paintNames, paintWays, type Way } from './trail'
import { paintVeil } from './veil'
import { cardOfHost, inSight, wordsPlace } from './words-place'

// What the canvas asks of packets comes with what draws them.
export { chased, FOLLOW_ZOOM, flowAt, followedPoint, lossesAfter }

/** What is drawn above the picture, and changes while the picture does not. */
export interface OverlayState {
  readonly scene?: Scene | undefined
  readonly labels?: SceneLabels | undefined
  readonly losses?: Losses | undefined
  readonly ghost?: Ghost | undefined
  /** What the pointer is over, and where it is, in rendered pixels. */
  readonly hover?: { readonly id?: string | undefined; readonly at: Point } | undefined
  readonly pingFrom?: string | undefined
  /** What is drawn around things to choose them, in rendered pixels. */
  readonly box?: Rect | undefined
  /** The view follows the packet, and the rest steps back. */
  readonly isFollowed?: boolean
}

/** More packets than this, or a smaller zoom, and they are drawn without words. */
const MAX_WORDY = 8
const WORDY_ZOOM = 0.42

/** The context is in rendered pixels. */
export function paintOverlay(brush: Brush, layout: Layout, viewport: Viewport, state: OverlayState): void {
  const { scene, ghost } = state
  if (scene && state.isFollowed) paintVeil(brush, layout, viewport, scene)
  if (scene) paintScene(brush, layout, viewport, scene, state)
  if (state.hover) paintHover(brush, layout, viewport, state)
  if (state.box) paintBox(brush, state.box)
  if (!ghost) return
  inPictureUnits(brush, viewport, (scaled) => paintGhost(scaled, layout, ghost))
  paintGhostLabel(brush, ghost, rectToRendered(viewport, ghost.rect))
}

function paintBox({ context, theme }: Brush, { x, y, width, height }: Rect): void {
  context.globalAlpha = 0.1
  context.fillStyle = theme.selection
  context.fillRect(x, y, width, height)
  context.globalAlpha = 1
  context.strokeStyle = theme.selection
  context.lineWidth = 1
  context.strokeRect(x, y, width, height)
}

function inPictureUnits(brush: Brush, { zoom, pan }: Viewport, paint: (brush: Brush) => void): void {
  const { context } = brush
  context.save()
  context.translate(pan.x, pan.y)
  context.scale(zoom, zoom)
  paint(brush)
  context.restore()
}

/** How the stretch that a packet is on right now is to be drawn. */
function lookNow(capsule: Capsule, scene: Scene): Look {
  if (capsule.shell && capsule.shell.cover > 0.5) return capsule.shell.encap
  const last = scene.trails.findLast((trail) => trail.kind === capsule.kind)
  return last?.look === 'local' ? 'local' : 'direct'
}

interface PlacedCapsule extends OnTheWay {
  readonly capsule: Capsule
  readonly points: readonly Point[]
}

function placeCapsules(layout: Layout, viewport: Viewport, { capsules }: Scene): PlacedCapsule[] {
  return capsules.flatMap((capsule) => {
    const points = laneOf(layout, viewport, capsule.from, capsule.to)
    const at = pointAlong(points, capsule.progress)
    return at ? [{ capsule, kind: capsule.kind, points, at }] : []
  })
}

function paintScene(
  brush: Brush,
  layout: Layout,
  viewport: Viewport,
  scene: Scene,
  { labels, losses }: OverlayState,
): void {
  const placed = placeCapsules(layout, viewport, scene)
  const inFront = placed.filter(({ capsule }) => capsule.flow?.inFront !== false)
  const wordy = inFront.length <= MAX_WORDY && viewport.zoom >= WORDY_ZOOM
  const past = scene.trails.map(
    ({ from, to, look, kind, isBehind }): Way => ({
      points: laneOf(layout, viewport, from, to),
      look,
      kind,
      ...(isBehind && { isBehind }),
      isInside: isInside(layout, from, to),
    }),
  )
  const now = inFront.map(
    ({ capsule, points, at, kind }): Way => ({
      points: upTo(points, at, capsule.progress),
      look: lookNow(capsule, scene),
      kind,
      isInside: isInside(layout, capsule.from, capsule.to),
    }),
  )
  brush.context.save()
  if (wordy) clipOutWords(brush, layout, viewport, [...scene.trails, ...scene.capsules])
  paintWays(brush, wordy ? [...past, ...now] : past, inFront)
  brush.context.restore()
  if (wordy && labels) paintNames(brush, past, inFront, labels)
  const painted = paintedSize(brush)
  paintFlows(brush, placed)
  for (const { capsule, at } of inFront) {
    const words = inSight(wordsPlace(layout, viewport, capsule, at), painted.width, painted.height)
    if (wordy) paintCapsule(brush, capsule, at, words)
    else paintSmallCapsule(brush, capsule, at)
  }
  paintLosses(brush, layout, viewport, scene, losses ?? new Map(), wordy ? labels : undefined)
}

/** Whether both places are on one card. */
function isInside(layout: Layout, from: Anchor, to: Anchor): boolean {
  const card = cardOfHost(layout, from.namespace)
  return card !== undefined && card === cardOfHost(layout, to.namespace)
}

/** The part of a path already travelled. */
function upTo(points: readonly Point[], at: Point, progress: number): Point[] {
  const kept = points.filter((_, index) => index === 0 || shareAt(points, index) < progress)
  return [...kept, at]
}

function shareAt(points: readonly Point[], index: number): number {
  let until = 0
  let total = 0
  points.forEach((point, i) => {
    const previous = points[i - 1]
    if (!previous) return
    const length = Math.hypot(point.x - previous.x, point.y - previous.y)
    total += length
    if (i <= index) until += length
  })
  return total > 0 ? until / total : 0
}

function paintHover(brush: Brush, layout: Layout, viewport: Viewport, { hover, pingFrom }: OverlayState): void {
  if (!hover) return
  const { context, theme } = brush
  const source = pingFrom === undefined ? undefined : layout.pods.get(pingFrom)
  if (source && hover.id !== pingFrom) paintAim(brush, layout, viewport, source, hover.at)
  if (hover.id === undefined || layout.subnets.has(hover.id)) return
  const id = hover.id
  inPictureUnits(brush, viewport, (scaled) => {
    context.strokeStyle = theme.selection
    context.globalAlpha = 0.7
    context.lineWidth = 1.5 / viewport.zoom
    strokeOutline(scaled, layout, id)
  })
  const pod = layout.pods.get(id)
  const isSpelledOut = pod?.node.card.podDetail === 'address' && viewport.zoom >= FULL_ZOOM
  if (pod && !isSpelledOut) paintTip(brush, pod.picture.name, pod.picture.address, hover.at)
  const node = layout.nodes.get(id)
  if (node && viewport.zoom < 0.5) paintTip(brush, node.picture.name, node.picture.address, hover.at)
}

/** From the edge of the pod that is to ping to the pointer that looks for whom, behind all pods on the way. */
function paintAim(brush: Brush, layout: Layout, viewport: Viewport, source: PodShape, to: Point): void {
  const { context, theme } = brush
  const from = toRendered(viewport, centreOf(source.rect))
  context.save()
  clipOutPods(brush, layout, viewport, from, to)
  context.strokeStyle = theme.selection
  context.lineWidth = 1.6
  context.setLineDash([5, 5])
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.lineTo(to.x, to.y)
  context.stroke()
  context.restore()
}

function clipOutPods({ context }: Brush, layout: Layout, viewport: Viewport, from: Point, to: Point): void {
  const line = unionOf([rectAround(from, 2, 2), rectAround(to, 2, 2)])
  context.beginPath()
  context.rect(-1e5, -1e5, 2e5, 2e5)
  for (const { rect } of layout.pods.values()) {
    const box = grown(rectToRendered(viewport, rect), 1.5)
    if (line && overlaps(box, line)) context.roundRect(box.x, box.y, box.width, box.height, box.height / 2)
  }
  context.clip('evenodd')
}

function paintTip({ context, theme }: Brush, name: string, address: string, at: Point): void {
  const nameFont = sansFont(theme, 12, 600)
  const addressFont = monoFont(theme, 11)
  context.font = nameFont
  const nameWidth = widthOf(context, name)
  context.font = addressFont
  const width = nameWidth + widthOf(context, address) + 28
  const box = { x: Math.min(at.x + 14, context.canvas.clientWidth - width - 4), y: at.y + 14, width, height: 26 }
  tracePill(context, box, 7)
  context.fillStyle = theme.panel
  context.fill()
  context.strokeStyle = theme.line
  context.lineWidth = 1
  context.stroke()
  context.fillStyle = theme.dim
  context.fillText(address, box.x + 18 + nameWidth, box.y + 17)
  context.font = nameFont
  context.fillStyle = theme.ink
  context.fillText(name, box.x + 10, box.y + 17)
}
