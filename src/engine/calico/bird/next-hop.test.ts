import { expect, it } from 'vitest'
import { exampleNamespace } from '../../linux/example-namespace'
import { formatIpv4, ip } from '../../net/ipv4'
import { prefix, prefixEquals } from '../../net/prefix'
import { resolveNextHop } from './next-hop'

const connected = exampleNamespace('w1', ['ens5 192.168.10.101/24'], ['192.168.10.0/24 dev ens5'])
const kernelRoutes = [
  ...connected.routes.map((route) => ({ ...route, protocol: 'kernel' as const })),
  ...exampleNamespace('w1', [], ['default via 192.168.10.1 dev ens5', 'unreachable 10.66.0.0/16']).routes,
]
const addresses = connected.links.flatMap((link) => link.addresses)

const resolved = (nextHop: string, routes = kernelRoutes, ...byBgp: string[]): string => {
  const prefixes = byBgp.map(prefix)
  const table = {
    lengths: prefixes.map(({ length }) => length),
    has: (wanted: (typeof prefixes)[number]) => prefixes.some((known) => prefixEquals(known, wanted)),
  }
  const answer = resolveNextHop({ kernelRoutes: routes, addresses }, ip(nextHop), table)
  return answer.kind === 'router' ? `${formatIpv4(answer.gateway)} ${answer.dev}` : answer.kind
}

it.each([
  ['on a connected network', resolved('192.168.10.102'), '192.168.10.102 ens5'],
  ['behind the default route', resolved('192.168.20.100'), '192.168.10.1 ens5'],
  ['behind nothing', resolved('192.168.20.100', kernelRoutes.slice(0, 1)), 'unreachable'],
  ['one’s own address', resolved('192.168.10.101'), 'unreachable'],
  ['behind a route that came by BGP', resolved('192.168.20.100', kernelRoutes, '192.168.0.0/16'), 'unreachable'],
  [
    'on a connected network, in spite of BGP',
    resolved('192.168.10.102', kernelRoutes, '192.168.10.0/24'),
    '192.168.10.102 ens5',
  ],
  [
    'on a connected network, by BGP more closely',
    resolved('192.168.10.102', kernelRoutes, '192.168.10.102/32'),
    'unreachable',
  ],
  [
    'behind the default route, and BGP has one too',
    resolved('192.168.20.100', kernelRoutes, '0.0.0.0/0'),
    'unreachable',
  ],
])('[BGP-6] a next hop %s: %s', (_, answer, expected) => expect(answer).toBe(expected))
