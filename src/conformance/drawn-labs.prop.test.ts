import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Fabric } from '../engine/fabric/fabric'
import type { LabDocument } from '../engine/lab/document'
import { editsOf, play } from '../engine/lab/edits.arb'
import { factsOf, pingsOf, tablesOf } from '../engine/lab/facts.arb'
import { addressOfHost } from '../engine/lab/find-host'
import { realize } from '../engine/lab/realize'
import { ip } from '../engine/net/ipv4'
import { ping } from '../engine/trace/example-ping'
import {
  expectAnswerExplained,
  expectEntryBeforeExit,
  expectOneFate,
  expectTimeForward,
  expectValidChecksums,
  expectVerdictFromSteps,
} from '../engine/trace/laws.arb'
import type { TraceMemory } from '../engine/trace/memory'
import type { Probe } from '../engine/trace/trace'
import { chanceOf } from './chance'
import { type DrawnLab, drawLab } from './draw-lab'

// What holds in the recorded labs holds in any: small clusters drawn from all that a lab can be.

const drawnLab: fc.Arbitrary<DrawnLab> = fc.integer({ min: 0, max: 2 ** 31 - 1 }).map((seed) => drawLab(chanceOf(seed)))

interface Sent {
  readonly from: string
  readonly to: string
  readonly options: Pick<Probe, 'payloadBytes' | 'ttl' | 'pathMtuDiscovery'>
}

const pings = ({ topology, document }: DrawnLab): fc.Arbitrary<readonly Sent[]> => {
  const hosts = [...realize(document).namespaces.keys()]
  return fc.array(
    fc.record({
      from: fc.constantFrom(...hosts),
      to: fc.constantFrom(...hosts, ...topology.addresses),
      options: fc.record({
        payloadBytes: fc.oneof(fc.constant(56), fc.nat({ max: 9200 })),
        ttl: fc.oneof(fc.constant(64), fc.integer({ min: 1, max: 8 })),
        pathMtuDiscovery: fc.constantFrom<Probe['pathMtuDiscovery']>('do', 'want', 'dont'),
      }),
    }),
    { minLength: 1, maxLength: 5 },
  )
}

const addressNamed = (fabric: Fabric, name: string) =>
  fabric.namespaces.has(name) ? addressOfHost(fabric, name) : ip(name)

const withPings = drawnLab.chain((lab) => pings(lab).map((sent) => ({ document: lab.document, sent })))

it('a ping ends in one way, with valid checksums, in a network that remembers those before', () => {
  fc.assert(
    fc.property(withPings, ({ document, sent }) => {
      const fabric = realize(document)
      let memory: TraceMemory | undefined
      for (const { from, to, options } of sent) {
        const trace = ping(fabric, from, addressNamed(fabric, to), options, memory)
        memory = trace.memory
        expectValidChecksums(trace)
        expectEntryBeforeExit(trace)
        expectOneFate(trace)
        expectAnswerExplained(trace)
        expectVerdictFromSteps(trace)
        expectTimeForward(trace)
      }
    }),
    { numRuns: 150 },
  )
})

const withEdits = drawnLab.chain(({ document }) => editsOf(document).map((commands) => ({ document, commands })))

it('an edited lab is what the same lab is to somebody who has never seen it before', () => {
  fc.assert(
    fc.property(withEdits, ({ document, commands }) => {
      const lab = commands.reduce((current, command) => {
        const next = play(current, [command])
        realize(next)
        return next
      }, document)
      expect(factsOf(lab)).toEqual(factsOf(structuredClone(lab)))
    }),
    { numRuns: 60 },
  )
})

it('what an edit has changed is as before when the document is as before', () => {
  fc.assert(
    fc.property(withEdits, ({ document, commands }) => {
      const before = structuredClone(factsOf(document))
      const text = JSON.stringify(document)
      realize(play(document, commands))
      expect(JSON.stringify(document)).toBe(text)
      expect(factsOf(document)).toEqual(before)
    }),
    { numRuns: 60 },
  )
})

const shuffledLab: fc.Arbitrary<{ readonly document: LabDocument; readonly shuffled: LabDocument }> = drawnLab.chain(
  ({ document }) => {
    const { manifests } = document
    return fc
      .shuffledSubarray([...manifests], { minLength: manifests.length })
      .map((order) => ({ document, shuffled: { ...document, manifests: order } }))
  },
)

it('the order of the resources changes no table and no ping', () => {
  fc.assert(
    fc.property(shuffledLab, ({ document, shuffled }) => {
      const [fabric, other] = [realize(document), realize(shuffled)]
      expect(tablesOf(other)).toEqual(tablesOf(fabric))
      expect(pingsOf(other)).toEqual(pingsOf(fabric))
    }),
    { numRuns: 40 },
  )
})
