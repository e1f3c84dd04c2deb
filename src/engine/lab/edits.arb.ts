import fc from 'fast-check'
import type { JsonObject } from '../manifest'
import { applyCommand } from './apply-command'
import type { Command } from './commands'
import type { LabDocument } from './document'
import { clusterOf } from './read-cluster'

// For properties: what someone might do to a lab, whatever it is.

const MODES = ['Never', 'CrossSubnet', 'Always'] as const

/** Up to so many commands about what the lab holds at first. */
export function editsOf(document: LabDocument, most = 8): fc.Arbitrary<readonly Command[]> {
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

/** Commands that are refused are passed over, as by a person who reads the message. */
export const play = (document: LabDocument, commands: readonly Command[]): LabDocument =>
  commands.reduce((current, command) => {
    const result = applyCommand(current, command)
    return result.ok ? result.value : current
  }, document)
