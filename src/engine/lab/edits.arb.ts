import fc from 'fast-check'
import { ERAS } from '../calico/resources/cluster-information'
import type { JsonObject } from '../manifest'
import { formatIpv4 } from '../net/ipv4'
import { formatPrefix } from '../net/prefix'
import { applyCommand } from './apply-command'
import type { Command } from './commands'
import type { LabDocument } from './document'
import type { Fault } from './faults/fault'
import { randomFault } from './faults/possible-faults'
import { clusterOf } from './read-cluster'

// For properties: what someone might do to a lab, whatever it is.

const MODES = ['Never', 'CrossSubnet', 'Always'] as const

/** Up to so many commands about what the lab holds at first, and of `more`. */
export function editsOf(
  document: LabDocument,
  most = 8,
  more: readonly fc.Arbitrary<Command>[] = [],
): fc.Arbitrary<readonly Command[]> {
  const { nodes, pods, pools, underlay } = clusterOf(document)
  const node = fc.constantFrom(...nodes.map(({ name }) => name))
  const pool = fc.constantFrom(...pools.map(({ name }) => name))
  const subnet = fc.constantFrom(...underlay.subnets.map(({ name }) => name))
  const mode = fc.constantFrom(...MODES)
  const of = <K extends Command['kind'], T extends object>(kind: K, fields: { [F in keyof T]: fc.Arbitrary<T[F]> }) =>
    fc.record({ kind: fc.constant(kind), ...fields }) as fc.Arbitrary<{ kind: K } & T>
  const annotated = (name: string, value: string): JsonObject => ({ metadata: { annotations: { [name]: value } } })
  const nodePatch = fc.constantFrom<JsonObject>(
    annotated('projectcalico.org/ASNumber', '64600'),
    annotated('projectcalico.org/RouteReflectorClusterID', '1.0.0.1'),
    { metadata: { labels: { rack: 'a' } } },
  )
  const position = fc.record({ x: fc.nat(900), y: fc.nat(900) })
  const command: fc.Arbitrary<Command> = fc.oneof(
    of('set-ipip-mode', { pool, mode }),
    of('set-vxlan-mode', { pool, mode }),
    of('set-nat-outgoing', { pool, enabled: fc.boolean() }),
    of('set-bgp-mesh', { enabled: fc.boolean() }),
    of('move-node', { node, subnet, position }),
    of('add-node', { subnet }),
    of('add-pod', { node }),
    of('remove-node', { node }),
    of('patch-manifest', { resource: fc.constant('node'), name: node, patch: nodePatch }),
    ...more,
    ...(pods.length === 0
      ? []
      : [
          fc
            .tuple(fc.constantFrom(...pods), node)
            .map(([{ name, namespace }, to]): Command => ({ kind: 'move-pod', pod: name, namespace, node: to })),
          fc
            .constantFrom(...pods)
            .map(({ name, namespace }): Command => ({ kind: 'remove-pod', pod: name, namespace })),
        ]),
  )
  return fc.array(command, { maxLength: most })
}

const NO_FAULT: Fault = { kind: 'source-check' }

/** What changes who programs routes, who hears of them, and what the machines under them carry. */
export function upheavalsIn(document: LabDocument): readonly fc.Arbitrary<Command>[] {
  const cluster = clusterOf(document)
  const names = cluster.nodes.map(({ name }) => name)
  const addresses = cluster.underlay.routers.flatMap(({ interfaces }) => interfaces.map(({ address }) => address))
  const resource = (kind: string, name: string, spec: JsonObject): Command => ({
    kind: 'apply-manifest',
    manifest: { apiVersion: 'projectcalico.org/v3', kind, metadata: { name }, spec },
  })
  const written = document.manifests.find(({ kind }) => kind === 'Underlay')
  const routers = ((written?.spec as JsonObject | undefined)?.routers ?? []) as readonly JsonObject[]
  const action = fc.constantFrom('Accept', 'Reject')
  const cidr = fc.constantFrom(...cluster.blockAffinities.map((affinity) => formatPrefix(affinity.cidr)))
  const fault = fc.nat(1_000_000).map((number) => randomFault(cluster, number) ?? NO_FAULT)
  return [
    fc.constantFrom(...ERAS).map((era): Command => ({ kind: 'set-era', era })),
    fc.tuple(fault, fc.boolean()).map(([broken, on]): Command => ({ kind: 'set-fault', fault: broken, on })),
    // The same name with other rules: whoever keeps what a filter let out has to look at the rules.
    fc.tuple(action, action, cidr).map(
      ([exported, imported, network]): Command =>
        resource('BGPFilter', 'filter', {
          exportV4: [{ action: exported, matchOperator: 'In', cidr: network }],
          importV4: [{ action: imported, matchOperator: 'NotIn', cidr: network }],
        }),
    ),
    fc
      .constantFrom(...addresses)
      .map(
        (address): Command =>
          resource('BGPPeer', 'to-router', { peerIP: formatIpv4(address), asNumber: 64700, filters: ['filter'] }),
      ),
    fc
      .constantFrom(...names)
      .map((node): Command => resource('BGPPeer', 'of-one', { node, peerSelector: 'all()', filters: ['filter'] })),
    fc
      .constantFrom('to-router', 'of-one')
      .map((name): Command => ({ kind: 'delete-manifest', resource: 'bgppeer', name })),
    fc.constantFrom('none', 'connected').map(
      (advertise): Command => ({
        kind: 'patch-manifest',
        resource: 'underlay',
        name: cluster.underlay.name,
        patch: { spec: { routers: routers.map((router) => ({ ...router, bgp: { asNumber: 64700, advertise } })) } },
      }),
    ),
  ]
}

/** Commands that are refused are passed over, as by a person who reads the message. */
export const play = (document: LabDocument, commands: readonly Command[]): LabDocument =>
  commands.reduce((current, command) => {
    const result = applyCommand(current, command)
    return result.ok ? result.value : current
  }, document)
