import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCase } from '../../cases/read-case'
import reference from '../../labs/reference.yaml'
import type { Fabric } from '../fabric/fabric'
import { addressOfHost } from '../lab/find-host'
import { realize } from '../lab/realize'
import { ip } from '../net/ipv4'
import { checksumFaults } from '../wire/checksum-faults'
import { ping } from './example-ping'
import type { Probe, Step, Trace } from './trace'

const CASES = [
  '005-rr',
  '006-tor',
  '008-mask',
  '010-dropsrc',
  '012-vxlan',
  '014-chain',
  '015-mtu',
  '017-notunl',
  '025-nogw',
]
const labs: readonly (readonly [string, Fabric])[] = [
  ['the reference lab', realize(reference.document)],
  ...CASES.map((name) => [name, realize(readCase(name).document)] as const),
]

/** Closed ones, and a tunnel's. */
const port = fc.constantFrom(33434, 33435, 44444, 4789)

const argumentsOf = (fabric: Fabric) => {
  const hosts = [...fabric.namespaces.keys()]
  const destinations = [...hosts.map((host) => addressOfHost(fabric, host)), ip('8.8.8.8'), ip('172.16.34.200')]
  return fc.record(
    {
      from: fc.constantFrom(...hosts),
      destination: fc.constantFrom(...destinations),
      payloadBytes: fc.oneof(fc.constant(56), fc.nat({ max: 3000 })),
      ttl: fc.oneof(fc.constant(64), fc.integer({ min: 1, max: 255 })),
      pathMtuDiscovery: fc.constantFrom<Probe['pathMtuDiscovery']>('do', 'want', 'dont', 'probe'),
      datagram: fc.record({ sourcePort: fc.integer({ min: 32_768, max: 60_999 }), destinationPort: port }),
    },
    { requiredKeys: ['from', 'destination', 'payloadBytes', 'ttl', 'pathMtuDiscovery'] },
  )
}

/** Runs of two pings each, the second in a network that remembers the first. */
function everyTrace(fabric: Fabric, check: (trace: Trace) => void): void {
  const pings = argumentsOf(fabric)
  fc.assert(
    fc.property(pings, pings, (one, two) => {
      const first = ping(fabric, one.from, one.destination, one)
      check(first)
      check(ping(fabric, two.from, two.destination, two, first.memory))
    }),
    { numRuns: 60 },
  )
}

const frameOf = ({ event, bytes }: Step) => ('frame' in event ? event.frame : { linkType: 'raw' as const, bytes })

describe.each(labs)('in %s', (_, fabric) => {
  it('every frame and packet carries valid checksums', () => {
    everyTrace(fabric, ({ steps }) => {
      for (const step of steps) {
        expect(checksumFaults(step.bytes, 'ipv4')).toEqual([])
        const { bytes, linkType } = frameOf(step)
        expect(checksumFaults(bytes, linkType)).toEqual([])
      }
    })
  })

  it('a packet enters a machine, or is made there, before it leaves', () => {
    everyTrace(fabric, ({ steps, packets }) => {
      for (const [packet] of packets.entries()) {
        const seen = new Set<string>()
        for (const { namespace, event } of steps.filter((step) => step.packet === packet)) {
          if (event.kind === 'receive' || event.kind === 'originate') seen.add(namespace)
          if (event.kind === 'transmit' || event.kind === 'forward') expect(seen).toContain(namespace)
        }
      }
    })
  })

  it('every packet has one fate, and its last step says which', () => {
    everyTrace(fabric, ({ steps, packets }) => {
      for (const [packet, { fate }] of packets.entries()) {
        const end = steps.findLast(({ packet: of }) => of === packet)?.event.kind
        const isDelivered = end === 'deliver'
        if (end !== undefined) expect(fate).toBe(isDelivered ? 'delivered' : 'lost')
        expect(steps.filter(({ packet: of, event }) => of === packet && event.kind === 'deliver').length).toBeLessThan(
          2,
        )
      }
    })
  })

  it('a request that is delivered is answered, and the answer delivered or its loss explained', () => {
    everyTrace(fabric, ({ steps, packets }) => {
      const isAnswered = (request: number): boolean =>
        packets.some(({ kind, parent }) => kind === 'reply' && parent === request)
      for (const [packet, { kind, fate }] of packets.entries()) {
        if (kind === 'request' && fate === 'delivered') expect(isAnswered(packet)).toBe(true)
        const reasons = steps.flatMap(({ packet: of, event }) =>
          of === packet && event.kind === 'drop' ? [event.reason.kind] : [],
        )
        // Of a packet in fragments each may be lost; of one that waits for its other fragments nothing is said.
        const isUnderstood = fate === 'delivered' || reasons.length > 0
        if (kind === 'reply') expect(isUnderstood).toBe(true)
        expect(reasons).not.toContain('unmodelled')
      }
    })
  })

  it('the verdict follows from the steps', () => {
    everyTrace(fabric, ({ steps, packets, verdict, probe }) => {
      const arrived = (kind: string) =>
        steps.some(
          ({ packet, namespace, event }) =>
            event.kind === 'deliver' && packets[packet]?.kind === kind && namespace === probe.from,
        )
      switch (verdict.kind) {
        case 'answered':
          return expect(arrived('reply')).toBe(true)
        case 'error':
          return expect(arrived('error')).toBe(true)
        case 'lost':
          return expect(steps[verdict.step]?.event.kind).toBe('drop')
        case 'local-error':
          return expect(steps.filter(({ event }) => event.kind !== 'drop').map(({ event }) => event.kind)).toEqual([])
      }
    })
  })

  it('time does not run backwards, and steps are numbered in its order', () => {
    everyTrace(fabric, ({ steps }) => {
      expect(steps.map(({ index }) => index)).toEqual(steps.map((_step, i) => i))
      expect(steps.every(({ timeUs }, i) => timeUs > (steps[i - 1]?.timeUs ?? 0))).toBe(true)
    })
  })

  it('the same ping in the same network is the same trace', () => {
    const pings = argumentsOf(fabric)
    fc.assert(
      fc.property(pings, (probe) => {
        const [one, two] = [
          ping(fabric, probe.from, probe.destination, probe),
          ping(fabric, probe.from, probe.destination, probe),
        ]
        expect(one).toEqual(two)
      }),
      { numRuns: 20 },
    )
  })
})
