import type { CanvasView } from '../canvas'
import type { Layout } from '../geometry/layout'
import { grown, overlaps, type Rect } from '../geometry/shapes'
import { paintBroken } from './broken'
import type { Brush } from './brush'
import { type Lit, paintCard } from './card'
import { isNear, paintFarCards } from './far-card'
import { strokeOutline } from './outline'
import { paintRouter, paintSubnetTitle, paintWire } from './wires'

/** Wires, texts, pods and signs: all that lies on Cytoscape's areas, cards and circles. The context is in picture units. */
export function paintDetails(brush: Brush, layout: Layout, view: CanvasView, lit: Lit, visible: Rect): void {
  const isVisible = (rect: Rect): boolean => overlaps(grown(rect, 4), visible)
  for (const wire of layout.wires.values()) paintWire(brush, wire, visible)
  for (const subnet of layout.subnets.values()) if (isVisible(subnet.rect)) paintSubnetTitle(brush, subnet)
  const nodes = [...layout.nodes.values()].filter((node) => isVisible(node.rect))
  if (isNear(brush.zoom, nodes.length)) for (const node of nodes) paintCard(brush, node, lit)
  else paintFarCards(brush, nodes, lit)
  for (const router of layout.routers.values()) if (isVisible(grown(router.rect, 60))) paintRouter(brush, router)
  paintBroken(brush, layout)
  paintChosen(brush, layout, view)
}

function paintChosen(brush: Brush, layout: Layout, view: CanvasView): void {
  const { context, theme, zoom } = brush
  const pixel = 1 / Math.min(zoom, 1)
  context.strokeStyle = theme.selection
  context.lineWidth = 1.5 * pixel
  context.globalAlpha = 0.55
  for (const id of view.highlighted ?? []) strokeOutline(brush, layout, id, 2)
  context.globalAlpha = 1
  context.lineWidth = 2 * pixel
  if (view.selected !== undefined) strokeOutline(brush, layout, view.selected)
  if (view.pingFrom !== undefined) strokeOutline(brush, layout, view.pingFrom, 2)
  if (!view.chosen) return
  context.setLineDash([6 * pixel, 3 * pixel])
  for (const id of view.chosen) strokeOutline(brush, layout, id, 2)
  context.setLineDash([])
}
