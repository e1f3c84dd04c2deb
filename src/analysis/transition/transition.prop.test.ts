import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Fabric } from '../../engine/fabric/fabric'
import type { LabDocument } from '../../engine/lab/document'
import { editsOf, play } from '../../engine/lab/edits.arb'
import { edited } from '../../engine/lab/example-lab'
import { clusterOf } from '../../engine/lab/read-cluster'
import { realize } from '../../engine/lab/realize'
import reference from '../../labs/reference.yaml'
import { podsIn } from '../difference/difference'
import { bothWays } from '../pairs/outcome'
import { outcomeOfPair } from '../pairs/ping-pair'
import { halfApplied } from './half-applied'
import { type Transition, transitionOf } from './transition'

const MODES = ['Never', 'CrossSubnet', 'Always'] as const

const inMode = (lab: LabDocument, mode: (typeof MODES)[number]) =>
  edited(
    lab,
    ...clusterOf(lab).pools.flatMap(({ name: pool }) => [
      { kind: 'set-vxlan-mode', pool, mode: 'Never' } as const,
      { kind: 'set-ipip-mode', pool, mode } as const,
    ]),
  )

function between(before: Fabric, after: Fabric, order?: readonly string[]): Transition {
  const transition = transitionOf(before, after, order)
  if (typeof transition === 'string') throw new Error(transition)
  return transition
}

it('begins as the lab was and ends as it will be, whatever the order; every window is one', () => {
  const labs = editsOf(reference.document).map((commands) => play(reference.document, commands))
  fc.assert(
    fc.property(labs, fc.constantFrom(...MODES), fc.nat(9), (lab, to, turn) => {
      const [before, after] = [realize(lab), realize(inMode(lab, to))]
      const { order } = between(before, after)
      const transition = between(before, after, [...order.slice(turn), ...order.slice(0, turn)])
      expect(transition.moments.at(0)?.counts).toEqual(countedIn(before))
      expect(transition.moments.at(-1)?.counts).toEqual(countedIn(after))
      expect(transition.moments.flatMap(({ arrived }) => arrived)).toEqual(transition.order)
      for (const { from, until, witness } of transition.windows) {
        const lostAt = (moment: number) => {
          const arrived = transition.moments.slice(0, moment + 1).flatMap((each) => each.arrived)
          return kindIn(halfApplied(before, after, new Set(arrived)), ...witness) === 'lost'
        }
        expect([lostAt(0), lostAt(from - 1), lostAt(from), lostAt(until)]).toEqual([false, false, true, false])
      }
    }),
    { numRuns: 40 },
  )
})

const kindIn = (fabric: Fabric, a: string, b: string) =>
  bothWays(outcomeOfPair(fabric, a, b), outcomeOfPair(fabric, b, a)).kind

function countedIn(fabric: Fabric) {
  const pods = podsIn(fabric)
  const counts: Record<string, number> = {}
  for (const [i, a] of pods.entries()) {
    for (const b of pods.slice(i + 1)) {
      const kind = kindIn(fabric, a, b)
      counts[kind] = (counts[kind] ?? 0) + 1
    }
  }
  return counts
}
