import { describe, expect, it } from 'vitest'
import { lostAtRouter, wrappedRoundTrip } from './example-traces'
import { momentAt, nextMomentMs, previousMomentMs } from './player'
import { sceneAt, stillScene } from './scene-at'
import type { Timeline } from './timeline'
import { timelineOf } from './timeline-of'

const legWith = (timeline: Timeline, action: string) => {
  const leg = timeline.legs.find((candidate) => candidate.action === action)
  if (!leg) throw new Error(`no ${action}`)
  return leg
}

describe('sceneAt', () => {
  it('slides the outer header over the inner while the packet is at tunl0', () => {
    const timeline = timelineOf(wrappedRoundTrip())
    const { startMs, endMs } = legWith(timeline, 'wrap')
    const capsules = [startMs, (startMs + endMs) / 2, endMs].map((ms) => sceneAt(timeline, ms).capsules[0])
    expect(capsules.map((capsule) => capsule?.shell?.cover)).toEqual([0, 0.5, 1])
    expect(capsules.map((capsule) => capsule?.lengthBytes)).toEqual([84, 104, 104])
    expect(capsules.map((capsule) => capsule?.inner.source)).toEqual(Array(3).fill('172.16.158.8'))
    expect(capsules[2]?.shell).toMatchObject({ encap: 'ipip', layer: { source: '192.168.10.101', ttl: 63 } })
  })

  it('shows the packet at rest where it is going, at the end', () => {
    const timeline = timelineOf(wrappedRoundTrip())
    const { capsules, moment, trails } = sceneAt(timeline, timeline.durationMs + 1)
    expect(capsules).toMatchObject([{ kind: 'reply', to: { namespace: 'default/pod1' }, progress: 1 }])
    expect(moment).toBe(15)
    expect(trails.filter(({ look }) => look === 'ipip').length).toBeGreaterThan(0)
  })

  it('leaves a mark where a packet broke', () => {
    const timeline = timelineOf(lostAtRouter())
    const { startMs } = legWith(timeline, 'break')
    expect(sceneAt(timeline, startMs + 350).capsules[0]?.broken).toEqual({
      reason: { kind: 'no-route', destination: 0xac102201 },
      progress: 0.5,
    })
    const marks = sceneAt(timeline, timeline.durationMs).trails.filter(({ look }) => look === 'lost')
    expect(marks.map(({ kind, to }) => [kind, to.namespace])).toEqual([
      ['request', 'router'],
      ['error', 'router'],
    ])
  })
})

describe('stillScene', () => {
  it('shows what the sentence of the moment says', () => {
    const timeline = timelineOf(wrappedRoundTrip())
    const stills = timeline.moments.slice(0, 8).map(({ index }) => {
      const capsule = stillScene(timeline, index).capsules[0]
      return [capsule?.shell?.layer.ttl, capsule?.inner.ttl, capsule?.shell?.cover]
    })
    expect(stills).toEqual([
      [undefined, 64, undefined],
      [undefined, 63, undefined],
      [63, 63, 1],
      [63, 63, 1],
      [62, 63, 1],
      [undefined, 63, undefined],
      [undefined, 62, undefined],
      [undefined, 62, undefined],
    ])
  })

  it('shows the break half done', () => {
    const timeline = timelineOf(lostAtRouter())
    expect(stillScene(timeline, 2).capsules[0]?.broken?.progress).toBeCloseTo(0.6)
  })
})

describe('stepping', () => {
  it('visits every moment forth and back', () => {
    const timeline = timelineOf(wrappedRoundTrip())
    const forth = []
    for (let ms = 0; ms < timeline.durationMs; ms = nextMomentMs(timeline, ms)) forth.push(momentAt(timeline, ms))
    const back = []
    for (let ms = timeline.durationMs; ms > 0; ms = previousMomentMs(timeline, ms)) back.push(momentAt(timeline, ms))
    expect(forth).toEqual([0, ...timeline.moments.keys()])
    expect(back).toEqual([15, ...Array.from(timeline.moments.keys()).toReversed()])
  })
})
