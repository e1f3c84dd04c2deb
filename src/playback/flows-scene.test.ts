import { expect, it } from 'vitest'
import { lostAtRouter, wrappedRoundTrip } from './example-traces'
import { flowsScene } from './flows-scene'
import { sceneAt } from './scene-at'
import { timelineOf } from './timeline-of'

const mark = (number: number, inFront = false) => ({ number, hueDegrees: 0, inFront })

it('several pings are one picture: every capsule says whose it is, and what two went alike is drawn once', () => {
  const timeline = timelineOf(wrappedRoundTrip())
  const [early, late] = [timeline.durationMs * 0.3, timeline.durationMs * 0.7]
  const scene = flowsScene([
    { timeline, ms: early, mark: mark(1, true) },
    { timeline, ms: late, mark: mark(2) },
  ])
  const alone = [sceneAt(timeline, early), sceneAt(timeline, late)] as const
  expect(scene.moment).toBe(alone[0].moment)
  expect(scene.capsules.map(({ flow, ...capsule }) => [flow?.number, capsule])).toEqual([
    ...alone[1].capsules.map((capsule) => [2, capsule]),
    ...alone[0].capsules.map((capsule) => [1, capsule]),
  ])
  expect(new Set(scene.trails).size).toBe(scene.trails.length)
  expect(scene.trails).toHaveLength(new Set(alone[1].trails.map((trail) => JSON.stringify(trail))).size)
  expect(scene.trails.filter(({ isBehind }) => !isBehind)).toEqual(expect.arrayContaining([...alone[0].trails]))
})

it('of two hundred pings only the one in front leaves its way lit; no capsule is left out', () => {
  const timelines = [timelineOf(wrappedRoundTrip()), timelineOf(lostAtRouter())] as const
  const flows = Array.from({ length: 200 }, (_, index) => ({
    timeline: timelines[index % 2] ?? timelines[0],
    ms: 1e9,
    mark: mark(index + 1, index === 0),
  }))
  expect(flowsScene(flows).trails).toEqual([...new Set(sceneAt(timelines[0], 1e9).trails)])
  expect(flowsScene(flows).capsules.length).toBeGreaterThanOrEqual(200)
})
