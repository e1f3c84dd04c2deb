import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCase } from '../../cases/read-case'
import reference from '../../labs/reference.yaml'
import type { Fabric } from '../fabric/fabric'
import { addressOfHost } from '../lab/find-host'
import { realize } from '../lab/realize'
import { ip } from '../net/ipv4'
import { ping } from './example-ping'
import {
  expectAnswerExplained,
  expectEntryBeforeExit,
  expectOneFate,
  expectTimeForward,
  expectValidChecksums,
  expectVerdictFromSteps,
} from './laws.arb'
import type { Probe, Trace } from './trace'

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

describe.each(labs)('in %s', (_, fabric) => {
  it('every frame and packet carries valid checksums', () => everyTrace(fabric, expectValidChecksums))
  it('a packet enters a machine, or is made there, before it leaves', () => everyTrace(fabric, expectEntryBeforeExit))
  it('every packet has one fate, and its last step says which', () => everyTrace(fabric, expectOneFate))
  it('a request that is delivered is answered, and the answer delivered or its loss explained', () =>
    everyTrace(fabric, expectAnswerExplained))
  it('the verdict follows from the steps', () => everyTrace(fabric, expectVerdictFromSteps))
  it('time does not run backwards, and steps are numbered in its order', () => everyTrace(fabric, expectTimeForward))

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
