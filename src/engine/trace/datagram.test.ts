import { expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import { edited } from '../lab/example-lab'
import { realize } from '../lab/realize'
import { checksumFaults } from '../wire/checksum-faults'
import { dissect } from '../wire/dissect'
import { datagramNumber } from './deliver'
import { losses, outcome, ping } from './example-ping'
import type { Probe } from './trace'

const POOL = 'default-ipv4-ippool'
const crossSubnet = realize(reference.document)
const vxlan = realize(
  edited(
    reference.document,
    { kind: 'set-ipip-mode', pool: POOL, mode: 'Never' },
    { kind: 'set-vxlan-mode', pool: POOL, mode: 'CrossSubnet' },
  ),
)
const POD1 = 'default/pod1'
const [POD2, POD3, NODE] = ['172.16.184.2', '172.16.34.1', '192.168.20.100']

const datagram: Partial<Probe> = {
  datagram: { sourcePort: 40_000, destinationPort: 33_434 },
  payloadBytes: 32,
  pathMtuDiscovery: 'dont',
}

it('[UDP-1] a datagram finds its port closed, and the sender is told', () => {
  const trace = ping(crossSubnet, POD1, POD2, datagram)
  expect(outcome(trace)).toBe(`port-unreachable from ${POD2}`)
  expect(losses(trace)).toEqual(['request: closed-port at default/pod2'])
  expect(trace.heardAtUs).toBe(trace.steps.at(-1)?.timeUs)
})

it('[UDP-1] at a VXLAN port only a tunnel’s packet is of use; any other is lost without a word', () => {
  const toTunnel = { ...datagram, datagram: { sourcePort: 40_000, destinationPort: 4789 } }
  expect(losses(ping(vxlan, POD1, NODE, toTunnel))).toEqual(['request: closed-port at k8s-w0'])
  expect(outcome(ping(vxlan, POD1, NODE, toTunnel))).toBe('lost closed-port at k8s-w0')
  expect(outcome(ping(crossSubnet, POD1, NODE, toTunnel))).toBe(`port-unreachable from ${NODE}`)
})

it.each([
  [1, 'time-exceeded from 192.168.10.101'],
  [2, 'lost not-for-the-sender at k8s-w1'],
  [3, `port-unreachable from ${POD3}`],
])('[UDP-2] with TTL %i through IPIP: %s, as under Linux 6.1', (ttl, expected) => {
  const trace = ping(crossSubnet, POD1, POD3, { ...datagram, ttl })
  // The router between the nodes complains to the tunnel's end.
  const { packets, steps } = trace
  const end =
    trace.verdict.kind === 'lost' ? steps.findLast(({ packet }) => packets[packet]?.kind === 'error') : undefined
  expect(end?.event.kind === 'drop' ? `lost ${end.event.reason.kind} at ${end.namespace}` : outcome(trace)).toBe(
    expected,
  )
})

it('[UDP-2] one run hears of its earlier datagrams, by their ports; of another destination’s it hears nothing', () => {
  const first = ping(crossSubnet, 'k8s-w1', '192.168.10.78', { ...datagram, waitMs: 1000 })
  const next = { ...datagram, datagram: { sourcePort: 40_001, destinationPort: 33_435 }, waitMs: 5000 }
  const second = ping(crossSubnet, 'k8s-w1', '192.168.10.78', next, first.memory)
  expect(outcome(second)).toBe('host-unreachable from 192.168.10.101')
  expect(second.late).toMatchObject([
    {
      sequence: datagramNumber({ sourcePort: 40_000, destinationPort: 33_434 }),
      verdict: { error: 'host-unreachable' },
    },
  ])
  expect(ping(crossSubnet, 'k8s-w1', '192.168.10.79', next, first.memory).late).toEqual([])
})

it('[NAT-2] [NAT-3] a datagram is masqueraded with its checksum, and the error about it finds the pod', () => {
  const trace = ping(crossSubnet, POD1, NODE, datagram)
  expect(outcome(trace)).toBe(`port-unreachable from ${NODE}`)
  const changed = trace.steps.filter(({ event }) => event.kind === 'masquerade' || event.kind === 'restore')
  expect(changed.map(({ namespace, event }) => `${namespace} ${event.kind}`)).toEqual([
    'k8s-w1 masquerade',
    'k8s-w1 restore',
  ])
  for (const { bytes } of trace.steps) expect(checksumFaults(bytes, 'ipv4')).toEqual([])
  // What is quoted is the packet as the pod sent it, its checksum too.
  const [first, last] = [trace.steps[0], trace.steps.at(-1)]
  const quoted = dissect(last?.bytes ?? new Uint8Array(), 'ipv4')[3]
  const sent = dissect(first?.bytes ?? new Uint8Array(), 'ipv4')[1]
  const udp = (bytes: Uint8Array | undefined, offset = 0) => [...(bytes ?? []).slice(offset, offset + 8)]
  expect(udp(last?.bytes, quoted?.offset)).toEqual(udp(first?.bytes, sent?.offset))
})

it('[UDP-3] what probes the path heeds the device alone, and DF is set on it', () => {
  const probing = { ...datagram, payloadBytes: 1452, pathMtuDiscovery: 'probe' as const }
  const first = ping(vxlan, POD1, POD3, probing)
  expect(outcome(first)).toBe('fragmentation-needed from 192.168.10.101 1450')
  expect(outcome(ping(vxlan, POD1, POD3, probing, first.memory))).toBe('fragmentation-needed from 192.168.10.101 1450')
  expect(outcome(ping(vxlan, POD1, POD3, { ...probing, pathMtuDiscovery: 'do' }, first.memory))).toBe(
    'local message-too-long 1450',
  )
  expect(outcome(ping(vxlan, POD1, POD3, { ...probing, payloadBytes: 1453 }))).toBe('local message-too-long 1480')
})
