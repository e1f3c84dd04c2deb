import { describe, expect, it } from 'vitest'
import { edited } from '../../engine/lab/example-lab'
import { realize } from '../../engine/lab/realize'
import reference from '../../labs/reference.yaml'
import { podsIn } from '../difference/difference'
import { matrixOf } from './matrix'
import { MEASURES, measured, measuredCounts, shareOf } from './measures'

const POOL = 'default-ipv4-ippool'
const FABRIC = realize(reference.document)
const MATRIX = matrixOf(FABRIC, podsIn(FABRIC))

describe('what a matrix measures', () => {
  it('hops are from machine to machine, the pods’ own among them', () => {
    expect([...measuredCounts(MATRIX, 'hops')]).toEqual([
      [3, 2],
      [4, 4],
    ])
  })

  it('counts what is answered, and nothing of what is lost', () => {
    const never = realize(edited(reference.document, { kind: 'set-ipip-mode', pool: POOL, mode: 'Never' }))
    expect([...measuredCounts(matrixOf(never, podsIn(never)), 'hops')]).toEqual([[3, 2]])
    expect([...measuredCounts(MATRIX, 'loss')]).toEqual([[0, 6]])
  })

  it('what cables add is measured in milliseconds, and in per cent', () => {
    const slow = realize(
      edited(reference.document, {
        kind: 'set-fault',
        fault: { kind: 'node-netem', node: 'k8s-w0', way: 'send', what: 'delay', amount: 40 },
        on: true,
      }),
    )
    const [[none = -1, same] = [], [least] = [], ...more] = measuredCounts(matrixOf(slow, podsIn(slow)), 'delay')
    expect([none, same, least]).toEqual([0, 2, 40])
    expect(more.every(([delay]) => delay % 40 === 0)).toBe(true)
  })

  it('agrees with every ping one by one', () => {
    for (const measure of MEASURES) {
      const counts = new Map<number, number>()
      for (const from of MATRIX.hosts) {
        for (const to of MATRIX.hosts) {
          const value = from === to ? undefined : measured(MATRIX.outcome(from, to), measure)
          if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
        }
      }
      expect(Object.fromEntries(measuredCounts(MATRIX, measure))).toEqual(Object.fromEntries(counts))
    }
  })

  it('a value stands between the least and the most', () => {
    const counts = measuredCounts(MATRIX, 'hops')
    expect([shareOf(3, counts), shareOf(4, counts), shareOf(3, new Map([[3, 1]]))]).toEqual([0, 1, 0])
  })
})
