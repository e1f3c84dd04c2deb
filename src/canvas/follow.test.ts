import { expect, it } from 'vitest'
import { chased, FOLLOW_ZOOM } from './follow'
import { toRendered } from './geometry/viewport'

const size = { width: 800, height: 600 }
const point = { x: 120, y: -40 }
const far = { zoom: 0.6, pan: { x: 10, y: 20 } }

it('at once, the packet is in the middle; in steps it gets there, nearer with each, and then nothing moves', () => {
  const there = chased(far, point, FOLLOW_ZOOM, size, true)
  expect(toRendered(there, point)).toEqual({ x: 400, y: 300 })
  expect(there.zoom).toBe(FOLLOW_ZOOM)
  let view = far as ReturnType<typeof chased>
  let before = Number.POSITIVE_INFINITY
  let steps = 0
  for (; steps < 200; steps++) {
    const next = chased(view, point, FOLLOW_ZOOM, size, false)
    if (next === view) break
    view = next
    const at = toRendered(view, point)
    const away = Math.hypot(at.x - 400, at.y - 300) / view.zoom
    expect(away).toBeLessThanOrEqual(before + 1e-9)
    before = away
  }
  expect(steps).toBeLessThan(120)
  const { x, y } = toRendered(view, point)
  expect([Math.round(x), Math.round(y)]).toEqual([400, 300])
})
