import { type Layout, layoutOf } from '../../src/canvas/geometry/layout'
import { pathBetween, pointAlong } from '../../src/canvas/geometry/paths'
import { contains, overlaps, type Rect } from '../../src/canvas/geometry/shapes'
import {
  evenMargin,
  fitting,
  toModel,
  type Viewport,
  visibleRect,
  zoomedAbout,
} from '../../src/canvas/geometry/viewport'
import type { Picture } from '../../src/canvas/picture'
import type { Spot, Subject } from './subject'
import { busyScene } from './synthetic'

/**
 * The same graph drawn by hand on one Canvas2D: areas, cards, names, pods, wires, packets, a drag and a drop, and
 * nothing more. What it costs is about the least that any canvas of this size can cost.
 */
export function createPlainSubject(element: HTMLElement, picture: Picture): Subject {
  const canvas = document.createElement('canvas')
  canvas.width = element.clientWidth
  canvas.height = element.clientHeight
  element.append(canvas)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no Canvas2D')
  const layout = layoutOf(picture)
  const rects = new Map<string, Rect>([...layout.nodes].map(([id, node]) => [id, node.rect]))
  const paths = new Map<string, ReturnType<typeof pathBetween>>()
  let viewport: Viewport = fitting(layout.bounds, canvas.width, canvas.height, evenMargin(34), 1)
  let packets = { count: 0, progress: 0 }
  let dragged: { id: string; at: Spot } | undefined
  let frame: number | undefined

  const drawNode = (id: string, rect: Rect): void => {
    const node = layout.nodes.get(id)
    if (!node) return
    context.fillStyle = '#ffffff'
    context.strokeStyle = '#dfe3e9'
    context.beginPath()
    context.roundRect(rect.x, rect.y, rect.width, rect.height, 11)
    context.fill()
    context.stroke()
    if (viewport.zoom > 0.5) {
      context.fillStyle = '#1b2430'
      context.fillText(node.picture.name, rect.x + 14, rect.y + 25)
      context.fillText(node.picture.address, rect.x + 14, rect.y + 42)
    }
    context.fillStyle = '#5b7390'
    for (const pod of node.card.pods) context.fillRect(rect.x + pod.x, rect.y + pod.y, pod.width, pod.height)
  }

  const drawPackets = (): void => {
    context.fillStyle = '#a85f07'
    for (const { from, to, progress } of busyScene(picture.nodes.length, packets.count, packets.progress).capsules) {
      const key = `${from.namespace} ${to.namespace}`
      const path = paths.get(key) ?? pathBetween(layout, from, to)
      paths.set(key, path)
      const at = pointAlong(path, progress)
      if (at)
        context.fillRect(at.x - 8 / viewport.zoom, at.y - 5 / viewport.zoom, 16 / viewport.zoom, 10 / viewport.zoom)
    }
  }

  const draw = (): void => {
    frame = undefined
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.fillStyle = '#f7f8fa'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.setTransform(viewport.zoom, 0, 0, viewport.zoom, viewport.pan.x, viewport.pan.y)
    context.font = '600 13px sans-serif'
    const visible = visibleRect(viewport, canvas.width, canvas.height)
    drawAreas(context, layout)
    for (const [id, rect] of rects) if (overlaps(rect, visible)) drawNode(id, rect)
    drawPackets()
  }

  const request = (): void => {
    frame ??= requestAnimationFrame(draw)
  }

  canvas.addEventListener('pointerdown', (event) => {
    const at = toModel(viewport, { x: event.clientX, y: event.clientY })
    const id = [...rects].find(([, rect]) => contains(rect, at))?.[0]
    if (id !== undefined) dragged = { id, at }
  })
  canvas.addEventListener('pointermove', (event) => {
    if (!dragged) return
    const at = toModel(viewport, { x: event.clientX, y: event.clientY })
    const rect = rects.get(dragged.id) as Rect
    rects.set(dragged.id, { ...rect, x: rect.x + at.x - dragged.at.x, y: rect.y + at.y - dragged.at.y })
    dragged = { ...dragged, at }
    request()
  })
  canvas.addEventListener('pointerup', () => {
    dragged = undefined
  })
  draw()

  const middleOf = (rect: Rect): Spot => ({
    x: (rect.x + rect.width / 2) * viewport.zoom + viewport.pan.x,
    y: (rect.y + Math.min(rect.height / 2, 12)) * viewport.zoom + viewport.pan.y,
  })

  return {
    panBy(dx, dy) {
      viewport = { zoom: viewport.zoom, pan: { x: viewport.pan.x + dx, y: viewport.pan.y + dy } }
      request()
    },
    zoomBy(factor) {
      viewport = zoomedAbout(viewport, factor, { x: canvas.width / 2, y: canvas.height / 2 })
      request()
    },
    fit() {
      viewport = fitting(layout.bounds, canvas.width, canvas.height, evenMargin(34), 1)
      request()
    },
    playPackets(count, progress) {
      packets = { count, progress }
      request()
    },
    stopPackets() {
      packets = { count: 0, progress: 0 }
      request()
    },
    drop() {
      const [id, rect] = rects.entries().next().value as [string, Rect]
      const target = layout.subnets.get(picture.subnets[1]?.id ?? '')?.rect
      if (target) rects.set(id, { ...rect, x: target.x - rect.width / 2, y: target.y + 120 })
      request()
    },
    dragFromTo() {
      const first = rects.values().next().value as Rect
      return [middleOf(first), middleOf(layout.subnets.get(picture.subnets[1]?.id ?? '')?.rect ?? first)]
    },
    destroy() {
      if (frame !== undefined) cancelAnimationFrame(frame)
      canvas.remove()
    },
  }
}

function drawAreas(context: CanvasRenderingContext2D, layout: Layout): void {
  for (const { rect, picture } of layout.subnets.values()) {
    context.fillStyle = '#eef1f6'
    context.fillRect(rect.x, rect.y, rect.width, rect.height)
    context.fillStyle = '#1b2430'
    context.fillText(picture.cidr, rect.x + 18, rect.y + 26)
  }
  context.strokeStyle = '#98a2b3'
  context.beginPath()
  for (const wire of layout.wires.values()) {
    for (const points of [...wire.stubs.values(), ...[...wire.ports.values()].map((port) => port.toBus)]) {
      points.forEach((point, index) => {
        if (index === 0) context.moveTo(point.x, point.y)
        else context.lineTo(point.x, point.y)
      })
    }
    context.moveTo(wire.busFrom, wire.busY)
    context.lineTo(wire.busTo, wire.busY)
  }
  context.stroke()
  context.fillStyle = '#ffffff'
  for (const { centre } of layout.routers.values()) {
    context.beginPath()
    context.arc(centre.x, centre.y, 30, 0, 7)
    context.fill()
    context.stroke()
  }
}
