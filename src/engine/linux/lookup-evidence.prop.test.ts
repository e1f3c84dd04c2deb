import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatIpv4, type Ipv4, ip } from '../net/ipv4'
import { prefixContains, prefixOf } from '../net/prefix'
import { exampleNamespace, exampleRoute } from './example-namespace'
import { lookupRoute } from './fib'
import { type LookupEvidence, lookupEvidence } from './lookup-evidence'
import type { Namespace } from './namespace'
import type { Route } from './route'

/** Few bits vary, so that prefixes nest and metrics meet. */
const address = fc
  .tuple(fc.constantFrom(0, 0x0a000000, 0xac100000, 0xffff0000), fc.nat({ max: 15 }))
  .map(([high, low]) => (high + low) as Ipv4)
const route = fc.tuple(address, fc.constantFrom(0, 1, 8, 16, 28, 30, 31, 32), fc.nat({ max: 2 })).map(
  ([at, length, metric]): Route => ({
    ...exampleRoute('default dev eth0'),
    destination: prefixOf(at, length),
    metric,
  }),
)
const lookups = fc.record({
  routes: fc.array(route, { maxLength: 30 }),
  own: fc.array(address, { maxLength: 2 }),
  destination: address,
})

const machine = (routes: readonly Route[], own: readonly Ipv4[]): Namespace => ({
  ...exampleNamespace('n', [['eth0', ...own.map((at) => `${formatIpv4(at)}/32`)].join(' ')], []),
  routes,
})

/** Each reason, as anybody could check it with pencil and paper. */
function isTrue({ destination, candidates }: LookupEvidence, namespace: Namespace): void {
  const winner = candidates.find(({ rank }) => rank === 'wins')
  for (const { route: line, rank, table, equalBits } of candidates) {
    const covers = prefixContains(line.destination, destination)
    const differsAt = (bits: number) => ((line.destination.address ^ destination) >>> (31 - bits)) % 2 !== 0
    expect(covers).toBe(rank !== 'no-match')
    expect(equalBits === line.destination.length).toBe(covers)
    if (!covers) expect(differsAt(equalBits)).toBe(true)
    for (let bit = 0; bit < equalBits; bit++) expect(differsAt(bit)).toBe(false)
    const { length } = line.destination
    const best = winner?.route
    if (rank === 'wins') expect(table === 'local').toBe(!namespace.routes.includes(line))
    if (rank === 'shorter-prefix') expect(length).toBeLessThan(best?.destination.length ?? -1)
    if (rank === 'higher-metric' || rank === 'later-line') expect(length).toBe(best?.destination.length)
    if (rank === 'higher-metric') expect(line.metric).toBeGreaterThan(best?.metric ?? Number.POSITIVE_INFINITY)
    if (rank === 'later-line') expect(line.metric).toBe(best?.metric)
    if (rank === 'later-table') expect(winner?.table).toBe('local')
    if (rank === 'no-match') expect(winner).toBeUndefined()
  }
}

it('[FIB-2] the winner explained is the winner, nothing that covers is left out, and every reason is true', () => {
  fc.assert(
    fc.property(lookups, ({ routes, own, destination }) => {
      const namespace = machine(routes, own)
      const evidence = lookupEvidence(namespace, destination)
      const won = evidence.candidates.filter(({ rank }) => rank === 'wins')
      expect(won.map((candidate) => candidate.route)).toEqual(
        [lookupRoute(namespace, destination).route].filter(Boolean),
      )
      expect(evidence.candidates.slice(1).some(({ rank }) => rank === 'wins')).toBe(false)
      const covering = routes.filter((line) => prefixContains(line.destination, destination))
      const shown = evidence.candidates.filter(({ rank, table }) => rank !== 'no-match' && table === 'main')
      expect(new Set(shown.map((candidate) => candidate.route))).toEqual(new Set(covering))
      const main = evidence.candidates.filter(({ table }) => table === 'main').length
      expect(main + evidence.omitted).toBe(routes.length)
      isTrue(evidence, namespace)
    }),
    { numRuns: 400 },
  )
})

it('where nothing matches, the lines that came closest are shown', () => {
  const lines = ['10.0.0.0/24 dev eth0', '172.16.0.0/16 dev eth0', '172.17.0.0/16 dev eth0', '192.168.0.0/16 dev eth0']
  const namespace = machine(lines.map(exampleRoute), [])
  const { candidates, omitted } = lookupEvidence(namespace, ip('172.18.0.1'))
  expect(candidates.map(({ equalBits, rank }) => [rank, equalBits])).toEqual([
    ['no-match', 14],
    ['no-match', 14],
    ['no-match', 1],
  ])
  expect(omitted).toBe(1)
})
