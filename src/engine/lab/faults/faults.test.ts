import { describe, expect, it } from 'vitest'
import reference from '../../../labs/reference.yaml'
import { formatPrefix } from '../../net/prefix'
import { losses, outcome, ping, pingAgain } from '../../trace/example-ping'
import { applyCommand } from '../apply-command'
import type { LabDocument } from '../document'
import { bornWithVxlan, edited, patch } from '../example-lab'
import { addressOfHost } from '../find-host'
import { clusterOf } from '../read-cluster'
import { realize } from '../realize'
import { activeFaults } from './active-faults'
import { type Fault, faultKey } from './fault'

const POOL = 'default-ipv4-ippool'
const NEVER = edited(reference.document, { kind: 'set-ipip-mode', pool: POOL, mode: 'Never' })
const ALWAYS = edited(reference.document, { kind: 'set-ipip-mode', pool: POOL, mode: 'Always' })
const VXLAN = bornWithVxlan(reference.document, 'Always')

const broken = (document: LabDocument, ...faults: readonly Fault[]) =>
  edited(document, ...faults.map((fault) => ({ kind: 'set-fault', fault, on: true }) as const))

const answer = (document: LabDocument, from: string, to: string): string => {
  const fabric = realize(document)
  return outcome(ping(fabric, from, addressOfHost(fabric, to)))
}

const [POD1, POD2, POD3] = ['default/pod1', 'default/pod2', 'default/pod3']

/** What a ping between two hosts becomes. In the reference lab pod1 and pod2 share subnet a, pod3 is in b. */
const cases: readonly [fault: Fault, document: LabDocument, from: string, to: string, expected: string][] = [
  [{ kind: 'node-down', node: 'k8s-w0' }, reference.document, POD1, POD3, 'lost no-route at router'],
  [{ kind: 'node-down', node: 'k8s-w1' }, reference.document, POD1, POD3, 'local network-unreachable'],
  [{ kind: 'router-down', router: 'router' }, reference.document, POD1, POD3, 'host-unreachable from 192.168.10.101'],
  [{ kind: 'router-down', router: 'router' }, reference.document, POD1, POD2, 'answered ttl=62'],
  [{ kind: 'subnet-down', subnet: 'a' }, reference.document, POD1, POD2, 'host-unreachable from 192.168.10.101'],
  [{ kind: 'node-cable', node: 'k8s-w2', how: 'down' }, VXLAN, POD1, POD2, 'lost no-neighbour at k8s-w1'],
  [{ kind: 'node-cable', node: 'k8s-w2', how: 'no-send' }, VXLAN, POD1, POD2, 'lost lost-on-wire at k8s-w2'],
  [{ kind: 'node-cable', node: 'k8s-w2', how: 'no-receive' }, VXLAN, POD1, POD2, 'lost lost-on-wire at k8s-w1'],
  [
    { kind: 'router-cable', router: 'router', subnet: 'b', how: 'no-send' },
    VXLAN,
    POD1,
    POD3,
    'lost lost-on-wire at router',
  ],
  [{ kind: 'bird-stopped', node: 'k8s-w0' }, reference.document, POD1, POD3, 'lost no-route at router'],
  [
    { kind: 'stale-route', node: 'k8s-w1', to: '172.16.184.0/25', via: '192.168.10.10' },
    reference.document,
    POD1,
    POD2,
    // By k8s-m, and straight back.
    'answered ttl=62',
  ],
  [{ kind: 'bird-stopped', node: 'k8s-w0' }, VXLAN, POD1, POD3, 'answered ttl=62'],
  [{ kind: 'missing-device', node: 'k8s-w0', device: 'tunl0' }, ALWAYS, POD1, POD3, 'lost no-tunnel-device at k8s-w0'],
  [{ kind: 'missing-device', node: 'k8s-w0', device: 'vxlan.calico' }, VXLAN, POD1, POD3, 'lost closed-port at k8s-w0'],
  [{ kind: 'bgp-session-down', node: 'k8s-w1', peer: 'k8s-w0' }, ALWAYS, POD1, POD3, 'lost no-route at router'],
  [{ kind: 'bgp-session-down', node: 'k8s-w1', peer: 'k8s-w0' }, ALWAYS, POD2, POD3, 'answered ttl=62'],
  [{ kind: 'dropped', what: 'ipip' }, ALWAYS, POD1, POD2, 'lost lost-on-wire at k8s-w1'],
  [{ kind: 'dropped', what: 'ipip', router: 'router' }, ALWAYS, POD1, POD3, 'lost filtered at router'],
  [{ kind: 'dropped', what: 'ipip', router: 'router' }, ALWAYS, POD1, POD2, 'answered ttl=62'],
  [{ kind: 'dropped', what: 'vxlan' }, VXLAN, POD1, POD2, 'lost lost-on-wire at k8s-w1'],
  [{ kind: 'dropped', what: 'vxlan' }, ALWAYS, POD1, POD2, 'answered ttl=62'],
  [{ kind: 'dropped', what: 'bgp' }, ALWAYS, POD1, POD2, 'lost no-route at router'],
  [{ kind: 'dropped', what: 'icmp', router: 'router' }, NEVER, 'k8s-w1', 'k8s-w0', 'lost filtered at router'],
  [{ kind: 'source-check' }, NEVER, POD1, POD2, 'lost lost-on-wire at k8s-w1'],
  [{ kind: 'source-check' }, ALWAYS, POD1, POD2, 'answered ttl=62'],
  [{ kind: 'source-check' }, reference.document, POD1, POD3, 'answered ttl=62'],
  [{ kind: 'source-check' }, reference.document, 'k8s-w1', 'k8s-w2', 'answered ttl=64'],
  [{ kind: 'wrong-mask', node: 'k8s-w1', length: 16 }, reference.document, POD1, POD3, 'lost no-route at router'],
  [{ kind: 'wrong-mask', node: 'k8s-w1', length: 32 }, reference.document, POD1, POD2, 'answered ttl=62'],
  [
    { kind: 'wrong-address', node: 'k8s-w0', address: '10.0.2.15' },
    reference.document,
    POD1,
    POD3,
    'lost no-route at router',
  ],
]

it('[FAULT-6] a stale route leads packets round by a node that has no such block', () => {
  const fault = { kind: 'stale-route', node: 'k8s-w1', to: '172.16.184.0/25', via: '192.168.10.10' } as const
  const hosts = (document: LabDocument): readonly string[] => {
    const fabric = realize(document)
    const { steps } = ping(fabric, POD1, addressOfHost(fabric, POD2))
    return [...new Set(steps.filter(({ packet }) => packet === 0).map(({ namespace }) => namespace))]
  }
  expect(hosts(reference.document)).toEqual([POD1, 'k8s-w1', 'k8s-w2', POD2])
  expect(hosts(broken(reference.document, fault))).toEqual([POD1, 'k8s-w1', 'k8s-m', 'k8s-w2', POD2])
  // To the node that has the block it is somebody's own way.
  const own = { ...fault, via: '192.168.10.102' }
  expect(activeFaults(clusterOf(broken(reference.document, own)))).toEqual([])
})

describe('[FAULT-1, FAULT-2, FAULT-3] what is broken', () => {
  it.each(cases)('%j: a ping', (fault, document, from, to, expected) => {
    expect(answer(broken(document, fault), from, to)).toBe(expected)
  })

  it.each(cases)('%j: is the only fault, and put right the lab is the same text', (fault, document) => {
    const faulty = broken(document, fault)
    expect(activeFaults(clusterOf(faulty)).map(faultKey)).toEqual([faultKey(fault)])
    const right = edited(faulty, { kind: 'set-fault', fault, on: false })
    expect(JSON.stringify(right)).toBe(JSON.stringify(document))
    expect(activeFaults(clusterOf(right))).toEqual([])
  })

  it.each(cases)('%j: asked for twice it is the same document', (fault, document) => {
    const faulty = broken(document, fault)
    expect(applyCommand(faulty, { kind: 'set-fault', fault, on: true })).toEqual({ ok: true, value: faulty })
    expect(applyCommand(document, { kind: 'set-fault', fault, on: false })).toEqual({ ok: true, value: document })
  })
})

it('[FAULT-3] a switch that loses what is large says nothing, a router with that MTU does, unless it is silent', () => {
  const whole = { payloadBytes: 1452, pathMtuDiscovery: 'do' } as const
  const twice = (...faults: readonly Fault[]) =>
    pingAgain(realize(broken(VXLAN, ...faults)), 2, 'k8s-w1', '192.168.20.100', whole)
  expect(twice()).toEqual(['answered ttl=63', 'answered ttl=63'])
  expect(twice({ kind: 'switch-mtu', subnet: 'b', mtuBytes: 1400 })).toEqual([
    'lost lost-on-wire at router',
    'lost lost-on-wire at router',
  ])
  const small: Fault = { kind: 'router-mtu', router: 'router', subnet: 'b', mtuBytes: 1400 }
  expect(twice(small)).toEqual(['fragmentation-needed from 192.168.10.1 1400', 'local message-too-long 1400'])
  expect(twice(small, { kind: 'silent-router', router: 'router' })).toEqual([
    'lost too-big at router',
    'lost too-big at router',
  ])
})

it('[FAULT-2] who stands behind a one-way cable is told apart by BGP from those of its subnet', () => {
  const fabric = realize(broken(ALWAYS, { kind: 'node-cable', node: 'k8s-w2', how: 'no-receive' }))
  expect(outcome(ping(fabric, POD1, addressOfHost(fabric, POD3)))).toBe('answered ttl=62')
  expect(losses(ping(fabric, POD2, addressOfHost(fabric, POD3)))).toContain('request: no-route at router')
})

it('a block that two nodes have confirmed is two next hops to the others', () => {
  const fault = { kind: 'duplicate-affinity', node: 'k8s-w2', cidr: '172.16.158.0/24' } as const
  const faulty = broken(NEVER, fault)
  expect(activeFaults(clusterOf(faulty))).toEqual([fault])
  const route = realize(faulty)
    .namespaces.get('k8s-m')
    ?.routes.find(({ destination }) => formatPrefix(destination) === fault.cidr)
  expect(route?.nextHops).toHaveLength(2)
  expect(JSON.stringify(edited(faulty, { kind: 'set-fault', fault, on: false }))).toBe(JSON.stringify(NEVER))
})

describe('[FAULT-4] a cloud', () => {
  it.each([
    ['bare-metal', NEVER, 'answered ttl=62'],
    ['aws', NEVER, 'lost lost-on-wire at k8s-w1'],
    ['aws', ALWAYS, 'answered ttl=62'],
    ['azure', ALWAYS, 'lost lost-on-wire at k8s-w1'],
    ['azure', VXLAN, 'answered ttl=62'],
    ['gcp', ALWAYS, 'lost lost-on-wire at k8s-w1'],
    ['openstack', NEVER, 'lost lost-on-wire at k8s-w1'],
  ] as const)('%s', (cloud, document, expected) => {
    expect(answer(edited(document, { kind: 'set-cloud', cloud }), POD1, POD2)).toBe(expected)
  })

  it('can be told otherwise, and back', () => {
    const azure = edited(NEVER, { kind: 'set-cloud', cloud: 'azure' })
    const off = (fault: Fault) => ({ kind: 'set-fault', fault, on: false }) as const
    const opened = edited(azure, off({ kind: 'source-check' }), off({ kind: 'dropped', what: 'ipip' }))
    expect(activeFaults(clusterOf(opened))).toEqual([])
    expect(answer(opened, POD1, POD2)).toBe('answered ttl=62')
    expect(broken(opened, { kind: 'source-check' }, { kind: 'dropped', what: 'ipip' })).toEqual(azure)
    expect(edited(opened, { kind: 'set-cloud', cloud: 'bare-metal' })).toEqual(NEVER)
  })
})

it('strict rp_filter loses what is wrapped one way and plain the other', () => {
  const oneWay = broken(reference.document, { kind: 'wrong-mask', node: 'k8s-w1', length: 32 })
  expect(answer(oneWay, POD1, POD2)).toBe('answered ttl=62')
  const strict = broken(oneWay, { kind: 'strict-rp-filter', node: 'k8s-w2' })
  expect(answer(strict, POD1, POD2)).toBe('lost reverse-path at k8s-w2')
})

it('what is not there cannot be broken', () => {
  const refused = (fault: Fault) => applyCommand(reference.document, { kind: 'set-fault', fault, on: true })
  expect(refused({ kind: 'node-down', node: 'k8s-w9' })).toMatchObject({ error: [{ code: 'no-such-node' }] })
  expect(refused({ kind: 'router-down', router: 'r9' })).toMatchObject({ error: [{ code: 'no-such-router' }] })
  expect(refused({ kind: 'subnet-down', subnet: 'z' })).toMatchObject({ error: [{ code: 'no-such-subnet' }] })
  const wrong: Fault = { kind: 'wrong-address', node: 'k8s-w0', address: 'near' }
  expect(refused(wrong)).toMatchObject({ error: [{ code: 'bad-address' }] })
})

it('a filter of a whole protocol is lifted with what it was the filter of', () => {
  const pool = patch('underlay', 'reference', { spec: { drops: [{ protocol: 'tcp' }, { protocol: 'udp', port: 53 }] } })
  const lifted = edited(reference.document, pool, {
    kind: 'set-fault',
    fault: { kind: 'dropped', what: 'bgp' },
    on: false,
  })
  expect(clusterOf(lifted).underlay.drops).toEqual([{ protocol: 17, port: 53 }])
})
