import cytoscape, { type Core } from 'cytoscape'
import { describe, expect, it } from 'vitest'
import { layoutOf } from './geometry/layout'
import { nodePicture, twoSubnets } from './geometry/test-picture'
import { showLayout } from './graph'
import type { Picture } from './picture'

function show(graph: Core, picture: Picture) {
  const layout = layoutOf(picture)
  showLayout(graph, layout)
  const { x, y } = graph.getElementById('router:router').position()
  const port = layout.wires.get('subnet:a')?.ports.get('router:router')?.at
  return { drawn: { x, y }, centre: { ...layout.routers.get('router:router')?.centre }, port }
}

describe('showLayout', () => {
  it('shows after an undo what it showed before, the router at the end of its wires', () => {
    const graph = cytoscape({ headless: true })
    const before = twoSubnets()
    const moved = twoSubnets(nodePicture('w2', 'b'))
    const first = show(graph, before)
    expect(show(graph, moved).centre).not.toEqual(first.centre)
    const undone = show(graph, before)
    expect(undone).toEqual(first)
    expect(undone.drawn).toEqual(undone.centre)
    expect(undone.port?.x).toBe(undone.drawn.x - 30)
    expect(undone.port?.y).toBe(undone.drawn.y)
  })
})
