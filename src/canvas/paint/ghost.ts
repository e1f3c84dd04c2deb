import type { Layout } from '../geometry/layout'
import { padded } from '../geometry/place-subnet'
import { clamp, grown, type Rect, unionOf } from '../geometry/shapes'
import { type Brush, inScreenUnits, paintedSize, sansFont, tint, tracePill, widthOf } from './brush'
import { type Lit, paintCard, paintPills } from './card'
import { isNear, paintFarCards } from './far-card'
import { strokeOutline } from './outline'
import { paintRouter } from './wires'

/** Something in the middle of being moved. */
export interface Ghost {
  readonly element: string
  /** Where it is drawn, in the picture's units. */
  readonly rect: Rect
  readonly target?: string
  /** Where it would land. */
  readonly landing?: Rect
  readonly label: string
  readonly address?: string
  readonly allowed: boolean
}

const LABEL_HEIGHT = 24
const NOTHING_LIT: Lit = { pods: new Map(), devices: new Map() }

/** The target it would go to, the place it would take there, and the thing itself. The context is in picture units. */
export function paintGhost(brush: Brush, layout: Layout, ghost: Ghost): void {
  const { context, theme, zoom } = brush
  const colour = ghost.allowed ? theme.selection : theme.lost
  const pixel = 1 / zoom
  context.save()
  context.strokeStyle = colour
  if (ghost.target !== undefined) {
    context.lineWidth = 2 * pixel
    if (!ghost.allowed) context.setLineDash([6 * pixel, 4 * pixel])
    traceTarget(brush, layout, ghost.target, ghost.landing)
    tint(context, colour, 0.07)
    context.setLineDash([])
  }
  if (ghost.landing && ghost.allowed) {
    context.setLineDash([5 * pixel, 4 * pixel])
    context.lineWidth = 1.5 * pixel
    tracePill(context, ghost.landing, cornerOf(layout, ghost.element, ghost.landing))
    context.stroke()
    context.setLineDash([])
  }
  paintVeil(brush, layout, ghost.element)
  paintBody(brush, layout, ghost, colour)
  context.restore()
}

/** The target as large as it would be. */
function traceTarget(brush: Brush, layout: Layout, target: string, landing: Rect | undefined): void {
  const area = layout.subnets.get(target)?.rect
  const grownArea = area && landing && unionOf([area, padded(landing)])
  if (!grownArea) {
    strokeOutline(brush, layout, target)
    return
  }
  tracePill(brush.context, grownArea, 16)
  brush.context.stroke()
}

const cornerOf = (layout: Layout, id: string, rect: Rect): number => (layout.nodes.has(id) ? 11 : rect.height / 2)

/** What is moved stays in its place until the drop, but pale. */
function paintVeil({ context, theme }: Brush, layout: Layout, id: string): void {
  const rect = (layout.nodes.get(id) ?? layout.pods.get(id) ?? layout.routers.get(id))?.rect
  if (!rect) return
  context.globalAlpha = 0.55
  context.fillStyle = layout.routers.has(id) ? theme.ground : theme.subnet
  tracePill(context, grown(rect, 1), cornerOf(layout, id, rect))
  context.fill()
  context.globalAlpha = 1
}

function paintBody(brush: Brush, layout: Layout, ghost: Ghost, colour: string): void {
  const { context, theme, zoom } = brush
  const { rect } = ghost
  context.shadowColor = 'rgba(0, 0, 0, 0.22)'
  context.shadowBlur = 18
  context.shadowOffsetY = 6
  context.globalAlpha = 0.95
  tracePill(context, rect, cornerOf(layout, ghost.element, rect))
  context.fillStyle = theme.panel
  context.fill()
  context.shadowColor = 'transparent'
  context.strokeStyle = colour
  context.lineWidth = 2 / zoom
  context.stroke()
  const node = layout.nodes.get(ghost.element)
  const pod = layout.pods.get(ghost.element)
  const router = layout.routers.get(ghost.element)
  const picture = node && { ...node.picture, address: ghost.address ?? node.picture.address }
  const moved = node && picture && { ...node, picture, rect }
  if (moved && isNear(zoom, 1)) paintCard(brush, moved, NOTHING_LIT)
  else if (moved) paintFarCards(brush, [moved], NOTHING_LIT)
  if (pod) inScreenUnits(brush, () => paintPills(brush, [{ pod: pod.picture, rect }], rect.width > 100))
  if (router)
    paintRouter(brush, { ...router, rect, centre: { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 } })
  context.globalAlpha = 1
}

/** What the ghost says, above it, or below where there is no room; with a bar across where it may not be dropped. The context is in rendered pixels. */
export function paintGhostLabel(brush: Brush, ghost: Ghost, box: Rect): void {
  const { context, theme } = brush
  if (ghost.label === '') return
  context.font = sansFont(theme, 12, 600)
  const text = ghost.allowed ? ghost.label : `⊘ ${ghost.label}`
  const width = widthOf(context, text) + 20
  const painted = paintedSize(brush)
  const x = clamp(box.x + box.width / 2 - width / 2, 4, Math.max(painted.width - width - 4, 4))
  const above = box.y - LABEL_HEIGHT - 8
  const y = clamp(above >= 4 ? above : box.y + box.height + 8, 4, Math.max(painted.height - LABEL_HEIGHT - 4, 4))
  tracePill(context, { x, y, width, height: LABEL_HEIGHT }, 7)
  context.fillStyle = theme.panel
  context.fill()
  const colour = ghost.allowed ? theme.selection : theme.lost
  tint(context, colour, 0.1)
  context.strokeStyle = colour
  context.lineWidth = 1.4
  context.stroke()
  context.fillStyle = theme.ink
  context.fillText(text, x + 10, y + 16.5)
}
