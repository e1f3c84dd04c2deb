import { describe, expect, it } from 'vitest'
import { type Layout, layoutOf } from './layout'
import { beside } from './offset'
import { lengthOf, pathBetween, pointAlong } from './paths'
import { contains, type Point, type Rect } from './shapes'
import { nodePicture, routerPicture, subnetPicture, twoSubnets } from './test-picture'

const layout = layoutOf(twoSubnets())
const cardRect = (of: Layout, id: string): Rect => of.nodes.get(id)?.rect as Rect

const isOrthogonal = (points: readonly Point[]): boolean =>
  points.slice(1).every((b, index) => {
    const a = points[index] as Point
    return Math.abs(a.x - b.x) < 0.01 || Math.abs(a.y - b.y) < 0.01
  })

describe('pathBetween', () => {
  it('starts in the pod and ends at the edge that its veth leaves by', () => {
    const path = pathBetween(layout, { namespace: 'default/w1-0', link: 'eth0' }, { namespace: 'w1', link: 'caliw10' })
    const pod = layout.pods.get('pod:default/w1-0')?.rect as Rect
    expect(path[0]).toEqual({ x: pod.x + pod.width / 2, y: pod.y + pod.height / 2 })
    expect(path.at(-1)).toEqual({ x: pod.x + pod.width / 2, y: pod.y + pod.height })
  })

  it('tells the pod of a veth whose name the picture does not give by the other end', () => {
    const pods = nodePicture('w1', 'a', 2).pods.map(({ hostLink: _, ...pod }) => pod)
    const nameless = layoutOf(twoSubnets(nodePicture('w1', 'a', 2, { pods })))
    const path = pathBetween(nameless, { namespace: 'default/w1-1' }, { namespace: 'w1', link: 'cali0123' })
    const pod = nameless.pods.get('pod:default/w1-1')?.rect as Rect
    expect(path.at(-1)).toEqual({ x: pod.x + pod.width / 2, y: pod.y + pod.height })
  })

  it('stays inside the card from routing to a device', () => {
    const path = pathBetween(layout, { namespace: 'w1' }, { namespace: 'w1', link: 'tunl0' })
    expect(path.every((point) => contains(cardRect(layout, 'node:w1'), point))).toBe(true)
    expect(isOrthogonal(path)).toBe(true)
  })

  it('follows the wire from an uplink to the router, below the subnet', () => {
    const path = pathBetween(layout, { namespace: 'w1', link: 'ens5' }, { namespace: 'router', link: 'eth0' })
    const area = layout.subnets.get('subnet:a')?.rect as Rect
    const port = layout.wires.get('subnet:a')?.ports.get('router:router')
    expect(isOrthogonal(path)).toBe(true)
    expect(path.at(-1)).toEqual(port?.at)
    expect(Math.max(...path.map((point) => point.y))).toBeGreaterThan(area.y + area.height)
  })

  it('goes back the way it came', () => {
    const node = { namespace: 'w0', link: 'ens5' }
    const router = { namespace: 'router', link: 'eth1' }
    expect(pathBetween(layout, router, node)).toEqual(pathBetween(layout, node, router).toReversed())
  })

  it('joins two nodes of a subnet by its bus, without the router', () => {
    const path = pathBetween(layout, { namespace: 'm', link: 'ens5' }, { namespace: 'w2', link: 'ens5' })
    const busY = layout.wires.get('subnet:a')?.busY
    expect(path.filter((point) => point.y === busY)).toHaveLength(2)
    expect(isOrthogonal(path)).toBe(true)
  })

  it('enters a router by the side its subnet is on, and crosses it through the middle', () => {
    const centre = layout.routers.get('router:router')?.centre as Point
    const across = pathBetween(layout, { namespace: 'router', link: 'eth0' }, { namespace: 'router', link: 'eth1' })
    expect(across[0]?.x).toBeLessThan(centre.x)
    expect(across.at(-1)?.x).toBeGreaterThan(centre.x)
  })

  it('is one point for a packet that rests, and nothing for a stranger', () => {
    expect(pathBetween(layout, { namespace: 'w1' }, { namespace: 'w1' })).toHaveLength(1)
    expect(pathBetween(layout, { namespace: 'nobody' }, { namespace: 'w1' })).toEqual([])
  })

  it('passes beside the cards below, in a grid', () => {
    const nodes = Array.from({ length: 30 }, (_, index) => nodePicture(`n${index}`, 'a', 2))
    const grid = layoutOf({ subnets: [subnetPicture('a')], nodes, routers: [routerPicture('router', 'a')] })
    const path = pathBetween(grid, { namespace: 'n0', link: 'ens5' }, { namespace: 'router', link: 'eth0' })
    const others = [...grid.nodes.values()].filter(({ picture }) => picture.id !== 'node:n0')
    const samples = Array.from({ length: 400 }, (_, index) => pointAlong(path, index / 399) as Point)
    expect(samples.some((point) => others.some(({ rect }) => contains(rect, point)))).toBe(false)
  })

  it('keeps the buses of several subnets apart', () => {
    const names = ['a', 'b', 'c', 'd']
    const picture = {
      subnets: names.map(subnetPicture),
      nodes: names.map((name) => nodePicture(`n${name}`, name)),
      routers: [routerPicture('core', ...names)],
    }
    const levels = [...layoutOf(picture).wires.values()].map((wire) => Math.round(wire.busY))
    expect(levels[0]).not.toBe(levels[1])
    expect(levels[2]).not.toBe(levels[3])
  })
})

describe('pointAlong', () => {
  const corner = [
    { x: 0, y: 0 },
    { x: 30, y: 0 },
    { x: 30, y: 10 },
  ]
  it.each([
    { progress: 0, at: { x: 0, y: 0 } },
    { progress: 0.5, at: { x: 20, y: 0 } },
    { progress: 0.75, at: { x: 30, y: 0 } },
    { progress: 1, at: { x: 30, y: 10 } },
    { progress: 7, at: { x: 30, y: 10 } },
  ])('is at $at.x,$at.y after $progress of the way', ({ progress, at }) => {
    expect(pointAlong(corner, progress)).toEqual(at)
  })

  it('measures along the corner', () => {
    expect(lengthOf(corner)).toBe(40)
  })
})

describe('beside', () => {
  it('keeps to the right of the direction of travel, around corners', () => {
    const right = beside(
      [
        { x: 0, y: 0 },
        { x: 30, y: 0 },
        { x: 30, y: 30 },
      ],
      4,
    )
    expect(right).toEqual([
      { x: 0, y: 4 },
      { x: 26, y: 4 },
      { x: 26, y: 30 },
    ])
  })

  it('puts there and back on two sides', () => {
    const way = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
    ]
    expect(beside(way, 3)[0]?.y).toBe(3)
    expect(beside(way.toReversed(), 3)[0]?.y).toBe(-3)
  })
})
