import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCase } from '../../cases/read-case'
import type { Fabric } from '../../engine/fabric/fabric'
import { groupBy } from '../../engine/group-by'
import type { LabDocument } from '../../engine/lab/document'
import { editsOf, play } from '../../engine/lab/edits.arb'
import { realize } from '../../engine/lab/realize'
import reference from '../../labs/reference.yaml'
import { crowdsOf } from '../matrix/crowds.arb'
import { bothWays, type PairOutcome } from '../pairs/outcome'
import { outcomeOfPair } from '../pairs/ping-pair'
import { differenceBetween, podsIn } from './difference'
import { countOf } from './route-changes'
import { printsAlike, routeSlot } from './route-key'

const carriage = (outcome: PairOutcome): string =>
  outcome.kind === 'lost' ? 'lost' : `${outcome.there.carriage}/${outcome.back.carriage}`
const way = (outcome: PairOutcome): string =>
  outcome.kind === 'lost' ? 'lost' : `${outcome.there.hosts}/${outcome.back.hosts}`

/** Each pair traced, before and after. */
function countedByHand(before: Fabric, after: Fabric) {
  const counts = { lost: 0, gained: 0, rewrapped: 0, rerouted: 0 }
  const stays = new Set(podsIn(after))
  const pods = podsIn(before).filter((pod) => stays.has(pod))
  let pairs = 0
  for (const [i, a] of pods.entries()) {
    for (const b of pods.slice(i + 1)) {
      pairs++
      const asked = [before, after].map((fabric) => [outcomeOfPair(fabric, a, b), outcomeOfPair(fabric, b, a)] as const)
      const [old, now] = asked.map(([there, back]) => bothWays(there, back))
      const [oldWays, nowWays] = asked.map((outcomes) => outcomes.map(way).join())
      const [oldCarried, nowCarried] = asked.map((outcomes) => outcomes.map(carriage).join())
      if (old?.kind === 'unknown' || now?.kind === 'unknown') continue
      if (old?.kind === 'lost' || now?.kind === 'lost') {
        if (old?.kind !== now?.kind) counts[now?.kind === 'lost' ? 'lost' : 'gained']++
      } else if (oldCarried !== nowCarried) counts.rewrapped++
      else if (oldWays !== nowWays) counts.rerouted++
    }
  }
  return { pairs, counts }
}

/** Lines by destination and metric; a line that only gets another metric is one to a reader. */
function linesByHand(before: Fabric, after: Fabric): number {
  const names = new Set([...before.namespaces.keys(), ...after.namespaces.keys()])
  let count = 0
  for (const name of names) {
    const old = new Map((before.namespaces.get(name)?.routes ?? []).map((route) => [routeSlot(route), route]))
    const now = new Map((after.namespaces.get(name)?.routes ?? []).map((route) => [routeSlot(route), route]))
    const [gone, come] = [
      [...old.keys()].filter((slot) => !now.has(slot)),
      [...now.keys()].filter((slot) => !old.has(slot)),
    ]
    const left = come.map((slot) => slot.split('#')[0])
    const paired = gone.filter((slot) => {
      const place = left.indexOf(slot.split('#')[0])
      if (place >= 0) left.splice(place, 1)
      return place >= 0
    })
    count += gone.length + come.length - paired.length
    for (const [slot, route] of now) {
      const was = old.get(slot)
      if (was && !printsAlike(was, route)) count++
    }
  }
  return count
}

const labs: readonly (readonly [string, LabDocument])[] = [
  ['the reference lab', reference.document],
  ...['004-borrow', '006-tor', '012-vxlan', '1020-current-tor'].map((name) => [name, readCase(name).document] as const),
]

describe.each(labs)('in crowds made of %s', (_, lab) => {
  it('pairs counted by classes are pairs counted one by one', () => {
    const edited = crowdsOf(lab).chain((crowd) =>
      editsOf(crowd, 3).map((edits) => [crowd, play(crowd, edits)] as const),
    )
    fc.assert(
      fc.property(edited, ([crowd, after]) => {
        const [old, now] = [realize(crowd), realize(after)]
        const { pairs, routes } = differenceBetween(old, now)
        expect({ pairs: pairs?.pairs, counts: pairs?.counts }).toEqual(countedByHand(old, now))
        expect(countOf(routes.total)).toBe(linesByHand(old, now))
        for (const host of new Set([...old.namespaces.keys(), ...now.namespaces.keys()])) {
          const lines = groupBy(routes.on(host), ({ kind }) => kind)
          const counts = { added: 0, changed: 0, removed: 0, ...routes.counts.get(host) }
          expect(counts).toEqual({
            added: lines.get('added')?.length ?? 0,
            changed: lines.get('changed')?.length ?? 0,
            removed: lines.get('removed')?.length ?? 0,
          })
        }
      }),
      { numRuns: 8 },
    )
  })
})
