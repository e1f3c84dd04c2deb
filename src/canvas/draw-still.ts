import type { Scene } from '../playback/scene'
import type { CanvasTheme, CanvasView, SceneLabels } from './canvas'
import { type Layout, layoutOf } from './geometry/layout'
import { grown, type Rect } from './geometry/shapes'
import type { Viewport } from './geometry/viewport'
import { litBy } from './lit'
import { paintDetails } from './paint/details'
import { lossesAfter } from './paint/loss'
import { paintOverlay } from './paint/overlay'
import type { Picture } from './picture'

/** What a picture outside of the app shows: the lab, and the packets of one instant. */
export interface Still {
  readonly picture: Picture
  readonly view: CanvasView
  readonly scene?: Scene | undefined
  readonly labels?: SceneLabels | undefined
}

const MARGIN = 28

const frameOf = (layout: Layout): Rect => grown(layout.bounds, MARGIN)

/** How large the whole picture is, in its own units. */
export function stillSize(picture: Picture): { readonly width: number; readonly height: number } {
  const { width, height } = frameOf(layoutOf(picture, 'wide'))
  return { width: Math.ceil(width), height: Math.ceil(height) }
}

/**
 * Draws all of the picture with its upper left corner at the context's origin, in the context's units. What Cytoscape
 * draws in the app (areas, cards, circles) is drawn here by the same measures.
 */
export function drawStill(context: CanvasRenderingContext2D, still: Still, theme: CanvasTheme): void {
  const layout = layoutOf(still.picture, 'wide')
  const frame = frameOf(layout)
  const brush = { context, theme, zoom: 1, size: frame }
  const viewport: Viewport = { zoom: 1, pan: { x: -frame.x, y: -frame.y } }
  context.fillStyle = theme.ground
  context.fillRect(0, 0, frame.width, frame.height)
  context.save()
  context.translate(viewport.pan.x, viewport.pan.y)
  paintShapes(context, layout, theme)
  paintDetails(brush, layout, still.view, litBy(layout, still.scene), frame)
  context.restore()
  const { scene, labels, view } = still
  const losses = lossesAfter(new Map(), scene)
  paintOverlay(brush, layout, viewport, { scene, labels, losses, pingFrom: view.pingFrom })
}

function paintShapes(context: CanvasRenderingContext2D, layout: Layout, theme: CanvasTheme): void {
  context.lineWidth = 1
  context.strokeStyle = theme.line
  const box = ({ x, y, width, height }: Rect, radius: number, fill: string): void => {
    context.fillStyle = fill
    context.beginPath()
    context.roundRect(x, y, width, height, radius)
    context.fill()
    context.stroke()
  }
  for (const { rect } of layout.subnets.values()) box(rect, 16, theme.subnet)
  for (const { rect } of layout.nodes.values()) box(rect, 11, theme.panel)
  for (const { rect } of layout.routers.values()) box(rect, rect.width / 2, theme.panel)
}
