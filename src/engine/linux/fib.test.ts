import { expect, it } from 'vitest'
import { formatIpv4, ip } from '../net/ipv4'
import { formatPrefix } from '../net/prefix'
import { exampleLink, exampleNamespace, exampleRoute } from './example-namespace'
import { lookupRoute } from './fib'
import { compareRoutes } from './route-order'

const node = exampleNamespace(
  'k8s-w1',
  ['eth0 192.168.10.101/24'],
  [
    'default via 192.168.10.1 dev eth0',
    '192.168.10.0/24 dev eth0 scope link',
    'blackhole 172.16.158.0/24',
    '172.16.158.8/32 dev cali1 scope link',
    '172.16.34.0/24 via 192.168.20.100 dev tunl0 onlink',
    '10.0.0.0/8 via 192.168.10.2 dev eth0 metric 100',
    '10.0.0.0/8 via 192.168.10.3 dev eth0 metric 50',
  ],
)

const shown = (destination: string): string => {
  const { route, nextHop, losers } = lookupRoute(node, ip(destination))
  const way = nextHop ? `${nextHop.gateway === undefined ? '' : `${formatIpv4(nextHop.gateway)} `}${nextHop.dev}` : '-'
  const lost = losers.map(({ route: { destination }, because }) => `, ${formatPrefix(destination)} ${because}`)
  return `${route?.type} ${route && formatPrefix(route.destination)} ${way}${lost.join('')}`
}

it.each([
  ['172.16.34.1', 'unicast 172.16.34.0/24 192.168.20.100 tunl0, 0.0.0.0/0 shorter-prefix'],
  ['172.16.158.8', 'unicast 172.16.158.8/32 cali1, 172.16.158.0/24 shorter-prefix, 0.0.0.0/0 shorter-prefix'],
  ['172.16.158.9', 'blackhole 172.16.158.0/24 -, 0.0.0.0/0 shorter-prefix'],
  ['10.1.1.1', 'unicast 10.0.0.0/8 192.168.10.3 eth0, 10.0.0.0/8 higher-metric, 0.0.0.0/0 shorter-prefix'],
  ['192.168.10.101', 'local 192.168.10.101/32 eth0'],
  ['8.8.8.8', 'unicast 0.0.0.0/0 192.168.10.1 eth0'],
])('[FIB-2] to %s: %s', (destination, expected) => expect(shown(destination)).toBe(expected))

it('[FIB-2] without a route nothing is found', () => {
  const lonely = exampleNamespace('lonely', ['eth0 10.0.0.1/24'], [])
  expect(lookupRoute(lonely, ip('10.0.0.2'))).toEqual({ destination: ip('10.0.0.2'), losers: [] })
})

it('[FIB-2] the addresses of a device that is down are not one’s own', () => {
  const down = exampleNamespace('down', [exampleLink('eth0 10.0.0.1/24', 1, { up: false })], [])
  expect(lookupRoute(down, ip('10.0.0.1')).route).toBeUndefined()
})

it('[FIB-3] a flow keeps to one of several equal ways, and flows spread over them', () => {
  const two = exampleNamespace('two', [], ['10.0.0.0/8 nexthop via 1.1.1.1 dev eth0 nexthop via 2.2.2.2 dev eth1'])
  const devOf = (source: string) => lookupRoute(two, ip('10.0.0.1'), ip(source)).nextHop?.dev
  expect(devOf('9.0.0.1')).toBe(devOf('9.0.0.1'))
  expect(new Set([devOf('9.0.0.1'), devOf('9.0.0.2'), devOf('200.0.0.3')])).toEqual(new Set(['eth0', 'eth1']))
})

it('[FIB-3] the ways that a flow does not take are evidence too', () => {
  const hops = ['eth0', 'eth1', 'eth2'].map((dev, i) => `nexthop via ${i + 1}.1.1.1 dev ${dev}`)
  const three = exampleNamespace('three', [], [`10.0.0.0/8 ${hops.join(' ')}`, '11.0.0.0/8 via 1.1.1.1 dev eth0'])
  for (const source of ['9.0.0.1', '9.0.0.2', '200.0.0.3', '255.0.0.4']) {
    const { nextHop, alternatives = [] } = lookupRoute(three, ip('10.0.0.1'), ip(source))
    expect([nextHop?.dev, ...alternatives.map(({ dev }) => dev)].sort()).toEqual(['eth0', 'eth1', 'eth2'])
  }
  expect(lookupRoute(three, ip('11.0.0.1')).alternatives).toBeUndefined()
})

it('[FIB-5] a gateway that is the machine itself is not asked', () => {
  const own = exampleNamespace('own', ['eth0 10.0.0.1/27'], ['10.0.0.99/32 via 10.0.0.1 dev eth0'])
  expect(lookupRoute(own, ip('10.0.0.99')).nextHop).toEqual({ dev: 'eth0' })
})

it('[FIB-1] routes stand by destination, the longer prefix and the lower metric first', () => {
  const lines = [
    'default',
    '10.0.0.0/24 metric 5',
    '10.0.0.0/24 metric 9',
    '10.0.0.0/8',
    '10.0.1.0/24',
    '192.168.0.0/16',
    '200.0.0.0/8',
  ].map((line) => line.replace(' metric', ' dev eth0 metric'))
  const sorted = lines.map(exampleRoute)
  expect(sorted.toReversed().sort(compareRoutes)).toEqual(sorted)
})
