import { expect, it } from 'vitest'
import { formatIpv4, ip } from '../net/ipv4'
import { prefix } from '../net/prefix'
import { exampleLink, exampleNamespace } from './example-namespace'
import { lookupRoute } from './fib'
import { masqueradeFor } from './masquerade'
import type { Namespace } from './namespace'
import { selectAddress, sourceFor } from './source-address'

const loopback = exampleLink('lo', 1, {
  addresses: [{ address: ip('127.0.0.1'), length: 8, scope: 'host' }],
  type: { kind: 'loopback' },
})

const node = exampleNamespace(
  'k8s-w1',
  [
    loopback,
    exampleLink('cali1', 5),
    exampleLink('tunl0 172.16.158.0/32', 3),
    exampleLink('eth0 10.9.0.1/24 192.168.10.101/24', 2),
  ],
  [
    '192.168.10.0/24 dev eth0 src 192.168.10.101 scope link',
    'default via 192.168.10.1 dev eth0',
    '172.16.34.0/24 via 192.168.20.100 dev tunl0 onlink',
    '172.16.158.8/32 dev cali1 scope link',
    '10.8.0.0/16 via 10.7.7.7 dev eth0 onlink',
    'blackhole 10.6.0.0/16',
  ],
)

const sourceTo = (namespace: Namespace, destination: string): string => {
  const choice = sourceFor(namespace, lookupRoute(namespace, ip(destination)))
  return choice ? `${formatIpv4(choice.source)} ${choice.because}` : 'none'
}

it.each([
  ['192.168.10.7', '192.168.10.101 route-source'],
  ['8.8.8.8', '192.168.10.101 link-address'], // the second address: its network holds the gateway
  ['10.8.0.1', '10.9.0.1 link-address'], // no network holds the gateway: the first
  ['172.16.34.1', '172.16.158.0 link-address'],
  ['172.16.158.8', '10.9.0.1 first-address'], // borrowed of eth0: the lowest index, whatever the order of the list
  ['192.168.10.101', '192.168.10.101 route-source'],
  ['10.6.0.1', 'none'],
])('[SRC-1] [SRC-2] to %s: %s', (destination, expected) => expect(sourceTo(node, destination)).toBe(expected))

it('[SRC-2] an address of scope host is never borrowed for the network', () => {
  const bare = exampleNamespace('bare', [loopback, exampleLink('cali1', 2)], ['10.0.0.1/32 dev cali1 scope link'])
  expect(sourceTo(bare, '10.0.0.1')).toBe('none')
})

it('[SRC-2] an address of scope link serves only routes of that scope, and is not borrowed', () => {
  const addresses = [{ address: ip('169.254.7.7'), length: 16, scope: 'link' as const }]
  const links = [exampleLink('eth0', 1, { addresses }), exampleLink('eth1', 2)]
  const local = exampleNamespace('local', links, [])
  expect(selectAddress(local, 'eth0', undefined, 'link')?.source).toBe(ip('169.254.7.7'))
  expect(selectAddress(local, 'eth0', undefined, 'global')).toBeUndefined()
  expect(selectAddress(local, 'eth1', undefined, 'link')).toBeUndefined()
})

it.each([
  ['172.16.158.8', '8.8.8.8', '192.168.10.101'],
  ['172.16.158.8', '172.16.34.1', 'no'],
  ['192.168.10.101', '8.8.8.8', 'no'],
])('[NAT-1] from %s to %s: %s', (source, destination, expected) => {
  const provenance = { programmer: 'felix', because: 'felix-nat-outgoing', details: {}, from: [] } as const
  const pools = [prefix('172.16.0.0/16')]
  const masquerade = [{ sources: pools, exceptDestinations: pools, provenance }]
  const packet = { source: ip(source), destination: ip(destination) }
  const found = masqueradeFor({ ...node, masquerade }, packet, 'eth0', ip('192.168.10.1'))
  expect(found ? formatIpv4(found.to) : 'no').toBe(expected)
})
