import fc from 'fast-check'
import { expect, it } from 'vitest'
import { editsOf, play } from '../../engine/lab/edits.arb'
import { edited } from '../../engine/lab/example-lab'
import { randomFault } from '../../engine/lab/faults/possible-faults'
import { podNamespaceName } from '../../engine/lab/find-host'
import { clusterOf } from '../../engine/lab/read-cluster'
import { realize } from '../../engine/lab/realize'
import reference from '../../labs/reference.yaml'
import { outcomeOfPair } from '../pairs/ping-pair'
import { flipsOf } from './flips-of'

/** Labs that somebody has edited, with something broken. */
const labs = fc
  .tuple(editsOf(reference.document, 4), fc.integer())
  .map(([edits, seed]) => {
    const document = play(reference.document, edits)
    const fault = randomFault(clusterOf(document), seed)
    return fault ? play(document, [{ kind: 'set-fault', fault, on: true }]) : document
  })
  .filter((document) => clusterOf(document).pods.length > 1)

it('every change that is offered does what is said of it, and is one that can be made', () => {
  let offered = 0
  fc.assert(
    fc.property(labs, fc.nat(), fc.nat(), (document, a, b) => {
      const hosts = clusterOf(document).pods.map(podNamespaceName)
      const [from, to] = [hosts[a % hosts.length], hosts[b % hosts.length]]
      if (from === undefined || to === undefined || from === to) return
      const now = outcomeOfPair(realize(document), from, to)
      for (const { commands, effect, after } of flipsOf(document, { from, to })) {
        const then = outcomeOfPair(realize(edited(document, ...commands)), from, to)
        expect(then).toEqual(after)
        expect(effect === 'delivers').toBe(now.kind === 'lost')
        expect(then.kind === 'lost').toBe(effect === 'loses')
        offered++
      }
    }),
    { numRuns: 40 },
  )
  expect(offered).toBeGreaterThan(40)
})

it('what one fault alone has lost is delivered again by lifting it', () => {
  const sound = clusterOf(reference.document)
  const hosts = sound.pods.map(podNamespaceName)
  fc.assert(
    fc.property(fc.integer(), fc.nat(), fc.nat(), (seed, a, b) => {
      const fault = randomFault(sound, seed)
      const [from, to] = [hosts[a % hosts.length], hosts[b % hosts.length]]
      if (!fault || from === undefined || to === undefined || from === to) return
      const document = edited(reference.document, { kind: 'set-fault', fault, on: true })
      const flips = flipsOf(document, { from, to })
      if (outcomeOfPair(realize(document), from, to).kind !== 'lost') return
      expect(flips[0], JSON.stringify(fault)).toMatchObject({ effect: 'delivers', name: { kind: 'fix' } })
    }),
    { numRuns: 80 },
  )
})
