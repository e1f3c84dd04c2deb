import { describe, expect, it } from 'vitest'
import { freeSpot } from './free-spot'
import { hitAt } from './hit-test'
import { layoutOf } from './layout'
import { centreOf, overlaps, type Rect, rectAround } from './shapes'
import { nodePicture, twoSubnets } from './test-picture'
import { evenMargin, fitting, rectToRendered, toModel, toRendered, zoomedAbout } from './viewport'

const layout = layoutOf(twoSubnets())
const rectOf = (id: string): Rect => layout.nodes.get(id)?.rect as Rect

describe('hitAt', () => {
  it('finds the innermost thing', () => {
    const pod = layout.pods.get('pod:default/w1-0')?.rect as Rect
    const node = rectOf('node:w1')
    const subnet = layout.subnets.get('subnet:a')?.rect as Rect
    const router = layout.routers.get('router:router')?.centre ?? { x: 0, y: 0 }
    expect(hitAt(layout, centreOf(pod), 1)).toEqual({ kind: 'pod', id: 'pod:default/w1-0' })
    expect(hitAt(layout, { x: node.x + 4, y: node.y + 4 }, 1)).toEqual({ kind: 'node', id: 'node:w1' })
    expect(hitAt(layout, { x: subnet.x + 4, y: subnet.y + 4 }, 1)).toEqual({ kind: 'subnet', id: 'subnet:a' })
    expect(hitAt(layout, router, 1)).toEqual({ kind: 'router', id: 'router:router' })
    expect(hitAt(layout, { x: -500, y: -500 }, 1)).toBeUndefined()
  })

  it('takes the node for its pods where these are too small to be meant', () => {
    const pod = layout.pods.get('pod:default/w1-0')?.rect as Rect
    expect(hitAt(layout, centreOf(pod), 0.2)?.kind).toBe('node')
  })

  it('lets a finger miss a router by a little', () => {
    const { x, y } = layout.routers.get('router:router')?.centre ?? { x: 0, y: 0 }
    expect(hitAt(layout, { x, y: y + 36 }, 1)).toBeUndefined()
    expect(hitAt(layout, { x, y: y + 36 }, 1, 8)?.kind).toBe('router')
  })
})

describe('freeSpot', () => {
  const isFree = (at: { x: number; y: number }, subnet: string, id: string): boolean => {
    const own = rectOf(id)
    const rect = rectAround(at, own.width, own.height)
    const others = layout.subnets.get(subnet)?.nodes.filter((node) => node.picture.id !== id) ?? []
    return !others.some((other) => overlaps(other.rect, rect))
  }

  it('is where it was wanted if nothing is in the way', () => {
    const home = centreOf(rectOf('node:w2'))
    expect(freeSpot(layout, 'subnet:a', 'node:w2', home)).toEqual(home)
  })

  it('is beside a card that is in the way', () => {
    const spot = freeSpot(layout, 'subnet:b', 'node:w2', centreOf(rectOf('node:w0')))
    expect(isFree(spot, 'subnet:b', 'node:w2')).toBe(true)
  })

  it('gives a place that the layout then keeps, beside a card that stays', () => {
    const spot = freeSpot(layout, 'subnet:b', 'node:w2', centreOf(rectOf('node:w0')))
    const corner = layout.subnets.get('subnet:b')?.corner ?? { x: 0, y: 0 }
    const position = { x: spot.x - corner.x, y: spot.y - corner.y }
    const after = layoutOf(twoSubnets(nodePicture('w2', 'b', 1, { position })))
    const moved = after.nodes.get('node:w2')?.rect as Rect
    const stayed = after.nodes.get('node:w0')?.rect as Rect
    expect(moved.x - stayed.x).toBeCloseTo(spot.x - centreOf(rectOf('node:w0')).x)
    expect(moved.y).toBeCloseTo(stayed.y)
  })
})

describe('viewport', () => {
  const viewport = { zoom: 2, pan: { x: 10, y: -4 } }

  it('maps there and back', () => {
    expect(toModel(viewport, toRendered(viewport, { x: 7, y: 9 }))).toEqual({ x: 7, y: 9 })
  })

  it('keeps what is under the pointer there while it zooms', () => {
    const about = { x: 120, y: 80 }
    const zoomed = zoomedAbout(viewport, 1.3, about)
    expect(toModel(zoomed, about).x).toBeCloseTo(toModel(viewport, about).x)
    expect(toModel(zoomed, about).y).toBeCloseTo(toModel(viewport, about).y)
  })

  it('fits all of it, in the middle', () => {
    const bounds = { x: 100, y: 50, width: 2000, height: 500 }
    const box = rectToRendered(fitting(bounds, 1000, 600, evenMargin(20), 1), bounds)
    expect(box.x).toBeCloseTo(20)
    expect(box.width).toBeCloseTo(960)
    expect(box.y).toBeCloseTo((600 - box.height) / 2)
  })
})
