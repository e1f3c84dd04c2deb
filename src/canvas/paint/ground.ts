import type { CanvasTheme } from '../canvas'
import type { Layout } from '../geometry/layout'
import { rectToRendered, toRendered, type Viewport } from '../geometry/viewport'

const SPACING = 20
const DOT = 1.6

/** Stretches of a row of dots that areas and routers cover, as [from, to] pairs in rendered pixels. */
function coveredStretches(layout: Layout, viewport: Viewport, y: number): [from: number, to: number][] {
  const stretches: [number, number][] = []
  for (const { rect } of layout.subnets.values()) {
    const box = rectToRendered(viewport, rect)
    if (y >= box.y - DOT && y <= box.y + box.height + DOT) stretches.push([box.x - DOT, box.x + box.width + DOT])
  }
  for (const { centre, rect } of layout.routers.values()) {
    const { x, y: middle } = toRendered(viewport, centre)
    const reach = (rect.width / 2) * viewport.zoom + DOT
    const half = Math.sqrt(reach ** 2 - (y - middle) ** 2)
    if (half > 0) stretches.push([x - half, x + half])
  }
  return stretches
}

/**
 * Dots that move and grow with the picture; where they would crowd, only every second, fourth … one is drawn. They are
 * left out where Cytoscape has drawn something, as this layer is above it: one layer less to compose in every frame.
 */
export function paintGround(
  context: CanvasRenderingContext2D,
  theme: CanvasTheme,
  layout: Layout,
  viewport: Viewport,
  width: number,
  height: number,
): void {
  let step = SPACING * viewport.zoom
  while (step < 15) step *= 2
  while (step > 40) step /= 2
  context.fillStyle = theme.line
  const startX = ((viewport.pan.x % step) + step) % step
  const startY = ((viewport.pan.y % step) + step) % step
  for (let y = startY; y < height; y += step) {
    const covered = coveredStretches(layout, viewport, y)
    for (let x = startX; x < width; x += step) {
      if (covered.some(([from, to]) => x > from && x < to)) continue
      context.fillRect(x - DOT / 2, y - DOT / 2, DOT, DOT)
    }
  }
}
