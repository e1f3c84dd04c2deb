import { describe, expect, it } from 'vitest'
import { overlaps, rectAround } from '../geometry/shapes'
import { placeTags, TAG_HEIGHT } from './loss-tags'

const size = { width: 390, height: 377 }
const name = { x: 206, y: 342, width: 70, height: 25 }
/** Beside a router at 241, 328: on one side, then on the other. */
const wanted = (width: number, side: 1 | -1) => ({
  width,
  places: [side, -side].map((way) => ({ x: 241 + way * (41 + width / 2), y: 341 })),
})
const boxes = (widths: readonly number[], on = size) =>
  placeTags(
    widths.map((width, index) => wanted(width, index % 2 === 0 ? -1 : 1)),
    [name],
    on,
  ).map((at, index) => rectAround(at, widths[index] ?? 0, TAG_HEIGHT))

describe('placeTags', () => {
  it('leaves a tag where it is wanted as long as there is room', () => {
    expect(placeTags([wanted(80, -1), wanted(80, 1)], [name], size)).toEqual([
      { x: 160, y: 341 },
      { x: 322, y: 341 },
    ])
  })

  it('puts what has no room on its side of a small canvas on the other, below what is there', () => {
    const [left, right] = boxes([150, 160])
    expect(left && right && overlaps(left, right)).toBe(false)
    for (const box of [left, right]) {
      expect(box && overlaps(box, name)).toBe(false)
      expect(box?.x).toBeGreaterThanOrEqual(0)
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(size.width)
      expect((box?.y ?? 0) + TAG_HEIGHT).toBeLessThanOrEqual(size.height)
    }
  })

  it('stays on a canvas that has no free place', () => {
    for (const { y } of boxes([120, 120, 120, 120, 120, 120], { width: 130, height: 60 })) {
      expect(y).toBeGreaterThanOrEqual(0)
      expect(y + TAG_HEIGHT).toBeLessThanOrEqual(60)
    }
  })
})
