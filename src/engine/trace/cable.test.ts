import { describe, expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import { bornWithVxlan } from '../lab/example-lab'
import { editUnderlay, withHost } from '../lab/faults/edit-underlay'
import { addressOfHost } from '../lab/find-host'
import { realize } from '../lab/realize'
import { comesOutAfterUs, type Netem } from '../linux/netem'
import { outcome, ping } from './example-ping'
import type { TraceMemory } from './memory'
import type { Probe, Trace } from './trace'

const NONE: Netem = { delayMs: 0, jitterMs: 0, lossPercent: 0, duplicatePercent: 0 }

type Fields = Readonly<Record<'send' | 'receive', Partial<Record<keyof Netem, number>>>>

const LAB = bornWithVxlan(reference.document, 'Always')

/** The reference lab, whose routes need no BGP, with this done by the cable of k8s-w2, where pod2 is. */
const labWith = (netem: Partial<Fields>, netemSeed = 0) =>
  realize(editUnderlay(LAB, (spec) => withHost({ ...spec, netemSeed }, 'k8s-w2', { netem: netem as never })))

function pings(
  netem: Partial<Fields>,
  { times = 1, seed = 0, ...changes }: Partial<Probe> & { times?: number; seed?: number } = {},
) {
  const fabric = labWith(netem, seed)
  const traces: (Trace & { memory: TraceMemory })[] = []
  for (let i = 0; i < times; i++) {
    traces.push(ping(fabric, 'default/pod1', addressOfHost(fabric, 'default/pod2'), changes, traces.at(-1)?.memory))
  }
  return traces
}

const roundTripMs = ({ heardAtUs = 0 }: Trace): number => Math.floor(heardAtUs / 1000)
const eventsOf = ({ steps }: Trace, kind: string) => steps.filter(({ event }) => event.kind === kind)
const answers = (traces: readonly Trace[]): number => traces.filter(({ verdict }) => verdict.kind === 'answered').length

describe('[FAULT-5] a cable that takes its time', () => {
  it.each([
    [{ send: { delayMs: 100 } }, [200, 100]],
    [{ receive: { delayMs: 100 } }, [200, 100]],
    [{ send: { delayMs: 30 }, receive: { delayMs: 70 } }, [200, 100]],
  ])('%j: the first round trip waits for ARP too, both ways', (netem, expected) => {
    expect(pings(netem, { times: 2 }).map(roundTripMs)).toEqual(expected)
  })

  it('what a machine sends is seen by a capture there when it has been delayed, and what it is sent before', () => {
    const [, sent] = pings({ send: { delayMs: 100 } }, { times: 2 })
    const [, received] = pings({ receive: { delayMs: 100 } }, { times: 2 })
    const atMs = (trace: Trace | undefined, host: string, kind: string) =>
      trace?.steps
        .filter(
          ({ namespace, event }) =>
            namespace === host && event.kind === kind && 'link' in event && event.link === 'ens5',
        )
        .map(({ timeUs }) => Math.floor(timeUs / 1000))
    expect([atMs(sent, 'k8s-w2', 'receive'), atMs(sent, 'k8s-w2', 'transmit')]).toEqual([[0], [100]])
    expect([atMs(received, 'k8s-w1', 'transmit'), atMs(received, 'k8s-w2', 'receive')]).toEqual([[0], [100]])
  })

  it('a packet that has waited for ARP is delayed once', () => {
    const fabric = labWith({ send: { delayMs: 100 } })
    const trace = ping(fabric, 'default/pod2', addressOfHost(fabric, 'default/pod1'))
    expect(eventsOf(trace, 'netem')).toHaveLength(1)
    expect(roundTripMs(trace)).toBe(200)
  })

  it('with jitter each packet has a delay of its own, within its bounds', () => {
    const times = pings({ send: { delayMs: 50, jitterMs: 20 } }, { times: 40 })
      .slice(1)
      .map(roundTripMs)
    expect(Math.min(...times)).toBeGreaterThanOrEqual(30)
    expect(Math.max(...times)).toBeLessThanOrEqual(70)
    expect(new Set(times).size).toBeGreaterThan(15)
  })

  it('an answer that comes when ping has given up is heard by nobody', () => {
    expect(pings({ receive: { delayMs: 1500 } }, { waitMs: 1000 }).map(outcome)).toEqual([
      'lost unmatched-answer at default/pod1',
    ])
  })
})

describe('[FAULT-5] a cable that loses by chance', () => {
  it('of 400 packets about as many as it is to lose; all at 100 per cent', () => {
    expect(400 - answers(pings({ receive: { lossPercent: 25 } }, { times: 400 }))).toSatisfy(
      (lost: number) => lost > 75 && lost < 125,
    )
    expect(pings({ send: { lossPercent: 100 } }, { times: 3 }).map(outcome)).toEqual(
      Array(3).fill('lost lost-on-wire at k8s-w2'),
    )
  })

  it('the same seed loses the same, another one others', () => {
    const which = (seed: number) =>
      pings({ receive: { lossPercent: 50 } }, { times: 40, seed })
        .map(outcome)
        .join()
    expect(which(7)).toBe(which(7))
    expect(which(7)).not.toBe(which(8))
  })

  it('what is lost as it is sent no capture has seen; the sender is told nothing', () => {
    const [trace] = pings({ send: { lossPercent: 100 } })
    const atNode = trace?.steps.filter(({ namespace, event }) => namespace === 'k8s-w2' && event.kind === 'transmit')
    expect(atNode?.map(({ event }) => 'link' in event && event.link)).not.toContain('ens5')
    expect(trace?.packets.filter(({ kind }) => kind === 'error')).toEqual([])
  })

  it('a lucky packet is lost only where all are, and takes the middle delay', () => {
    const lucky = { isLucky: true, times: 30 } as const
    expect(answers(pings({ send: { lossPercent: 99, duplicatePercent: 50 } }, lucky))).toBe(30)
    expect(answers(pings({ send: { lossPercent: 100 } }, lucky))).toBe(0)
    expect(
      new Set(
        pings({ send: { delayMs: 50, jitterMs: 20 } }, lucky)
          .slice(1)
          .map(roundTripMs),
      ),
    ).toEqual(new Set([50]))
  })
})

describe('[FAULT-5] a cable that repeats', () => {
  it('a request that comes twice is answered twice', () => {
    const [trace] = pings({ receive: { duplicatePercent: 100 } })
    expect(trace?.packets.map(({ kind, copyOf, fate }) => [kind, copyOf, fate])).toEqual([
      ['request', undefined, 'delivered'],
      ['request', 0, 'delivered'],
      ['reply', undefined, 'delivered'],
      ['reply', undefined, 'delivered'],
    ])
    expect(trace?.repeated).toHaveLength(1)
    expect(eventsOf(trace as Trace, 'netem')).toHaveLength(1)
  })

  it('one of two that is lost leaves one, a copy may be lost by itself (`netem_enqueue`)', () => {
    const netem = { ...NONE, delayMs: 1, duplicatePercent: 50, lossPercent: 50 }
    const of = (...draws: number[]) => comesOutAfterUs(netem, () => draws.shift() ?? Number.NaN)
    const [struck, spared] = [0, 2 ** 32 - 1]
    expect(of(spared, struck)).toEqual([])
    expect(of(struck, struck)).toEqual([1000])
    expect(of(struck, spared, struck)).toEqual([1000])
    expect(of(struck, spared, spared)).toEqual([1000, 1000])
  })
})
