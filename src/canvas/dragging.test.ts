import { expect, it } from 'vitest'
import type { CanvasCallbacks, DropPreview } from './canvas'
import { startDrag } from './dragging'
import { layoutOf } from './geometry/layout'
import { centreOf, type Rect } from './geometry/shapes'
import { twoSubnets } from './geometry/test-picture'

type Later = Parameters<CanvasCallbacks['onDragOver']>[2]

const preview = (label: string): DropPreview => ({ label, allowed: true })

it('says what is found out later of a place while it is over that place, and not of one that it has left', () => {
  const layout = layoutOf(twoSubnets())
  const laters = new Map<string | undefined, Later>()
  const drawn: string[] = []
  const nothing = () => {}
  const dragging = startDrag(
    layout,
    'node:w1',
    centreOf(layout.nodes.get('node:w1')?.rect as Rect),
    {
      onDragOver: (_, target, later) => {
        laters.set(target, later)
        return preview(`${target}`)
      },
      onDropNode: nothing,
      onDropPod: nothing,
      onMoveWithin: nothing,
    },
    ({ label }) => drawn.push(label),
  )
  const over = (subnet: string) => dragging?.moveTo(centreOf(layout.subnets.get(subnet)?.rect as Rect)).label
  expect(over('subnet:a')).toBe('subnet:a')
  expect(over('subnet:b')).toBe('subnet:b')
  laters.get('subnet:a')?.(() => preview('too late'))
  laters.get('subnet:b')?.(() => preview('subnet:b, 7 pairs'))
  expect(drawn).toEqual(['subnet:b, 7 pairs'])
  expect(over('subnet:b')).toBe('subnet:b, 7 pairs')
})
