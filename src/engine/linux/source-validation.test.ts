import { expect, it } from 'vitest'
import { ip } from '../net/ipv4'
import { exampleLink, exampleNamespace } from './example-namespace'
import type { Namespace } from './namespace'
import { rpFilterOf, sourceFault } from './source-validation'

const LINKS = ['eth0 10.1.0.11/24', 'eth1 10.2.0.11/24', exampleLink('tunl0', 3, { type: { kind: 'ipip' } })]
const ROUTES = [
  '10.1.0.0/24 dev eth0 scope link',
  '10.2.0.0/24 dev eth1 scope link',
  '172.16.0.0/16 via 10.1.0.12 dev tunl0 onlink',
  'blackhole 172.17.0.0/16',
  '172.18.0.0/16 nexthop via 10.1.0.1 dev eth0 nexthop via 10.2.0.1 dev eth1',
]
const node = (changes: Partial<Namespace>, more: readonly string[] = []) =>
  exampleNamespace('node', LINKS, [...ROUTES, ...more], changes)

const found = (namespace: Namespace, source: string, link: string): string => {
  const fault = sourceFault(namespace, ip(source), link)
  return fault?.kind === 'reverse-path' ? `${fault.mode}, ${fault.route?.type ?? 'no route'}` : (fault?.kind ?? 'fine')
}

it.each([
  [0, '10.9.9.9', 'eth0', 'fine'],
  [0, '10.1.0.11', 'eth1', 'martian-source'],
  [1, '10.1.0.11', 'eth1', 'martian-source'],
  [1, '10.1.0.7', 'eth0', 'fine'],
  [1, '10.1.0.7', 'eth1', 'strict, unicast'],
  [1, '10.9.9.9', 'eth0', 'strict, no route'],
  [1, '172.17.0.1', 'eth0', 'strict, blackhole'],
  [1, '172.16.0.1', 'tunl0', 'fine'],
  [1, '172.16.0.1', 'eth0', 'strict, unicast'],
  [1, '172.18.0.1', 'eth0', 'fine'], // one of the next hops is enough
  [1, '172.18.0.1', 'eth1', 'fine'],
  [1, '172.18.0.1', 'tunl0', 'strict, unicast'],
] as const)('[RPF-1] rp_filter %i, a packet from %s by %s: %s', (rpFilter, source, link, expected) => {
  expect(found(node({ rpFilter }), source, link)).toBe(expected)
})

it.each([
  ['10.1.0.7', 'eth1', 'fine'],
  ['10.9.9.9', 'eth0', 'loose, no route'],
  ['172.17.0.1', 'eth0', 'loose, blackhole'],
  ['10.1.0.7', 'tunl0', 'loose, unicast'], // it has no address: as strict
  ['172.16.0.1', 'tunl0', 'fine'],
] as const)('[RPF-2] loose, a packet from %s by %s: %s', (source, link, expected) => {
  expect(found(node({ rpFilter: 2 }), source, link)).toBe(expected)
})

it('[RPF-1] with a default route anybody may come by its device', () => {
  const open = node({ rpFilter: 1 }, ['default via 10.1.0.1 dev eth0'])
  expect(found(open, '10.9.9.9', 'eth0')).toBe('fine')
  expect(found(open, '10.9.9.9', 'eth1')).toBe('strict, unicast')
})

it('[RPF-1] of the device and of all of them the greater holds, loose before strict', () => {
  const links = [exampleLink('eth0', 1, { rpFilter: 1 }), exampleLink('eth1', 2, { rpFilter: 2 }), 'eth2']
  const settings = ([0, 1, 2] as const).map((rpFilter) => exampleNamespace('node', links, [], { rpFilter }))
  expect(settings.map((set) => ['eth0', 'eth1', 'eth2'].map((link) => rpFilterOf(set, link)))).toEqual([
    [1, 2, 0],
    [1, 2, 1],
    [2, 2, 2],
  ])
})
