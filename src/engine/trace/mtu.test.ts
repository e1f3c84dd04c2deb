import { expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import { bornWithVxlan } from '../lab/example-lab'
import { realize } from '../lab/realize'
import { dissect } from '../wire/dissect'
import { losses, outcome, ping, pingAgain, withLink, withNamespace } from './example-ping'
import type { Probe, Trace } from './trace'

const fabric = realize(reference.document)
const POD3 = '172.16.34.1'
const big: Partial<Probe> = { payloadBytes: 1472, pathMtuDiscovery: 'do' }

/** Pods made while the pool was in Never mode. */
const oldPods = ['default/pod1', 'default/pod3'].reduce(
  (changed, pod) => withLink(changed, pod, 'eth0', { mtuBytes: 1500 }),
  fabric,
)
const narrow = withLink(fabric, 'router', 'eth1', { mtuBytes: 1400 })

it.each([
  ['the largest packet', 1452, 'do', 'answered ttl=62'],
  ['a byte more', 1453, 'do', 'local message-too-long 1480'],
  ['a byte more, without DF', 1453, 'dont', 'answered ttl=62'],
  ['a byte more, where the sender may fragment', 1453, 'want', 'answered ttl=62'],
] as const)('[MTU-2] [MTU-3] %s', (_, payloadBytes, pathMtuDiscovery, expected) => {
  expect(outcome(ping(fabric, 'default/pod1', POD3, { payloadBytes, pathMtuDiscovery }))).toBe(expected)
})

it('[MTU-1] [MTU-3] a packet too big for the tunnel: told once, then known', () => {
  expect(pingAgain(oldPods, 3, 'default/pod1', POD3, big)).toEqual([
    'fragmentation-needed from 192.168.10.101 1480',
    'local message-too-long 1480',
    'local message-too-long 1480',
  ])
})

it('[MTU-1] without DF the node fragments it, and the pod puts it together', () => {
  const trace = ping(oldPods, 'default/pod1', POD3, { ...big, pathMtuDiscovery: 'dont' })
  expect(outcome(trace)).toBe('answered ttl=62')
  const fragments = trace.steps.filter(
    ({ namespace, event }) => namespace === 'k8s-w1' && event.kind === 'transmit' && event.link === 'tunl0',
  )
  expect(fragments.map(({ bytes }) => bytes.length)).toEqual([1476, 44])
})

it('[ICMP-3] [MTU-3] a narrow underlay tells the node; the node tells the pod; the pod knows', () => {
  const payload: Partial<Probe> = { payloadBytes: 1452, pathMtuDiscovery: 'do' }
  expect(losses(ping(narrow, 'default/pod1', POD3, payload))).toEqual([
    'request: too-big at router',
    'fragmentation-needed: not-for-the-sender at k8s-w1',
  ])
  expect(pingAgain(narrow, 4, 'default/pod1', POD3, payload)).toEqual([
    'lost too-big at router',
    'fragmentation-needed from 192.168.10.101 1380',
    'local message-too-long 1380',
    'local message-too-long 1380',
  ])
})

it("[MTU-3] a machine's own packets are fragmented at the path MTU it has learned", () => {
  const payload: Partial<Probe> = { payloadBytes: 1452, pathMtuDiscovery: 'do' }
  const told = ping(narrow, 'default/pod1', POD3, payload)
  const learned = ping(narrow, 'default/pod1', POD3, payload, told.memory)
  const free = ping(narrow, 'default/pod1', POD3, { ...payload, pathMtuDiscovery: 'want' }, learned.memory)
  const sent = free.steps.filter(({ namespace, event }) => namespace === 'default/pod1' && event.kind === 'transmit')
  expect(sent.map(({ bytes }) => bytes.length)).toEqual([1380, 120])
})

it("[MTU-3] to an address of the machine's own it is lo's MTU that counts", () => {
  expect(outcome(ping(fabric, 'k8s-w1', '172.16.158.0', { payloadBytes: 6000, pathMtuDiscovery: 'do' }))).toBe(
    'answered ttl=64',
  )
})

/** The devices that the request's fragments leave by, in order. */
const leaving = (trace: Trace): string[] =>
  trace.steps.flatMap(({ namespace, packet, event }) =>
    packet === 0 && event.kind === 'transmit' ? [`${namespace} ${event.link.slice(0, 5)}`] : [],
  )

it('[OUT-3] each fragment is through tunnel and NIC before the next; where one process sends, through everything', () => {
  const fragmented: Partial<Probe> = { payloadBytes: 2000, pathMtuDiscovery: 'dont' }
  const [pod, tunnel, nic, router] = ['default/pod1 eth0', 'k8s-w1 tunl0', 'k8s-w1 ens5', 'router eth1']
  // A node with Felix's tables tracks connections: it waits for both, and they go on as one call.
  const first = ping(fabric, 'default/pod1', POD3, fragmented)
  const gathered = leaving(ping(fabric, 'default/pod1', POD3, fragmented, first.memory))
  expect(gathered.slice(0, 8)).toEqual([pod, pod, tunnel, nic, tunnel, nic, router, router])
  const withoutFelix = ['k8s-w1', 'k8s-w0'].reduce(
    (changed, node) => withNamespace(changed, node, () => ({ tracksConnections: false, masquerade: [] })),
    fabric,
  )
  // [ARP-4] What has to ask for its next hop waits with what comes after it.
  expect(leaving(first).slice(0, 8)).toEqual([pod, pod, tunnel, tunnel, nic, nic, router, router])
  const single = leaving(ping(withoutFelix, 'default/pod1', POD3, fragmented))
  expect(single).toEqual([pod, tunnel, nic, router, 'k8s-w0 cali4', pod, tunnel, nic, router, 'k8s-w0 cali4'])
})

it('[ICMP-4] of "fragmentation needed" there may be any number', () => {
  const first = ping(oldPods, 'default/pod1', POD3, big)
  const second = ping(oldPods, 'default/pod1', '172.16.34.99', big, first.memory)
  expect(outcome(second)).toBe('fragmentation-needed from 192.168.10.101 1480')
})

it('[ICMP-1] an error quotes what fits into 576 bytes', () => {
  const { steps } = ping(narrow, 'default/pod1', POD3, { payloadBytes: 1452, pathMtuDiscovery: 'do' })
  const error = steps.find(({ namespace, packet }) => namespace === 'router' && packet === 1)
  expect(error?.bytes).toHaveLength(576)
  const layers = dissect(error?.bytes ?? new Uint8Array(), 'ipv4').map(({ protocol }) => protocol)
  expect(layers).toEqual(['ipv4', 'icmp', 'ipv4', 'ipv4', 'icmp', 'payload'])
})

it('[VXLAN-1] VXLAN has no DF: its outer packets are fragmented on the way', () => {
  const vxlan = withLink(realize(bornWithVxlan(reference.document, 'Always')), 'router', 'eth1', { mtuBytes: 1400 })
  const trace = ping(vxlan, 'default/pod1', POD3, { payloadBytes: 1400 })
  expect(outcome(trace)).toBe('answered ttl=62')
  const fragments = trace.steps.filter(
    ({ namespace, event, packet }) => namespace === 'router' && event.kind === 'transmit' && packet === 0,
  )
  expect(fragments).toHaveLength(2)
})
