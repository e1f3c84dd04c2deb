import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCase } from '../cases/read-case'
import { addressOfHost } from '../engine/lab/find-host'
import { realize } from '../engine/lab/realize'
import type { Step, Trace } from '../engine/trace/trace'
import { tracePacket } from '../engine/trace/trace-packet'
import { lostAtRouter, wrappedRoundTrip } from './example-traces'
import { momentAt } from './player'
import { sceneAt } from './scene-at'
import { timelineOf } from './timeline-of'

const samples = [...wrappedRoundTrip().steps, ...lostAtRouter().steps]

/** Steps in an order and place that no network has: the timeline must hold whatever it is given. */
const soup: fc.Arbitrary<Trace> = fc
  .array(
    fc.record({
      sample: fc.integer({ min: 0, max: samples.length - 1 }),
      packet: fc.integer({ min: 0, max: 3 }),
      namespace: fc.constantFrom('default/pod1', 'k8s-w1', 'router'),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((picks) => {
    const steps = picks.map(({ sample, packet, namespace }, index): Step => {
      const step = samples[sample] as Step
      return { ...step, index, packet, namespace }
    })
    const packets = Array.from({ length: 4 }, () => ({ kind: 'request', fate: 'delivered' }) as const)
    return { ...wrappedRoundTrip(), packets, steps }
  })

/** Every ping between pods and nodes of the reference cluster, with room and with time to live, and without. */
const real: readonly Trace[] = ['reference-never', 'reference-crosssubnet', 'reference-always'].flatMap((lab) => {
  const fabric = realize(readCase(lab).document)
  const hosts = ['default/pod1', 'default/pod2', 'default/pod3', 'k8s-w1']
  const pairs = hosts.flatMap((from) => hosts.map((to) => ({ from, destination: addressOfHost(fabric, to) })))
  const sizes = [
    { payloadBytes: 56, ttl: 64, pathMtuDiscovery: 'want' },
    { payloadBytes: 1472, ttl: 64, pathMtuDiscovery: 'dont' },
    { payloadBytes: 56, ttl: 2, pathMtuDiscovery: 'want' },
  ] as const
  return pairs.flatMap((pair) => sizes.map((size) => tracePacket(fabric, { ...pair, ...size })))
})

const traces = fc.oneof(fc.constantFrom(...real, wrappedRoundTrip(), lostAtRouter()), soup)
const check = (property: fc.IProperty<[Trace, number]>) => fc.assert(property, { seed: 20260722, numRuns: 300 })
const traceAndTime = (body: (trace: Trace, fraction: number) => void) =>
  fc.property(traces, fc.double({ min: -0.1, max: 1.1, noNaN: true }), body)

describe('every timeline', () => {
  it('has a scene at every instant, with progress from 0 to 1', () => {
    check(
      traceAndTime((trace, fraction) => {
        const timeline = timelineOf(trace)
        const { capsules, moment } = sceneAt(timeline, fraction * timeline.durationMs)
        expect(timeline.moments[moment]).toBeDefined()
        expect(capsules.length).toBeGreaterThan(0)
        for (const { progress, shell, broken } of capsules) {
          for (const part of [progress, shell?.cover ?? 0, broken?.progress ?? 0]) {
            expect(part).toBeGreaterThanOrEqual(0)
            expect(part).toBeLessThanOrEqual(1)
          }
        }
      }),
    )
  })

  it('follows each packet without a gap, in time and in place', () => {
    check(
      traceAndTime((trace) => {
        const { legs } = timelineOf(trace)
        for (const packet of new Set(legs.map((leg) => leg.packet))) {
          const own = legs.filter((leg) => leg.packet === packet)
          own.slice(1).forEach((leg, index) => {
            expect({ at: leg.startMs, place: leg.from, layers: leg.before }).toEqual({
              at: own[index]?.endMs,
              place: own[index]?.to,
              layers: own[index]?.after,
            })
          })
        }
      }),
    )
  })

  it('has moments in order, each with its still picture before the next', () => {
    check(
      traceAndTime((trace) => {
        const timeline = timelineOf(trace)
        timeline.moments.forEach(({ atMs, stillMs, index }) => {
          expect(stillMs).toBeGreaterThan(atMs)
          expect(stillMs).toBeLessThan(timeline.moments[index + 1]?.atMs ?? timeline.durationMs)
          expect(momentAt(timeline, stillMs)).toBe(index)
        })
      }),
    )
  })

  it('draws what the moment says, from its still picture to the next moment', () => {
    const pings = fc.property(fc.constantFrom(...real), fc.double({ min: 0, max: 1, noNaN: true }), (trace, part) => {
      const timeline = timelineOf(trace)
      timeline.moments.forEach(({ at, layers, look, packet, atMs, stillMs }, index) => {
        const endMs = timeline.moments[index + 1]?.atMs ?? timeline.durationMs
        const drawn = (ms: number) => sceneAt(timeline, ms).capsules.find((capsule) => capsule.packet === packet)
        expect(drawn(atMs)?.from.namespace).toBe(at.namespace)
        const capsule = drawn(stillMs + part * (endMs - 1 - stillMs))
        expect(capsule?.lengthBytes).toBe(layers[0]?.lengthBytes)
        if (look !== 'lost') expect(capsule?.shell?.encap ?? 'none').toBe(look === 'ipip' ? 'ipip' : 'none')
      })
    })
    fc.assert(pings, { seed: 20260722, numRuns: 100 })
  })

  it('accounts for every step once', () => {
    check(
      traceAndTime((trace) => {
        const steps = timelineOf(trace).moments.flatMap((moment) => moment.steps)
        expect(steps).toEqual(trace.steps.map((step) => step.index))
      }),
    )
  })

  it('is the same for an equal trace', () => {
    check(
      traceAndTime((trace, fraction) => {
        const [one, other] = [timelineOf(trace), timelineOf({ ...trace })]
        expect(one).not.toBe(other)
        expect(sceneAt(one, fraction * one.durationMs)).toEqual(sceneAt(other, fraction * other.durationMs))
      }),
    )
  })
})
