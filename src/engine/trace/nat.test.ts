import { expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import { edited } from '../lab/example-lab'
import { realize } from '../lab/realize'
import { exampleRoute } from '../linux/example-namespace'
import { compareRoutes } from '../linux/route-order'
import { formatIpv4, ip } from '../net/ipv4'
import { formatPrefix } from '../net/prefix'
import { dissect } from '../wire/dissect'
import { outcome, ping, withNamespace } from './example-ping'
import type { Trace } from './trace'

const POOL = 'default-ipv4-ippool'
const inMode = (mode: 'Never' | 'CrossSubnet') =>
  realize(edited(reference.document, { kind: 'set-ipip-mode', pool: POOL, mode }))
const [never, crossSubnet] = [inMode('Never'), inMode('CrossSubnet')]

/** Where a ping's addresses are changed, in order. */
const translations = ({ steps }: Trace): string[] =>
  steps.flatMap(({ namespace, event }) =>
    event.kind === 'masquerade' || event.kind === 'restore'
      ? [`${namespace} ${event.kind} ${formatIpv4(event.from)} ${formatIpv4(event.to)}`]
      : [],
  )

it('[NAT-1] [NAT-2] [NAT-3] a pod’s ping to another node leaves as the node’s, and the reply finds the pod', () => {
  const trace = ping(never, 'default/pod1', '192.168.20.100')
  expect(outcome(trace)).toBe('answered ttl=62')
  expect(translations(trace)).toEqual([
    'k8s-w1 masquerade 172.16.158.8 192.168.10.101',
    'k8s-w1 restore 192.168.10.101 172.16.158.8',
  ])
})

it('[NAT-7] what a node sends into a tunnel from its NIC’s address leaves as the tunnel’s; a pod’s does not', () => {
  const tunnelled = withNamespace(crossSubnet, 'k8s-w1', ({ routes }) => ({
    routes: [
      ...routes.filter(({ destination }) => formatPrefix(destination) !== '172.16.34.0/24'),
      exampleRoute('172.16.34.0/24 via 192.168.20.100 dev tunl0 onlink src 192.168.10.101'),
    ].sort(compareRoutes),
  }))
  const byNode = ping(tunnelled, 'k8s-w1', '172.16.34.1')
  expect(outcome(byNode)).toBe('answered ttl=63')
  expect(translations(byNode)).toEqual([
    'k8s-w1 masquerade 192.168.10.101 172.16.158.0',
    'k8s-w1 restore 172.16.158.0 192.168.10.101',
  ])
  expect(translations(ping(crossSubnet, 'k8s-w1', '172.16.34.1'))).toEqual([])
  expect(translations(ping(tunnelled, 'default/pod1', '172.16.34.1'))).toEqual([])
})

it('[NAT-8] a node that pings itself from its tunnel’s address, which is in the pool, hears from its NIC’s', () => {
  const trace = ping(crossSubnet, 'k8s-w1', '192.168.10.101', { source: ip('172.16.158.0') })
  expect(outcome(trace)).toBe('answered ttl=64')
  expect(translations(trace)).toEqual([
    'k8s-w1 masquerade 172.16.158.0 192.168.10.101',
    'k8s-w1 restore 192.168.10.101 172.16.158.0',
  ])
})

it('[NAT-3] an error about a masqueraded ping reaches the pod, which knows its packet again', () => {
  const far = ping(never, 'default/pod1', '8.8.8.8')
  expect(outcome(far)).toBe('net-unreachable from 192.168.10.1')
  const delivered = far.steps.find(({ namespace, event }) => namespace === 'default/pod1' && event.kind === 'deliver')
  const quoted = dissect(delivered?.bytes ?? new Uint8Array(), 'ipv4')[2]
  expect(quoted).toMatchObject({ quoted: true, header: { source: ip('172.16.158.8'), destination: ip('8.8.8.8') } })
  expect(translations(far)).toEqual([
    'k8s-w1 masquerade 172.16.158.8 192.168.10.101',
    'k8s-w1 restore 192.168.10.101 172.16.158.8',
  ])
})

it('[NAT-5] a ping in fragments is masqueraded whole, and leaves in fragments no larger than they came', () => {
  const trace = ping(never, 'default/pod1', '192.168.20.100', { payloadBytes: 2000, pathMtuDiscovery: 'dont' })
  expect(outcome(trace)).toBe('answered ttl=62')
  const sizesAt = (link: string) =>
    trace.steps
      .filter(({ event, packet }) => packet === 0 && event.kind === 'transmit' && event.link === link)
      .map(({ namespace, bytes }) => `${namespace} ${bytes.length}`)
  expect(sizesAt('ens5')).toEqual(['k8s-w1 1476', 'k8s-w1 572'])
  expect(translations(trace)).toHaveLength(2)
})

it('[NAT-6] an error of one’s own about what one has masqueraded goes to who asked, as Linux 6.1 sends it', () => {
  const trace = ping(never, 'default/pod1', '192.168.10.78')
  expect(outcome(trace)).toBe('host-unreachable from 192.168.10.101')
  const shown = trace.steps
    .filter(({ packet }) => packet === 1)
    .map(({ namespace, event }) => `${namespace} ${event.kind}`)
  expect(shown.slice(0, 4)).toEqual(['k8s-w1 originate', 'k8s-w1 restore', 'k8s-w1 resolve', 'k8s-w1 transmit'])
})

it('[NAT-2] a connection keeps its translation, for a later packet and for an error about an earlier one', () => {
  const first = ping(never, 'default/pod1', '192.168.10.78', { waitMs: 1000 })
  expect(first.memory.connections).toHaveLength(1)
  const again = { waitMs: 2500, identifier: 1, sequence: 2 }
  const second = ping(never, 'default/pod1', '192.168.10.78', again, first.memory)
  expect([second.memory.connections.length, second.late.length]).toEqual([1, 1])
  const later = { ...second.memory, nowUs: second.memory.nowUs + 30_000_000 }
  expect(ping(never, 'default/pod1', '172.16.184.2', {}, later).memory.connections).toEqual([])
})

it('[NAT-2] replies are not masqueraded: they belong to a connection', () => {
  const known = withNamespace(never, 'router', ({ routes }) => ({
    routes: [...routes, exampleRoute('172.16.158.0/24 via 192.168.10.101 dev eth0')],
  }))
  const trace = ping(known, 'k8s-w0', '172.16.158.8')
  expect(outcome(trace)).toMatch(/^(answered|lost|net)/)
  expect(translations(trace)).toEqual([])
})

it('[NAT-4] without natOutgoing the pod’s own address goes out, and nothing comes back', () => {
  const bare = edited(reference.document, { kind: 'set-nat-outgoing', pool: POOL, enabled: false })
  const trace = ping(realize(bare), 'default/pod1', '8.8.8.8')
  expect(translations(trace)).toEqual([])
  expect(outcome(trace)).toBe('lost no-route at router')
})
