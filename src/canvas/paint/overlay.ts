import type { Capsule, Scene } from '../../playback/scene'
import type { Anchor } from '../../playback/timeline'
import type { SceneLabels } from '../canvas'
import type { Layout } from '../geometry/layout'
import { pointAlong } from '../geometry/paths'
import { centreOf, clamp, contains, type Point, type Rect } from '../geometry/shapes'
import { rectToRendered, toRendered, type Viewport } from '../geometry/viewport'
import { type Brush, monoFont, sansFont, tracePill, widthOf } from './brush'
import { paintCapsule, paintSmallCapsule } from './capsule'
import { FULL_ZOOM } from './card'
import { type Ghost, paintGhost, paintGhostLabel } from './ghost'
import type { Look } from './looks'
import { strokeOutline } from './outline'
import { clipOutWords, laneOf, type OnTheWay, paintLosses, paintNames, paintWays, type Way } from './trail'

/** What is drawn above the picture, and changes while the picture does not. */
export interface OverlayState {
  readonly scene?: Scene | undefined
  readonly labels?: SceneLabels | undefined
  readonly ghost?: Ghost | undefined
  /** What the pointer is over, and where it is, in rendered pixels. */
  readonly hover?: { readonly id?: string | undefined; readonly at: Point } | undefined
  readonly pingFrom?: string | undefined
}

/** More packets than this, or a smaller zoom, and they are drawn without words. */
const MAX_WORDY = 8
const WORDY_ZOOM = 0.42
/** From a card's foot to the middle of a capsule. */
const BELOW_CARD = 32

export const isOverlayEmpty = ({ scene, ghost, hover }: OverlayState): boolean => !scene && !ghost && !hover

/** The context is in rendered pixels. */
export function paintOverlay(brush: Brush, layout: Layout, viewport: Viewport, state: OverlayState): void {
  const { scene, ghost } = state
  if (scene) paintScene(brush, layout, viewport, scene, state.labels)
  if (state.hover) paintHover(brush, layout, viewport, state)
  if (!ghost) return
  inPictureUnits(brush, viewport, (scaled) => paintGhost(scaled, layout, ghost))
  paintGhostLabel(brush, ghost, rectToRendered(viewport, ghost.rect))
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

function paintScene(brush: Brush, layout: Layout, viewport: Viewport, scene: Scene, labels?: SceneLabels): void {
  const placed = placeCapsules(layout, viewport, scene)
  const wordy = placed.length <= MAX_WORDY && viewport.zoom >= WORDY_ZOOM
  const past = scene.trails.map(
    ({ from, to, look, kind }): Way => ({
      points: laneOf(layout, viewport, from, to),
      look,
      kind,
      isInside: isInside(layout, from, to),
    }),
  )
  const now = placed.map(
    ({ capsule, points, at, kind }): Way => ({
      points: upTo(points, at, capsule.progress),
      look: lookNow(capsule, scene),
      kind,
      isInside: isInside(layout, capsule.from, capsule.to),
    }),
  )
  brush.context.save()
  if (wordy) clipOutWords(brush, layout, viewport, [...scene.trails, ...scene.capsules])
  paintWays(brush, wordy ? [...past, ...now] : past, placed)
  brush.context.restore()
  paintLosses(brush, past)
  if (wordy && labels) paintNames(brush, past, placed, labels)
  for (const { capsule, at } of placed) {
    const words = inSight(brush, clearOfCard(layout, viewport, capsule, at))
    if (wordy) paintCapsule(brush, capsule, at, words, labels)
    else paintSmallCapsule(brush, capsule, at)
  }
}

function cardOfHost(layout: Layout, namespace: string): Rect | undefined {
  const id = layout.hosts.get(namespace) ?? ''
  return (layout.nodes.get(id) ?? layout.pods.get(id)?.node)?.rect
}

/** Whether both places are on one card. */
function isInside(layout: Layout, from: Anchor, to: Anchor): boolean {
  const card = cardOfHost(layout, from.namespace)
  return card !== undefined && card === cardOfHost(layout, to.namespace)
}

/**
 * Where the words of a capsule go: on the packet itself on a wire, below the card while it is inside one, lest it hide
 * the very devices it passes. On its way down the wire the packet catches up with its words.
 */
function clearOfCard(layout: Layout, viewport: Viewport, capsule: Capsule, at: Point): Point {
  for (const { namespace } of [capsule.from, capsule.to]) {
    const card = cardOfHost(layout, namespace)
    if (!card) continue
    const box = rectToRendered(viewport, card)
    const below = box.y + box.height + BELOW_CARD
    if (contains({ ...box, height: box.height + BELOW_CARD }, at)) return { x: at.x, y: below }
  }
  return at
}

/** Half a capsule's width with its words, and half its height with the length above it. */
const HALF_CAPSULE = { x: 112, y: 42 } as const

/** Words stay on the canvas, even where their packet is at its edge. */
function inSight({ context: { canvas } }: Brush, { x, y }: Point): Point {
  const within = (value: number, half: number, size: number): number => clamp(value, half, Math.max(size - half, half))
  return { x: within(x, HALF_CAPSULE.x, canvas.clientWidth), y: within(y, HALF_CAPSULE.y, canvas.clientHeight) }
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
  if (source && hover.id !== pingFrom) paintAim(brush, toRendered(viewport, centreOf(source.rect)), hover.at)
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

/** From the pod that is to ping, to the pointer that looks for whom. */
function paintAim({ context, theme }: Brush, from: Point, to: Point): void {
  context.save()
  context.strokeStyle = theme.selection
  context.lineWidth = 1.6
  context.setLineDash([5, 5])
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.lineTo(to.x, to.y)
  context.stroke()
  context.restore()
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
