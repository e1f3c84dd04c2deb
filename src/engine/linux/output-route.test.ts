import { expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import { realize } from '../lab/realize'
import { formatIpv4, ip } from '../net/ipv4'
import { ping } from '../trace/example-ping'
import type { Namespace } from './namespace'
import { outputRoute } from './output-route'

// What `ip route get` says of them in a real kernel: fixtures/terminal/tools/special-addresses.txt.

const fabric = realize(reference.document)
const node = fabric.namespaces.get('k8s-w1') as Namespace
const router = fabric.namespaces.get('router') as Namespace

const wayOf = (machine: Namespace, destination: string, more: { device?: string; source?: string } = {}): string => {
  const { device, source } = more
  const asked = { destination: ip(destination), ...(device && { device }), ...(source && { source: ip(source) }) }
  const { lookup, source: from, cast } = outputRoute(machine, asked)
  if (!lookup.nextHop) return 'no way'
  const { dev, gateway } = lookup.nextHop
  const via = gateway === undefined ? '' : ` via ${formatIpv4(gateway)}`
  return `${cast ?? lookup.route?.type}${via} dev ${dev} from ${from === undefined ? 'nobody' : formatIpv4(from)}`
}

it.each([
  ['0.0.0.0', 'local dev lo from 127.0.0.1'],
  ['127.0.0.5', 'local dev lo from 127.0.0.1'],
  ['192.168.10.255', 'broadcast dev ens5 from 192.168.10.101'],
  ['255.255.255.255', 'broadcast dev ens5 from 192.168.10.101'],
  ['224.0.0.1', 'multicast dev ens5 from 192.168.10.101'],
  ['239.1.2.3', 'multicast dev ens5 from 192.168.10.101'],
  ['240.0.0.1', 'unicast via 192.168.10.1 dev ens5 from 192.168.10.101'],
])('[OUT-4] a node sends to %s: %s', (destination, expected) => {
  expect(wayOf(node, destination)).toBe(expected)
})

it('[OUT-4] without a default route there is a way to all of a link only for who names the device or its address', () => {
  expect(wayOf(router, '224.0.0.1')).toBe('no way')
  expect(wayOf(router, '255.255.255.255')).toBe('no way')
  expect(wayOf(router, '224.0.0.1', { device: 'eth1' })).toBe('multicast dev eth1 from 192.168.20.1')
  expect(wayOf(router, '255.255.255.255', { source: '192.168.10.1' })).toBe('broadcast dev eth0 from 192.168.10.1')
})

it('[OUT-4] every address of the loopback network answers', () => {
  expect(ping(fabric, 'k8s-w1', ip('127.9.9.9')).verdict).toMatchObject({ kind: 'answered', ttl: 64 })
})
