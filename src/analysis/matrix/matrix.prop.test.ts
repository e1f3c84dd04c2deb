import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCase } from '../../cases/read-case'
import { chanceOf } from '../../conformance/chance'
import { drawTopology } from '../../conformance/draw-topology'
import type { Fabric } from '../../engine/fabric/fabric'
import type { LabDocument } from '../../engine/lab/document'
import { editsOf, play } from '../../engine/lab/edits.arb'
import { realize } from '../../engine/lab/realize'
import type { NamespaceName } from '../../engine/linux/namespace'
import { parseLab } from '../../io/parse-lab'
import { renderSource } from '../../io/render-source'
import reference from '../../labs/reference.yaml'
import type { Journey, PairOutcome } from '../pairs/outcome'
import { outcomeOfPair } from '../pairs/ping-pair'
import { crowded, crowdsOf } from './crowds.arb'
import { type Matrix, matrixOf, relationOf } from './matrix'

/** All that two pairs of one class have in common, as text: hosts of the two ends are called so, others by name. */
function wordsOf(
  outcome: PairOutcome,
  { places: { machineOf } }: Matrix,
  from: NamespaceName,
  to: NamespaceName,
): string {
  const ends: readonly (readonly [NamespaceName, string])[] = [
    [from, 'from'],
    [to, 'to'],
    [machineOf(from), 'home of from'],
    [machineOf(to), 'home of to'],
  ]
  const called = (host: NamespaceName): string => ends.find(([name]) => name === host)?.[1] ?? host
  const journey = (way: Journey | undefined) => way && { ...way, hosts: way.hosts.map(called) }
  if (outcome.kind === 'lost') {
    const { of, reason, at, told } = outcome.loss
    const lost = { of, reason: reason.kind, at: called(at), told: told?.error, there: journey(outcome.there) }
    return JSON.stringify(lost)
  }
  return JSON.stringify({ ...outcome, there: journey(outcome.there), back: journey(outcome.back) })
}

/** How many pairs were not traced themselves. */
function checkMatrix(fabric: Fabric): number {
  const hosts = [...fabric.namespaces.keys()]
  const matrix = matrixOf(fabric, hosts)
  const asked = new Map<string, readonly [NamespaceName, NamespaceName]>()
  let shared = 0
  for (const from of hosts) {
    for (const to of hosts) {
      if (from === to) continue
      const relation = relationOf(matrix.places, from, to)
      const witness = asked.get(relation)
      asked.set(relation, witness ?? [from, to])
      const byClass = wordsOf(matrix.outcome(from, to), matrix, ...(witness ?? ([from, to] as const)))
      if (!witness) continue
      shared++
      const own = outcomeOfPair(fabric, from, to)
      expect(`${from} → ${to}: ${byClass}`).toBe(`${from} → ${to}: ${wordsOf(own, matrix, from, to)}`)
      const journeys = own.kind === 'lost' ? [own.there] : [own.there, own.back]
      expect(matrix.ways(from, to)).toEqual(journeys.map((journey) => journey?.hosts ?? []))
    }
  }
  return shared
}

function drawn(seed: number): LabDocument {
  const parsed = parseLab(
    renderSource('', { manifests: drawTopology(chanceOf(seed)).manifests as LabDocument['manifests'] }),
  )
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value.document
}

describe('the matrix by classes is the matrix by tracing each pair', () => {
  it('in topologies as they are drawn for the real kernel, and edited', () => {
    const edited = fc
      .integer({ min: 0, max: 1e6 })
      .map(drawn)
      .chain((lab) => editsOf(lab, 4).map((edits) => play(lab, edits)))
    fc.assert(
      fc.property(edited, (lab) => {
        checkMatrix(realize(lab))
      }),
      { numRuns: 40 },
    )
  })

  const labs: readonly (readonly [string, LabDocument])[] = [
    ['the reference lab', reference.document],
    ...['003-twopools', '004-borrow', '005-rr', '006-tor', '008-mask', '014-chain', '1020-current-tor'].map(
      (name) => [name, readCase(name).document] as const,
    ),
  ]
  it.each(labs)('in crowds made of %s, edited and broken', (_, lab) => {
    fc.assert(
      fc.property(crowdsOf(lab), (crowd) => {
        checkMatrix(realize(crowd))
      }),
      { numRuns: 8 },
    )
  })
})

it('in a crowd of ten and twenty all but thirty pairs are known from others', () => {
  const fabric = realize(crowded(reference.document, 3, 2))
  expect([...fabric.namespaces.keys()].length).toBe(34)
  expect(checkMatrix(fabric)).toBe(34 * 33 - 30)
})
