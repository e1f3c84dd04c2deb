import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clusterOf } from '../../engine/lab/read-cluster'
import { realize } from '../../engine/lab/realize'
import reference from '../../labs/reference.yaml'
import { kindOf } from '../pairs/outcome'
import { outcomeOfPair } from '../pairs/ping-pair'
import { AXES, groupsOn } from './axes'
import { crowdsOf } from './crowds.arb'
import { gridOf } from './grid'
import { matrixOf } from './matrix'
import { countsOf, pingGroups } from './summary'

it('cells count all pings between their groups, and all cells together the whole matrix', () => {
  fc.assert(
    fc.property(crowdsOf(reference.document), fc.constantFrom(...AXES), (lab, axis) => {
      const fabric = realize(lab)
      const groups = groupsOn(axis, clusterOf(lab))
      const hosts = groups.flatMap((group) => group.hosts)
      const matrix = matrixOf(fabric, hosts)
      const grid = gridOf(matrix, groups)
      const all = new Map<string, number>()
      const [rows, columns] = [new Set<number>(), new Set<number>()]
      for (const [i, row] of groups.entries()) {
        for (const [j, column] of groups.entries()) {
          const counts = new Map<string, number>()
          for (const from of row.hosts) {
            for (const to of column.hosts) {
              if (from === to) continue
              const kind = kindOf(outcomeOfPair(fabric, from, to))
              counts.set(kind, (counts.get(kind) ?? 0) + 1)
              all.set(kind, (all.get(kind) ?? 0) + 1)
            }
          }
          const cell = grid.cell(i, j)
          expect(Object.fromEntries(cell?.counts ?? [])).toEqual(Object.fromEntries(counts))
          if (!cell) continue
          const [from, to] = cell.witness
          expect(row.hosts).toContain(from)
          expect(column.hosts).toContain(to)
          expect(kindOf(outcomeOfPair(fabric, from, to))).toBe(cell.kind)
          const isOneWay = cell.outcome.kind !== 'lost' && !cell.outcome.sameWay
          if (['lost', 'unknown', 'asymmetric'].includes(cell.kind) || isOneWay) {
            rows.add(i)
            columns.add(j)
          }
        }
      }
      expect(Object.fromEntries(countsOf(pingGroups(matrix)))).toEqual(Object.fromEntries(all))
      expect(grid.notable()).toEqual({
        rows: [...rows].sort((a, b) => a - b),
        columns: [...columns].sort((a, b) => a - b),
      })
    }),
    { numRuns: 25 },
  )
})
