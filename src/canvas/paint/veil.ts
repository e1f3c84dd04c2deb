import type { Scene } from '../../playback/scene'
import type { Layout } from '../geometry/layout'
import { ROUTER_LABEL_HEIGHT } from '../geometry/placed'
import { grown, type Rect } from '../geometry/shapes'
import { rectToRendered, type Viewport } from '../geometry/viewport'
import { type Brush, paintedSize } from './brush'
import { cardOfHost } from './words-place'

const VEIL_ALPHA = 0.62

/** Everything but the machines that the followed packet is between steps back. */
export function paintVeil(brush: Brush, layout: Layout, viewport: Viewport, scene: Scene): void {
  const capsule = scene.capsules.findLast(({ flow }) => flow?.inFront !== false)
  if (!capsule) return
  const { context, theme } = brush
  const { width, height } = paintedSize(brush)
  const places = [capsule.from, capsule.to].flatMap(({ namespace }) => placeOf(layout, namespace) ?? [])
  context.save()
  context.beginPath()
  context.rect(0, 0, width, height)
  for (const place of new Set(places)) {
    const { x, y, width: wide, height: high } = rectToRendered(viewport, grown(place, 6))
    context.roundRect(x, y, wide, high, 10 * viewport.zoom)
  }
  context.globalAlpha = VEIL_ALPHA
  context.fillStyle = theme.ground
  context.fill('evenodd')
  context.restore()
}

/** A router with its name below it. */
function placeOf(layout: Layout, namespace: string): Rect | undefined {
  const router = layout.routers.get(layout.hosts.get(namespace) ?? '')?.rect
  return router ? { ...router, height: router.height + ROUTER_LABEL_HEIGHT } : cardOfHost(layout, namespace)
}
