import type { Capsule, Scene } from '../../playback/scene'
import type { SceneLabels } from '../canvas'
import type { Layout } from '../geometry/layout'
import { beside } from '../geometry/offset'
import { pointAlong } from '../geometry/paths'
import { centreOf, type Point } from '../geometry/shapes'
import { rectToRendered, toRendered, type Viewport } from '../geometry/viewport'
import { type Brush, monoFont, sansFont, tracePill, widthOf } from './brush'
import { paintCapsule, paintSmallCapsule } from './capsule'
import { type Ghost, paintGhost, paintGhostLabel } from './ghost'
import type { Look } from './looks'
import { strokeOutline } from './outline'
import { paintTrails, renderedPath, strokeTrail } from './trail'

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
/** Beside the wire, as its trail is. */
const LANE = 3.5

export const isOverlayEmpty = ({ scene, ghost, hover }: OverlayState): boolean => !scene && !ghost && !hover

/** The context is in rendered pixels. */
export function paintOverlay(brush: Brush, layout: Layout, viewport: Viewport, state: OverlayState): void {
  const { scene, ghost } = state
  if (scene) {
    paintTrails(brush, layout, viewport, scene.trails, state.labels)
    paintCapsules(brush, layout, viewport, scene, state.labels)
  }
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

function paintCapsules(
  brush: Brush,
  layout: Layout,
  viewport: Viewport,
  scene: Scene,
  labels: SceneLabels | undefined,
): void {
  const wordy = scene.capsules.length <= MAX_WORDY && viewport.zoom >= WORDY_ZOOM
  const placed = scene.capsules.flatMap((capsule) => {
    const points = beside(renderedPath(layout, viewport, capsule), LANE)
    const at = pointAlong(points, capsule.progress)
    if (!at) return []
    if (wordy && points.length > 1) strokeTrail(brush, upTo(points, at, capsule.progress), lookNow(capsule, scene))
    return [{ capsule, at }]
  })
  for (const { capsule, at } of placed) {
    if (wordy) paintCapsule(brush, capsule, at, labels)
    else paintSmallCapsule(brush, capsule, at)
  }
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
  const isSpelledOut = pod?.node.card.podDetail === 'address' && viewport.zoom >= 0.6
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
  const box = { x: at.x + 14, y: at.y + 14, width, height: 26 }
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
