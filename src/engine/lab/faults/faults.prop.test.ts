import fc from 'fast-check'
import { expect, it } from 'vitest'
import reference from '../../../labs/reference.yaml'
import { applyCommand } from '../apply-command'
import { editsOf, play } from '../edits.arb'
import { clusterOf } from '../read-cluster'
import { realize } from '../realize'
import { activeFaults } from './active-faults'
import { brokenBySeed } from './broken-by-seed'
import { faultKey } from './fault'
import { possibleFaults, randomFault } from './possible-faults'

const seed = fc.integer()
const labs = editsOf(reference.document, 5).map((edits) => play(reference.document, edits))

it('whatever can break does break, and put right the lab is the same text', () => {
  fc.assert(
    fc.property(labs, seed, (document, chance) => {
      const fault = randomFault(clusterOf(document), chance)
      if (!fault) return
      const broken = applyCommand(document, { kind: 'set-fault', fault, on: true })
      expect(broken.ok, JSON.stringify(fault)).toBe(true)
      if (!broken.ok) return
      expect(activeFaults(clusterOf(broken.value)).map(faultKey)).toContain(faultKey(fault))
      expect(() => realize(broken.value)).not.toThrow()
      const right = applyCommand(broken.value, { kind: 'set-fault', fault, on: false })
      expect(right.ok && JSON.stringify(right.value)).toBe(JSON.stringify(document))
    }),
    { numRuns: 80 },
  )
})

it('the same seed breaks the same thing, and all of it can be broken by some', () => {
  const cluster = clusterOf(reference.document)
  expect(randomFault(cluster, 7)).toEqual(randomFault(cluster, 7))
  const broken = activeFaults(clusterOf(brokenBySeed(reference.document, 7)))
  expect(broken).toEqual([randomFault(cluster, 7)])
  const drawn = new Set(Array.from({ length: 3000 }, (_, i) => JSON.stringify(randomFault(cluster, i))))
  expect(drawn.size).toBe(possibleFaults(cluster).length)
})
