import { expect, it } from 'vitest'
import { exampleNamespace } from '../../linux/example-namespace'
import { formatIpv4, ip } from '../../net/ipv4'
import { prefix, prefixEquals } from '../../net/prefix'
import { resolveNextHop } from './next-hop'
import { directRoutes, learnedFromKernel, localTable } from './table'

const { links } = exampleNamespace('w1', ['ens5 192.168.10.101/24'], [])
const learned = exampleNamespace(
  'w1',
  [],
  ['default via 192.168.10.1 dev ens5', 'unreachable 10.66.0.0/16', 'blackhole 10.67.0.0/16'],
).routes
const direct = directRoutes(links, (link) => link === 'lo')
const table = localTable([...direct, ...learnedFromKernel(learned)])
const addresses = links.flatMap((link) => link.addresses)

const resolved = (nextHop: string, known = table, ...byBgp: string[]): string => {
  const prefixes = byBgp.map(prefix)
  const bgp = {
    lengths: prefixes.map(({ length }) => length),
    has: (wanted: (typeof prefixes)[number]) => prefixes.some((known) => prefixEquals(known, wanted)),
  }
  const answer = resolveNextHop({ table: known, addresses }, ip(nextHop), bgp)
  return answer.kind === 'router' ? `${formatIpv4(answer.gateway)} ${answer.dev}` : answer.kind
}

it.each([
  ['on a connected network', resolved('192.168.10.102'), '192.168.10.102 ens5'],
  ['behind the default route', resolved('192.168.20.100'), '192.168.10.1 ens5'],
  ['behind nothing', resolved('192.168.20.100', localTable(direct)), 'unreachable'],
  ['behind a route to nowhere', resolved('10.66.0.1'), 'unreachable'],
  ['behind a blackhole', resolved('10.67.0.1'), 'blackhole'],
  ['one’s own address', resolved('192.168.10.101'), 'unreachable'],
  ['behind a route that came by BGP', resolved('192.168.20.100', table, '192.168.0.0/16'), 'unreachable'],
  [
    'on a connected network, in spite of BGP',
    resolved('192.168.10.102', table, '192.168.10.0/24'),
    '192.168.10.102 ens5',
  ],
  [
    'on a connected network, by BGP more closely',
    resolved('192.168.10.102', table, '192.168.10.102/32'),
    'unreachable',
  ],
  ['behind the default route, and BGP has one too', resolved('192.168.20.100', table, '0.0.0.0/0'), 'unreachable'],
])('[BGP-6] a next hop %s: %s', (_, answer, expected) => expect(answer).toBe(expected))
