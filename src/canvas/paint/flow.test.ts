import { expect, it } from 'vitest'
import type { Capsule, Scene } from '../../playback/scene'
import { layoutOf } from '../geometry/layout'
import { distance } from '../geometry/shapes'
import { twoSubnets } from '../geometry/test-picture'
import { flowAt, spread } from './flow'
import { laneOf } from './trail'

const layout = layoutOf(twoSubnets())
const viewport = { zoom: 1.4, pan: { x: 30, y: -12 } }
const [from, to] = [
  { namespace: 'w1', link: 'ens5' },
  { namespace: 'router', link: 'eth0' },
] as const
const inner = { protocol: 'icmp', source: '', destination: '', ttl: 63, lengthBytes: 84 } as const

const at0 = { x: 100, y: 80 }

const capsule = (number: number, inFront: boolean): Capsule => ({
  packet: 0,
  kind: 'request',
  from,
  to,
  progress: 0,
  inner,
  lengthBytes: 84,
  flow: { number, hueDegrees: 0, inFront },
})
const scene = (...capsules: readonly Capsule[]): Scene => ({ capsules, trails: [], moment: 0 })

it('a packet in its ring can be pointed at; the one in front, which says all, need not be', () => {
  const at = laneOf(layout, viewport, from, to)[0]
  if (!at) throw new Error('the place is in the picture')
  const around = Array.from({ length: 19 * 19 }, (_, index) => ({
    x: at.x - 18 + 2 * (index % 19),
    y: at.y - 18 + 2 * Math.floor(index / 19),
  }))
  const found = (shown: Scene) => new Set(around.map((point) => flowAt(layout, viewport, shown, point)))
  expect(found(scene(capsule(1, true), capsule(2, false), capsule(4, false)))).toEqual(new Set([undefined, 2, 4]))
  expect(found(scene(capsule(1, true)))).toEqual(new Set([undefined]))
  expect(flowAt(layout, viewport, scene(capsule(2, false)), { x: at.x + 60, y: at.y })).toBeUndefined()
})

it.each([2, 5, 14])('of %i packets at one place none lies on another', (count) => {
  const places = spread(Array.from({ length: count }, () => at0))
  for (const [index, place] of places.entries())
    for (const other of places.slice(0, index)) expect(distance(place, other)).toBeGreaterThan(13)
})

it('a packet by itself stays near where it is, and none jumps as others come near', () => {
  const apart = spread([at0, { x: 300, y: 300 }])
  expect(distance(apart[0] ?? at0, at0)).toBeLessThan(3)
  for (let gap = 60; gap > 0; gap -= 1) {
    const [here] = spread([at0, { x: at0.x + gap, y: at0.y }])
    const [next] = spread([at0, { x: at0.x + gap - 1, y: at0.y }])
    expect(here && next && distance(here, next)).toBeLessThan(2)
  }
})
