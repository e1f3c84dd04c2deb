import { expect, it } from 'vitest'
import { edited, patch } from '../engine/lab/example-lab'
import type { Fault, NetemFault } from '../engine/lab/faults/fault'
import { realize } from '../engine/lab/realize'
import reference from '../labs/reference.yaml'
import { netnsScript } from './netns-script'
import { programFabric } from './program-fabric'

const broken = (fault: Fault) => realize(edited(reference.document, { kind: 'set-fault', fault, on: true }))

it('a device whose cable is out is made, and has no carrier', () => {
  const script = programFabric(broken({ kind: 'node-cable', node: 'k8s-w0', how: 'down' }))
  const lines = script.split('\n').filter((line) => line.startsWith('link add name ens5'))
  expect(lines).toHaveLength(4)
  expect(lines.filter((line) => line.endsWith('type veth peer name out0 netns switches'))).toHaveLength(1)
})

it('a filter asks both ends, and a router that is silent keeps its errors back', () => {
  const router = {
    name: 'router',
    interfaces: [],
    icmpErrors: 'none',
    drops: [{ protocol: 4, destination: '10.0.0.0/8' }],
  }
  const fabric = realize(edited(reference.document, patch('underlay', 'reference', { spec: { routers: [router] } })))
  const script = programFabric(fabric)
  expect(script).toContain('-A FORWARD -d 10.0.0.0/8 -p 4 -j DROP')
  expect(script).toContain('-A OUTPUT -p icmp --icmp-type 11 -j DROP')
})

it('[FAULT-5] what a machine sends its device delays, and what it is sent its port of the switch', () => {
  const script = (fault: Omit<NetemFault & { kind: 'node-netem' }, 'kind' | 'node'>) =>
    programFabric(broken({ kind: 'node-netem', node: 'k8s-w0', ...fault }))
  expect(script({ way: 'send', what: 'loss', amount: 2.5 })).toMatch(
    /^tc -n host\d+ qdisc add dev ens5 root netem loss 2.5%$/m,
  )
  expect(script({ way: 'receive', what: 'delay', amount: 20 })).toMatch(
    /^tc -n switches qdisc add dev s\d+p\d+ root netem delay 20ms$/m,
  )
  expect(script({ way: 'send', what: 'jitter', amount: 5 })).toContain('root netem delay 0ms 5ms')
  expect(
    netnsScript(broken({ kind: 'node-netem', node: 'k8s-w0', way: 'send', what: 'duplicate', amount: 1 }), 'lab'),
  ).toContain('# Which packets are lost, repeated or late is drawn anew there')
})

it('what is not made is said', () => {
  expect(netnsScript(broken({ kind: 'source-check' }), 'lab')).toContain(
    '# Not made: what the network of a, b does not',
  )
  expect(netnsScript(realize(reference.document), 'lab')).not.toContain('Not made')
})
