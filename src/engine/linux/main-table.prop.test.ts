import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ip } from '../net/ipv4'
import { prefixOf } from '../net/prefix'
import { exampleNamespace } from './example-namespace'
import { bestRoute, matchingRoutes, routesTo } from './fib'
import { installedRoutes } from './installed-routes'
import { joinedTable, lineCount, linesOf, type MainTable, tableOfOwn, withTable } from './main-table'
import type { Route } from './route'
import { compareRoutes, mergeRoutes } from './route-order'

const PROGRAMMERS = ['kernel', 'operator', 'felix', 'bird'] as const

const routes = (most: number): fc.Arbitrary<readonly Route[]> =>
  fc
    .uniqueArray(
      fc.record({
        place: fc.nat(12),
        length: fc.constantFrom(24, 26, 32),
        metric: fc.constantFrom(0, 0, 1024),
        programmer: fc.constantFrom(...PROGRAMMERS),
      }),
      { maxLength: most, selector: ({ place, length }) => `${place} ${length}` },
    )
    .map((drawn) =>
      drawn
        .map(
          ({ place, length, metric, programmer }): Route => ({
            type: 'unicast',
            destination: prefixOf(ip(`10.0.${place}.0`), length),
            nextHops: [{ dev: programmer }],
            metric,
            protocol: programmer === 'kernel' ? 'kernel' : 'boot',
            scope: 'global',
            provenance: { programmer, because: '', details: {}, from: [] },
          }),
        )
        .sort(compareRoutes),
    )

/** What one program writes: own lines only where the shared ones leave the destination free. */
const part: fc.Arbitrary<MainTable> = fc
  .tuple(routes(8), fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), routes(4))
  .map(([shared, isLeft, own]) => {
    const without = shared.filter((_, i) => isLeft[i])
    const isFree = (route: Route): boolean =>
      shared.every((other) => without.includes(other) || compareRoutes(other, { ...route, metric: other.metric }) !== 0)
    return { shared, without, own: own.filter(isFree) }
  })

it('[FIB-4] a table of shared and own lines is what all programs write, each line by line', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 3 }), routes(4), (parts, bare) => {
      const all = [tableOfOwn(bare), ...parts]
      const byLine = all.map(linesByHand).reduce((first, second) => mergeRoutes(first, second), [])
      expect(linesOf(joinedTable(all))).toEqual(installedRoutes(byLine))
    }),
  )
})

it('[FIB-2] who asks a shared table finds what its lines say, and how many they are', () => {
  const destination = fc
    .tuple(fc.nat(12), fc.constantFrom(0, 1, 70))
    .map(([place, host]) => ip(`10.0.${place}.${host}`))
  fc.assert(
    fc.property(fc.array(part, { maxLength: 3 }), routes(4), destination, (parts, bare, address) => {
      const table = joinedTable([tableOfOwn(bare), ...parts])
      const { routes: _, ...machine } = exampleNamespace('n', [], [])
      const asked = withTable(machine, table)
      const lines = linesOf(table)
      expect(routesTo(asked, address)).toEqual(matchingRoutes(lines, address))
      expect(bestRoute(asked, address)).toBe(matchingRoutes(lines, address)[0])
      expect(lineCount(asked)).toBe(lines.length)
    }),
    { numRuns: 300 },
  )
})

const linesByHand = ({ shared, without, own }: MainTable): readonly Route[] =>
  [...shared.filter((route) => !without.includes(route)), ...own].sort(compareRoutes)
