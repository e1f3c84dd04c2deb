import { describe, expect, it } from 'vitest'
import { lostAtRouter, wrappedRoundTrip } from './example-traces'
import type { Anchor } from './timeline'
import { timelineOf } from './timeline-of'

const named = ({ namespace, link }: Anchor): string =>
  [namespace.replace('default/', ''), link].filter(Boolean).join(' ')

describe('timelineOf', () => {
  it('tells a wrapped round trip in sixteen moments, a device each', () => {
    const { moments, trace } = timelineOf(wrappedRoundTrip())
    expect(moments.map(({ at, step, look }) => `${named(at)}: ${trace.steps[step]?.event.kind}, ${look}`)).toEqual([
      'pod1 eth0: originate, local',
      'k8s-w1: forward, local',
      'k8s-w1 tunl0: encapsulate, ipip',
      'k8s-w1 ens5: transmit, ipip',
      'router: forward, ipip',
      'k8s-w0 tunl0: decapsulate, local',
      'k8s-w0: forward, local',
      'pod3 eth0: deliver, local',
      'pod3 eth0: originate, local',
      'k8s-w0: forward, local',
      'k8s-w0 tunl0: encapsulate, ipip',
      'k8s-w0 ens5: transmit, ipip',
      'router: forward, ipip',
      'k8s-w1 tunl0: decapsulate, local',
      'k8s-w1: forward, local',
      'pod1 eth0: deliver, local',
    ])
  })

  it('breaks the packet where it is lost, and its error too', () => {
    const { moments, legs } = timelineOf(lostAtRouter())
    expect(moments.map(({ at, look, packet }) => `${packet} ${named(at)} ${look}`)).toEqual([
      '0 pod1 eth0 local',
      '0 k8s-w1 direct',
      '0 router lost',
      '1 router local',
      '1 router lost',
    ])
    const breaks = legs.filter((leg) => leg.action === 'break')
    expect(breaks.map(({ packet, kind, to, reason }) => [packet, kind, named(to), reason?.kind])).toEqual([
      [0, 'request', 'router eth0', 'no-route'],
      [1, 'error', 'router', 'no-route'],
    ])
  })

  it('wraps at tunl0: 84 bytes become 104, and back', () => {
    const { legs } = timelineOf(wrappedRoundTrip())
    const changes = legs.filter(({ action }) => action === 'wrap' || action === 'unwrap')
    const shown = changes.map(({ action, to, before, after }) => {
      const lengths = [before[0]?.lengthBytes, after[0]?.lengthBytes]
      return `${action} at ${named(to)}: ${lengths.join(' to ')}`
    })
    expect(shown).toEqual([
      'wrap at k8s-w1 tunl0: 84 to 104',
      'unwrap at k8s-w0 tunl0: 104 to 84',
      'wrap at k8s-w0 tunl0: 84 to 104',
      'unwrap at k8s-w1 tunl0: 104 to 84',
    ])
  })

  it('begins a step when the packet is there and does it, not on the way', () => {
    const { moments, legs } = timelineOf(wrappedRoundTrip())
    const begins = moments.map(({ atMs }) => legs.find(({ startMs }) => startMs === atMs))
    expect(begins.slice(0, 8).map((leg) => leg && `${leg.action} at ${named(leg.from)}`)).toEqual([
      'rest at pod1',
      'rest at k8s-w1',
      'wrap at k8s-w1 tunl0',
      'rest at k8s-w1 ens5',
      'rest at router',
      'unwrap at k8s-w0 tunl0',
      'rest at k8s-w0',
      'rest at pod3',
    ])
  })

  it('takes longer over a subnet than inside a host', () => {
    const { legs } = timelineOf(wrappedRoundTrip())
    const ms = (from: string, to: string) => {
      const leg = legs.find((candidate) => named(candidate.from) === from && named(candidate.to) === to)
      return leg && leg.endMs - leg.startMs
    }
    expect(ms('k8s-w1 ens5', 'router eth0')).toBe(650)
    expect(ms('pod1 eth0', 'k8s-w1 calice0906292e2')).toBe(300)
    expect(ms('k8s-w1 tunl0', 'k8s-w1 ens5')).toBe(250)
  })

  it('is the same object for the same trace', () => {
    const trace = wrappedRoundTrip()
    expect(timelineOf(trace)).toBe(timelineOf(trace))
  })
})
