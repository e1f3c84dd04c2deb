import type { Layout } from '../geometry/layout'
import { grown } from '../geometry/shapes'
import { type Brush, strokeCircle, tracePill } from './brush'

const RADIUS = { node: 11, subnet: 16 } as const

/** The outline of whatever `id` names, `grow` units outside it. */
export function strokeOutline({ context }: Brush, layout: Layout, id: string, grow = 0): void {
  const pod = layout.pods.get(id)
  const node = layout.nodes.get(id)
  const router = layout.routers.get(id)
  const subnet = layout.subnets.get(id)
  if (router) {
    strokeCircle(context, router.centre.x, router.centre.y, router.rect.width / 2 + grow)
    return
  }
  const shape = pod ?? node ?? subnet
  if (!shape) return
  const podRadius = pod?.node.card.podDetail === 'cell' ? 4 : shape.rect.height / 2
  const radius = pod ? podRadius : node ? RADIUS.node : RADIUS.subnet
  tracePill(context, grown(shape.rect, grow), radius + grow)
  context.stroke()
}
