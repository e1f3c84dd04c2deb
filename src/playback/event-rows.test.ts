import { describe, expect, it } from 'vitest'
import { caseNames, readCase } from '../cases/read-case'
import { addressOfHost } from '../engine/lab/find-host'
import { realize } from '../engine/lab/realize'
import { tracePacket } from '../engine/trace/trace-packet'
import { eventRows, filterRows } from './event-rows'
import { lostAtRouter, wrappedRoundTrip } from './example-traces'
import { timelineOf } from './timeline-of'

describe('eventRows', () => {
  it.each(caseNames().slice(0, 24))('%s: each step of each flow once, in order of time, in its moment', (name) => {
    const fabric = realize(readCase(name).document)
    const pods = [...fabric.namespaces.keys()].filter((host) => host.includes('/')).slice(0, 4)
    const timelines = pods.flatMap((from) =>
      pods.map((to) => {
        const destination = addressOfHost(fabric, to)
        return timelineOf(
          tracePacket(fabric, { from, destination, payloadBytes: 56, ttl: 64, pathMtuDiscovery: 'want' }),
        )
      }),
    )
    const rows = eventRows(timelines)
    expect(new Set(rows.map(({ flow, step }) => `${flow} ${step}`)).size).toBe(rows.length)
    expect(rows).toHaveLength(timelines.reduce((sum, { trace }) => sum + trace.steps.length, 0))
    rows.forEach((row, index) => {
      expect(row.timeUs).toBeGreaterThanOrEqual(rows[index - 1]?.timeUs ?? 0)
      expect(timelines[row.flow]?.moments[row.moment]?.steps).toContain(row.step)
    })
  })

  it('says what was on the wire, and filters by it, by host, by kind and by flow', () => {
    const rows = eventRows([timelineOf(wrappedRoundTrip()), timelineOf(lostAtRouter())])
    const atRouter = filterRows(rows, { host: 'router', flow: 0 })
    expect(new Set(atRouter.map(({ protocol }) => protocol))).toEqual(new Set(['ipip']))
    expect(filterRows(rows, { class: 'loss' }).map(({ flow, host }) => [flow, host])).toEqual([
      [1, 'router'],
      [1, 'router'],
    ])
    expect(filterRows(rows, { protocol: 'ipip' }).every(({ flow }) => flow === 0)).toBe(true)
    expect(filterRows(rows, {})).toHaveLength(rows.length)
  })
})
