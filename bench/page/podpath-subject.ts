import { createCanvas } from '../../src/canvas/create-canvas'
import { layoutOf } from '../../src/canvas/geometry/layout'
import type { Picture } from '../../src/canvas/picture'
import type { Spot, Subject } from './subject'
import { busyScene } from './synthetic'

const moved = (picture: Picture): Picture => {
  const [first, ...rest] = picture.nodes
  const target = picture.subnets[1]
  if (!first || !target) return picture
  const position = { x: -60, y: 200 }
  return { ...picture, nodes: [{ ...first, subnet: target.id, position }, ...rest] }
}

export function createPodpathSubject(element: HTMLElement, picture: Picture): Subject {
  const nothing = (): void => {}
  const canvas = createCanvas(element, {
    onSelect: nothing,
    onPodClick: nothing,
    onDragOver: (_, target) => ({ label: '192.168.1.250', allowed: target !== undefined }),
    onDropNode: nothing,
    onMoveWithin: nothing,
    onDropPod: nothing,
    onContextMenu: nothing,
  })
  canvas.update(picture, {})
  const middleOf = (id: string): Spot => {
    const box = canvas.screenPositionOf(id)
    return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + Math.min((box?.height ?? 0) / 2, 12) }
  }
  return {
    panBy: canvas.panBy,
    zoomBy: canvas.zoomBy,
    fit: canvas.fit,
    playPackets: (count, progress) => canvas.play(busyScene(picture.nodes.length, count, progress)),
    stopPackets: () => canvas.play(undefined),
    drop: () => canvas.update(moved(picture), {}),
    dragFromTo: () => {
      const first = layoutOf(picture).nodes.keys().next().value ?? ''
      return [middleOf(first), middleOf(picture.subnets[1]?.id ?? '')]
    },
    destroy: canvas.destroy,
  }
}
