import fc from 'fast-check'
import type { EncapMode } from '../../engine/calico/resources/ip-pool'
import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import { editsOf, play } from '../../engine/lab/edits.arb'
import { bornWithVxlan } from '../../engine/lab/example-lab'
import type { Fault } from '../../engine/lab/faults/fault'
import { clusterOf } from '../../engine/lab/read-cluster'

// For properties: labs in which many stand alike, and some do not.

/** A lab with so many more nodes in each subnet, and pods on each node. */
export function crowded(document: LabDocument, nodes: number, pods: number): LabDocument {
  const { underlay } = clusterOf(document)
  const more = underlay.subnets.flatMap(({ name: subnet }) =>
    Array.from({ length: nodes }, (): Command => ({ kind: 'add-node', subnet })),
  )
  const larger = play(document, more)
  const fill = clusterOf(larger).nodes.flatMap(({ name: node }) =>
    Array.from({ length: pods }, (): Command => ({ kind: 'add-pod', node })),
  )
  return play(larger, fill)
}

const MODES: readonly EncapMode[] = ['Never', 'CrossSubnet', 'Always']

/** The lab in any mode, with IPIP or VXLAN, with up to so many more nodes and pods, and then edited and broken. */
export function crowdsOf(document: LabDocument): fc.Arbitrary<LabDocument> {
  const born = fc.oneof(
    fc.constantFrom(...MODES).map((mode) =>
      play(
        document,
        clusterOf(document).pools.map(({ name: pool }): Command => ({ kind: 'set-ipip-mode', pool, mode })),
      ),
    ),
    fc.constantFrom('CrossSubnet' as const, 'Always' as const).map((mode) => bornWithVxlan(document, mode)),
  )
  const crowd = fc
    .tuple(born, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 }))
    .map(([lab, nodes, pods]) => crowded(lab, nodes, pods))
  return crowd.chain((lab) =>
    fc.tuple(editsOf(lab, 3), fc.array(faultsOf(lab), { maxLength: 3 })).map(([edits, faults]) => {
      const edited = play(lab, edits)
      return play(
        edited,
        faults.map((fault): Command => ({ kind: 'set-fault', fault, on: true })),
      )
    }),
  )
}

/** What may break in a lab. */
export function faultsOf(document: LabDocument): fc.Arbitrary<Fault> {
  const { nodes, underlay } = clusterOf(document)
  const node = fc.constantFrom(...nodes.map(({ name }) => name))
  const subnet = fc.constantFrom(...underlay.subnets.map(({ name }) => name))
  const router = fc.constantFrom(...underlay.routers.map(({ name }) => name))
  const device = fc.constantFrom('tunl0' as const, 'vxlan.calico' as const)
  const of = <K extends Fault['kind'], T extends object>(kind: K, fields: { [F in keyof T]: fc.Arbitrary<T[F]> }) =>
    fc.record({ kind: fc.constant(kind), ...fields }) as unknown as fc.Arbitrary<Fault>
  return fc.oneof(
    of('node-down', { node }),
    of('subnet-down', { subnet }),
    of('node-cable', { node, how: fc.constantFrom('down', 'no-send', 'no-receive') }),
    of('node-netem', {
      node,
      way: fc.constantFrom('send', 'receive'),
      what: fc.constantFrom('loss', 'delay', 'duplicate'),
      amount: fc.constantFrom(10, 100),
    }),
    of('bird-stopped', { node }),
    of('missing-device', { node, device }),
    of('strict-rp-filter', { node }),
    of('wrong-mask', { node, length: fc.constantFrom(16, 25, 30, 32) }),
    of('dropped', { what: fc.constantFrom('ipip', 'vxlan', 'icmp', 'bgp') }),
    of('source-check', {}),
    of('switch-mtu', { subnet, mtuBytes: fc.constantFrom(60, 90, 1400) }),
    ...(underlay.routers.length === 0
      ? []
      : [of('router-down', { router }), of('dropped', { what: fc.constantFrom('ipip', 'vxlan', 'icmp'), router })]),
  )
}
