import { expect, it } from 'vitest'
import { exampleNamespace } from '../../linux/example-namespace'
import { ip } from '../../net/ipv4'
import { prefix } from '../../net/prefix'
import { bestRoutes } from './best-path'
import type { BgpRoute, Speaker } from './speaker'

const { routes: kernelRoutes } = exampleNamespace('w1', [], ['10.0.0.0/8 dev eth0'])
const speaker: Speaker = {
  name: 'w1',
  addresses: [],
  routerId: ip('10.0.0.1'),
  asNumber: 64512,
  originates: [],
  announces: true,
  kernelRoutes,
  pools: [],
}

const route: BgpRoute = {
  prefix: prefix('172.16.0.0/24'),
  nextHop: ip('10.0.0.9'),
  asPath: [1, 2],
  localPreference: 100,
  from: { speaker: 'x', address: ip('10.0.0.5'), kind: 'ibgp' },
  originatorId: ip('10.0.0.7'),
  clusterList: ['a'],
}
const from = (changes: Partial<BgpRoute['from']>) => ({ from: { ...route.from, ...changes } })

// Each row wins over `route`, though all that comes later in the list would speak against it.
it.each<[string, Partial<BgpRoute>, Partial<BgpRoute>]>([
  ['a next hop that resolves', {}, { nextHop: ip('9.9.9.9'), localPreference: 200 }],
  ['a higher preference', { localPreference: 101, asPath: [1, 2, 3] }, {}],
  ['a shorter path', { asPath: [1] }, from({ kind: 'ebgp' })],
  ['an outside neighbour', { ...from({ kind: 'ebgp' }), originatorId: ip('10.0.0.8') }, {}],
  ['a lower originator', { originatorId: ip('10.0.0.6'), clusterList: ['a', 'b'] }, {}],
  ['fewer reflectors', { clusterList: [], ...from({ address: ip('10.0.0.6') }) }, {}],
  ['a lower neighbour', from({ address: ip('10.0.0.4') }), {}],
])('[BGP-5] %s wins', (_, better, worse) => {
  const [good, bad] = [
    { ...route, ...better },
    { ...route, ...worse },
  ]
  const byBgp = { lengths: [], has: () => false }
  expect(bestRoutes(speaker, [bad, good], byBgp)[0]).toBe(good)
  expect(bestRoutes(speaker, [good, bad], byBgp)[0]).toBe(good)
})
