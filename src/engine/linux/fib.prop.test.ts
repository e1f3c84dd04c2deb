import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Ipv4 } from '../net/ipv4'
import { prefixContains, prefixOf } from '../net/prefix'
import { exampleNamespace, exampleRoute } from './example-namespace'
import { lookupRoute, matchingRoutes } from './fib'
import type { Route } from './route'
import { compareRoutes } from './route-order'

/** Few bits vary, so that prefixes nest and metrics meet. */
const address = fc
  .tuple(fc.constantFrom(0, 0x0a000000, 0xac100000, 0xffff0000), fc.nat({ max: 15 }))
  .map(([high, low]) => (high + low) as Ipv4)
const route = fc.tuple(address, fc.constantFrom(0, 1, 8, 16, 28, 30, 31, 32), fc.nat({ max: 3 })).map(
  ([at, length, metric]): Route => ({
    ...exampleRoute('default dev eth0'),
    destination: prefixOf(at, length),
    metric,
  }),
)

const better = (a: Route, b: Route): boolean =>
  a.destination.length > b.destination.length || (a.destination.length === b.destination.length && a.metric < b.metric)

it('[FIB-2] the FIB finds what a scan of all routes finds, best first', () => {
  fc.assert(
    fc.property(fc.array(route, { maxLength: 40 }), address, (routes, destination) => {
      const covering = routes.filter((candidate) => prefixContains(candidate.destination, destination))
      const found = matchingRoutes(routes, destination)
      expect(new Set(found)).toEqual(new Set(covering))
      expect(found).toHaveLength(covering.length)
      expect(found.some((winner, i) => found.slice(i + 1).some((loser) => better(loser, winner)))).toBe(false)
      const lookup = lookupRoute({ ...exampleNamespace('n', [], []), routes }, destination)
      expect([lookup.route, ...lookup.losers.map((loser) => loser.route)].filter(Boolean)).toEqual(found)
    }),
    { numRuns: 300 },
  )
})

it('[FIB-1] the order of routes is one, whatever order they came in', () => {
  fc.assert(
    fc.property(fc.array(route), (routes) => {
      const spell = (list: readonly Route[]) => list.map(({ destination, metric }) => ({ destination, metric }))
      expect(spell(routes.toSorted(compareRoutes))).toEqual(spell(routes.toReversed().sort(compareRoutes)))
    }),
  )
})
