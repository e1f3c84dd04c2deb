import { expect, it } from 'vitest'
import { exampleNamespace } from '../../linux/example-namespace'
import { ip } from '../../net/ipv4'
import { prefix } from '../../net/prefix'
import { MAX_LOCAL_PREFERENCE } from './announce'
import { bestRoutes, mergeable } from './best-path'
import { resolveRoute } from './next-hop'
import type { BgpRoute } from './speaker'
import { directRoutes, learnedFromKernel, localTable } from './table'

const { links } = exampleNamespace('w1', ['eth0 10.0.0.1/8'], [])
const learned = exampleNamespace('w1', [], ['11.0.0.0/8 via 10.0.0.2 dev eth0']).routes
const table = localTable([...directRoutes(links, (link) => link === 'lo'), ...learnedFromKernel(learned)])
const speaker = { table, addresses: [] }
const byBgp = { lengths: [], has: () => false }

const route: BgpRoute = {
  prefix: prefix('172.16.0.0/24'),
  nextHop: ip('10.0.0.9'),
  asPath: [1, 2],
  localPreference: 100,
  from: { speaker: 'x', address: ip('10.0.0.5'), routerId: ip('10.0.0.5'), kind: 'ibgp', isClient: false },
  originatorId: ip('10.0.0.7'),
  clusterList: ['a'],
}
const from = (changes: Partial<BgpRoute['from']>) => ({ from: { ...route.from, ...changes } })

// Each row wins over `route`, though all that comes later in the list would speak against it.
it.each<[string, Partial<BgpRoute>, Partial<BgpRoute>]>([
  ['a next hop that resolves', {}, { nextHop: ip('9.9.9.9'), localPreference: 200 }],
  ['a higher preference', { localPreference: 101, asPath: [1, 2, 3] }, {}],
  ['a shorter path', { asPath: [1] }, from({ kind: 'ebgp' })],
  ['an outside neighbour', { ...from({ kind: 'ebgp' }), nextHop: ip('11.0.0.9') }, {}],
  ['a next hop at hand', { originatorId: ip('10.0.0.8') }, { nextHop: ip('11.0.0.9') }],
  ['a lower originator', { originatorId: ip('10.0.0.6'), clusterList: ['a', 'b'] }, {}],
  ['fewer reflectors', { clusterList: [], ...from({ address: ip('10.0.0.6') }) }, {}],
  ['a lower neighbour', from({ address: ip('10.0.0.4') }), {}],
])('[BGP-5] %s wins', (_, better, worse) => {
  const [good, bad] = [
    { ...route, ...better },
    { ...route, ...worse },
  ]
  expect(bestRoutes(speaker, [bad, good], byBgp)[0]).toBe(good)
  expect(bestRoutes(speaker, [good, bad], byBgp)[0]).toBe(good)
})

it.each<[string, Partial<BgpRoute>, boolean]>([
  [
    'differs only in who said it',
    { originatorId: ip('10.0.0.8'), clusterList: [], ...from({ address: ip('10.0.0.4') }) },
    true,
  ],
  ['has a lower preference', { localPreference: 99 }, false],
  ['has a longer path', { asPath: [1, 2, 3] }, false],
  ['came from outside', from({ kind: 'ebgp' }), false],
  ['has its next hop behind a gateway', { nextHop: ip('11.0.0.9') }, false],
  ['does not resolve', { nextHop: ip('9.9.9.9') }, false],
])('[BGP-7] a route that %s becomes one with the best: %s', (_, changes, expected) => {
  const other = { ...route, ...changes }
  expect(mergeable(speaker, [route, other], byBgp)).toHaveLength(expected ? 2 : 1)
})

it('[BGP-5] a metric below the normal one beats all else, where routes have metrics', () => {
  const filter = {
    pools: [],
    blocks: [],
    tunnels: [],
    felixPools: [],
    normalPriority: 1024,
  }
  const elevated = { ...route, localPreference: MAX_LOCAL_PREFERENCE - 512, nextHop: ip('9.9.9.9') }
  expect(bestRoutes({ ...speaker, filter }, [route, elevated], byBgp)[0]).toBe(elevated)
  expect(bestRoutes(speaker, [route, elevated], byBgp)[0]).toBe(route)
})

it('[BGP-6] over a session on one link the gateway is known without a look into the table', () => {
  const direct = { ...route, nextHop: ip('9.9.9.9'), gateway: ip('10.0.0.5') }
  expect(resolveRoute(speaker, direct, byBgp)).toEqual({
    kind: 'router',
    gateway: direct.gateway,
    dev: 'eth0',
    isOnLink: true,
  })
  expect(resolveRoute(speaker, { ...route, nextHop: ip('9.9.9.9') }, byBgp)).toEqual({ kind: 'unreachable' })
})

it('[BGP-7] what cannot be resolved stands alone', () => {
  const lost = { ...route, nextHop: ip('9.9.9.9') }
  expect(mergeable(speaker, [lost, { ...lost, clusterList: [] }], byBgp)).toEqual([lost])
})
