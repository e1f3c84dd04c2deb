import type { Layout } from './layout'
import { ROUTER_RADIUS } from './placed'
import { contains, distance, grown, type Point } from './shapes'

export interface Hit {
  readonly kind: 'pod' | 'node' | 'router' | 'subnet'
  readonly id: string
}

/** Pods smaller than this on the screen cannot be hit, so that their node can. */
const MIN_POD_PIXELS = 8

/**
 * What is at `point`, innermost first. `slack` is how far from it, in the picture's units, a pod or a router may still
 * be, for fingers. What was drawn last wins.
 */
export function hitAt(layout: Layout, point: Point, zoom: number, slack = 0): Hit | undefined {
  for (const node of [...layout.nodes.values()].reverse()) {
    if (!contains(node.rect, point)) continue
    const podHeight = node.card.pods[0]?.height ?? 0
    if (podHeight * zoom >= MIN_POD_PIXELS) {
      const local = { x: point.x - node.rect.x, y: point.y - node.rect.y }
      const pod =
        node.picture.pods[node.card.pods.findIndex((rect) => contains(grown(rect, Math.min(slack, 2)), local))]
      if (pod) return { kind: 'pod', id: pod.id }
    }
    return { kind: 'node', id: node.picture.id }
  }
  for (const router of layout.routers.values()) {
    if (distance(router.centre, point) <= ROUTER_RADIUS + slack) return { kind: 'router', id: router.picture.id }
  }
  for (const subnet of layout.subnets.values()) {
    if (contains(subnet.rect, point)) return { kind: 'subnet', id: subnet.picture.id }
  }
  return undefined
}
