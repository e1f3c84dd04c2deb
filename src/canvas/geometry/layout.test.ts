import { describe, expect, it } from 'vitest'
import type { Picture } from '../picture'
import { cardOf } from './card'
import { type Layout, layoutOf } from './layout'
import { centreOf, contains, overlaps, type Point, type Rect, rectAround, unionOf } from './shapes'
import { nodePicture, routerPicture, subnetPicture, twoSubnets } from './test-picture'

const cardsOf = (layout: Layout): Rect[] => [...layout.nodes.values()].map((node) => node.rect)

const hasOverlap = (rects: readonly Rect[]): boolean =>
  rects.some((rect, index) => rects.slice(index + 1).some((other) => overlaps(rect, other)))

/** The position that a node has, moved by so much. */
function fromCorner(layout: Layout, subnet: string, node: string, dx: number, dy: number): Point {
  const centre = centreOf(layout.nodes.get(node)?.rect as Rect)
  const corner = layout.subnets.get(subnet)?.corner as Point
  return { x: centre.x - corner.x + dx, y: centre.y - corner.y + dy }
}

const manyNodes = (nodes: number, pods: number, subnets: number): Picture => ({
  subnets: Array.from({ length: subnets }, (_, index) => subnetPicture(`s${index}`)),
  nodes: Array.from({ length: nodes }, (_, index) => nodePicture(`n${index}`, `s${index % subnets}`, pods)),
  routers: [routerPicture('r', ...Array.from({ length: subnets }, (_, index) => `s${index}`))],
})

describe('layoutOf', () => {
  it('gives equal pictures equal layouts', () => {
    expect(layoutOf(twoSubnets())).toEqual(layoutOf(twoSubnets()))
  })

  it('puts subnets left to right and every card into its own', () => {
    const layout = layoutOf(twoSubnets())
    const [a, b] = [...layout.subnets.values()]
    expect(a && b && a.rect.x + a.rect.width).toBeLessThan(b?.rect.x ?? 0)
    for (const { picture, rect } of layout.nodes.values()) {
      const area = layout.subnets.get(picture.subnet)?.rect as Rect
      expect(contains(area, rect) && contains(area, { x: rect.x + rect.width, y: rect.y + rect.height })).toBe(true)
    }
  })

  it('puts the router between the two subnets it joins, below both', () => {
    const layout = layoutOf(twoSubnets())
    const [a, b] = [...layout.subnets.values()].map((subnet) => subnet.rect) as [Rect, Rect]
    const { centre } = layout.routers.get('router:router') as { centre: { x: number; y: number } }
    expect(centre.x).toBeCloseTo((a.x + a.width + b.x) / 2)
    expect(centre.y).toBeGreaterThan(a.y + a.height)
  })

  it.each([
    { nodes: 4, pods: 3, subnets: 2 },
    { nodes: 9, pods: 9, subnets: 3 },
    { nodes: 100, pods: 10, subnets: 5 },
    { nodes: 60, pods: 110, subnets: 1 },
  ])('lays $nodes nodes with $pods pods in $subnets subnets without overlap', ({ nodes, pods, subnets }) => {
    const layout = layoutOf(manyNodes(nodes, pods, subnets))
    expect(hasOverlap(cardsOf(layout))).toBe(false)
    expect(hasOverlap([...layout.subnets.values()].map((subnet) => subnet.rect))).toBe(false)
  })

  it('puts many subnets of a phone into rows, each wired beside the areas below it, not through them', () => {
    const layout = layoutOf(manyNodes(36, 2, 12), 'narrow')
    const areas = [...layout.subnets.values()].map((subnet) => subnet.rect)
    expect(hasOverlap(areas)).toBe(false)
    expect(hasOverlap(cardsOf(layout))).toBe(false)
    expect(layout.bounds.width / layout.bounds.height).toBeLessThan(1.6)
    expect(layoutOf(manyNodes(36, 2, 12), 'wide').bounds.width).toBeGreaterThan(2 * layout.bounds.width)
    for (const { ports } of layout.wires.values()) {
      for (const { toBus } of ports.values()) {
        for (const [index, to] of toBus.entries()) {
          const from = toBus[index - 1]
          if (!from) continue
          const wire = { ...from, ...unionOf([rectAround(from, 0, 0), rectAround(to, 0, 0)]) } as Rect
          expect(
            areas.some((area) => overlaps(area, { ...wire, width: wire.width + 1, height: wire.height + 1 })),
          ).toBe(false)
        }
      }
    }
  })

  it('leaves few subnets side by side on a phone too', () => {
    const tops = [...layoutOf(manyNodes(8, 2, 4), 'narrow').subnets.values()].map(({ rect }) => rect.y)
    expect(new Set(tops).size).toBe(1)
  })

  it('makes a large lab about as wide as a screen', () => {
    const { width, height } = layoutOf(manyNodes(500, 10, 5)).bounds
    expect(width / height).toBeGreaterThan(1)
    expect(width / height).toBeLessThan(2.6)
  })

  it('leaves a card where the user put it, and the others where they were', () => {
    const before = layoutOf(twoSubnets())
    const position = fromCorner(before, 'subnet:a', 'node:w2', 40, 30)
    const after = layoutOf(twoSubnets(nodePicture('w2', 'a', 1, { position })))
    expect(fromCorner(after, 'subnet:a', 'node:w2', 0, 0)).toEqual(position)
    expect(after.nodes.get('node:m')?.rect).toEqual(before.nodes.get('node:m')?.rect)
    expect(after.nodes.get('node:w1')?.rect).toEqual(before.nodes.get('node:w1')?.rect)
  })

  it('passes over cells that a placed card covers', () => {
    const position = fromCorner(layoutOf(twoSubnets()), 'subnet:a', 'node:m', 0, 0)
    const layout = layoutOf(twoSubnets(nodePicture('w2', 'a', 1, { position })))
    expect(hasOverlap(cardsOf(layout))).toBe(false)
  })

  it('moves a subnet aside rather than onto the one before it', () => {
    const layout = layoutOf(twoSubnets(nodePicture('w0', 'b', 1, { position: { x: -300, y: 120 } })))
    expect(hasOverlap([...layout.subnets.values()].map((subnet) => subnet.rect))).toBe(false)
  })

  it('keeps what the user arranged in a subnet when the one before it grows', () => {
    const placed = nodePicture('w0', 'b', 1, { position: { x: 200, y: 150 } })
    const grown = { ...twoSubnets(placed), nodes: [...twoSubnets(placed).nodes, nodePicture('w3', 'a')] }
    const before = layoutOf(twoSubnets(placed))
    const after = layoutOf(grown)
    expect(fromCorner(after, 'subnet:b', 'node:w0', 0, 0)).toEqual(fromCorner(before, 'subnet:b', 'node:w0', 0, 0))
    expect(after.nodes.get('node:w0')?.rect.x).toBeGreaterThan(before.nodes.get('node:w0')?.rect.x ?? 0)
  })

  it('draws an empty subnet with room for a card', () => {
    const layout = layoutOf({ ...twoSubnets(), nodes: [] })
    for (const { rect } of layout.subnets.values()) expect(rect.height).toBeGreaterThan(150)
  })

  it('stacks routers that join the same subnets', () => {
    const picture = twoSubnets()
    const layout = layoutOf({ ...picture, routers: [...picture.routers, routerPicture('second', 'a', 'b')] })
    expect(hasOverlap([...layout.routers.values()].map((router) => router.rect))).toBe(false)
  })
})

describe('cardOf', () => {
  it.each([
    { pods: 0, detail: 'address' },
    { pods: 3, detail: 'address' },
    { pods: 6, detail: 'address' },
    { pods: 12, detail: 'name' },
    { pods: 13, detail: 'cell' },
    { pods: 110, detail: 'cell' },
  ])('shows of each of $pods pods its $detail, all inside the card', ({ pods, detail }) => {
    const card = cardOf(nodePicture('n', 'a', pods))
    expect(card.podDetail).toBe(detail)
    expect(hasOverlap([...card.pods, ...card.chips])).toBe(false)
    for (const part of [...card.pods, ...card.chips]) {
      expect(part.x + part.width).toBeLessThanOrEqual(card.width - 10)
      expect(part.y + part.height).toBeLessThan(card.height)
    }
  })

  it('breaks a row of device chips that is too long, the uplink last', () => {
    const devices = [
      { name: 'ens5', kind: 'uplink' as const },
      { name: 'tunl0', kind: 'ipip' as const },
      { name: 'vxlan.calico', kind: 'vxlan' as const },
    ]
    const { chips } = cardOf(nodePicture('n', 'a', 1, { devices }))
    expect(new Set(chips.map((chip) => chip.y)).size).toBe(2)
    expect(chips[0]?.y).toBe(Math.max(...chips.map((chip) => chip.y)))
  })
})
