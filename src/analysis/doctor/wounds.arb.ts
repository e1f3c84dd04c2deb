import fc from 'fast-check'
import { applyCommand } from '../../engine/lab/apply-command'
import type { Cluster } from '../../engine/lab/cluster'
import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import { editsOf, play } from '../../engine/lab/edits.arb'
import { possibleFaults } from '../../engine/lab/faults/possible-faults'
import { clusterOf } from '../../engine/lab/read-cluster'
import { isJsonObject, type Json, type JsonObject } from '../../engine/manifest'
import { formatIpv4 } from '../../engine/net/ipv4'
import { formatPrefix } from '../../engine/net/prefix'

// For properties: labs that somebody has edited, and in which something has gone wrong, in whichever way it can.

type Wound = (document: LabDocument, cluster: Cluster, chance: readonly number[]) => readonly Command[]

const pick = <T>(list: readonly T[], chance: number | undefined): T | undefined => list[(chance ?? 0) % list.length]

const underlayPatch = ({ underlay }: Cluster, patch: JsonObject): readonly Command[] => [
  { kind: 'patch-manifest', resource: 'Underlay', name: underlay.name, patch: { spec: patch } },
]

/** One router as it is written, changed. */
function onRouter(
  { manifests }: LabDocument,
  cluster: Cluster,
  chance: number | undefined,
  edit: (router: JsonObject) => JsonObject,
): readonly Command[] {
  const spec = manifests.find(({ kind }) => kind === 'Underlay')?.spec
  const written: Json | undefined = isJsonObject(spec) ? spec.routers : undefined
  const routers = Array.isArray(written) ? written : []
  const chosen = pick(routers, chance)
  if (!isJsonObject(chosen)) return []
  return underlayPatch(cluster, { routers: routers.map((each) => (each === chosen ? edit(chosen) : each)) })
}

const patchOf = (resource: string, name: string, patch: JsonObject): readonly Command[] => [
  { kind: 'patch-manifest', resource, name, patch },
]

/** By which a filter may be recognized: all of a protocol, or what is from or to somebody. */
function filterOf({ nodes, pods, underlay }: Cluster, [what, whom, where, ends]: readonly number[]): JsonObject {
  const addresses = [
    ...nodes.map(({ internalAddress }) => `${formatIpv4(internalAddress)}/32`),
    ...pods.map(({ address }) => `${formatIpv4(address)}/32`),
    ...underlay.subnets.map(({ cidr }) => formatPrefix(cidr)),
  ]
  const protocol = pick(
    [
      {},
      { protocol: 'ipip' },
      { protocol: 'tcp' },
      { protocol: 'tcp', port: 179 },
      { protocol: 'udp' },
      { protocol: 'icmp' },
    ],
    what,
  )
  const [source, destination] = [pick(addresses, whom), pick(addresses, where)]
  const sides = pick([{ source }, { destination }, { source, destination }], ends)
  return { ...protocol, ...sides } as JsonObject
}

const WOUNDS: Readonly<Record<string, Wound>> = {
  fault: (_, cluster, [chance]) => {
    const fault = pick(possibleFaults(cluster), chance)
    return fault ? [{ kind: 'set-fault', fault, on: true }] : []
  },
  'a filter on a router': (document, cluster, [router, ...chance]) =>
    onRouter(document, cluster, router, (entry) => ({
      ...entry,
      drops: [...(Array.isArray(entry.drops) ? entry.drops : []), filterOf(cluster, chance)],
    })),
  'a filter in the network': (_, cluster, chance) => underlayPatch(cluster, { drops: [filterOf(cluster, chance)] }),
  'a router that knows nothing': (document, cluster, [router]) =>
    onRouter(document, cluster, router, ({ routes: _routes, ...entry }) => entry),
  'a subnet without a gateway': ({ manifests }, cluster, [chance]) => {
    const spec = manifests.find(({ kind }) => kind === 'Underlay')?.spec
    const subnets: readonly Json[] = isJsonObject(spec) && Array.isArray(spec.subnets) ? spec.subnets : []
    const chosen = pick(subnets, chance)
    if (!isJsonObject(chosen)) return []
    const { gateway: _gateway, ...rest } = chosen
    return underlayPatch(cluster, { subnets: subnets.map((each) => (each === chosen ? rest : each)) })
  },
  'a tunnel without its address': (_, { nodes }, [chance]) => {
    const name = pick(nodes, chance)?.name ?? ''
    return patchOf('Node', name, {
      metadata: {
        annotations: { 'projectcalico.org/IPv4IPIPTunnelAddr': null, 'projectcalico.org/IPv4VXLANTunnelAddr': null },
      },
      spec: { bgp: { ipv4IPIPTunnelAddr: null }, ipv4VXLANTunnelAddr: null },
    })
  },
  'a disabled pool': (_, { pools }, [chance]) =>
    patchOf('IPPool', pick(pools, chance)?.name ?? '', { spec: { disabled: true } }),
  'blocks kept at home': (_, { pools }, [chance]) =>
    patchOf('IPPool', pick(pools, chance)?.name ?? '', { spec: { disableBGPExport: true } }),
  'a tunnel MTU by hand': (_, __, [chance]) => [
    {
      kind: 'apply-manifest',
      manifest: {
        apiVersion: 'projectcalico.org/v3',
        kind: 'FelixConfiguration',
        metadata: { name: 'default' },
        spec: { ipipMTU: 1400 + ((chance ?? 0) % 200), vxlanMTU: 1400 + ((chance ?? 0) % 200) },
      },
    },
  ],
  'another era': (_, __, [chance]) => [
    { kind: 'set-era', era: pick(['v3.32', 'current'] as const, chance) ?? 'current' },
  ],
  'both program': (_, __, [chance]) => [
    {
      kind: 'apply-manifest',
      manifest: {
        apiVersion: 'projectcalico.org/v3',
        kind: 'BGPConfiguration',
        metadata: { name: 'default' },
        spec: { programClusterRoutes: pick(['Enabled', 'Disabled'], chance) ?? 'Enabled' },
      },
    },
  ],
}

/** Such a lab, and by name what has been done to it. */
export interface Wounded {
  readonly document: LabDocument
  readonly wounds: readonly string[]
}

export const woundedLabs = (document: LabDocument, mostEdits: number, mostWounds: number): fc.Arbitrary<Wounded> =>
  fc
    .tuple(
      editsOf(document, mostEdits),
      fc.array(
        fc.tuple(fc.constantFrom(...Object.keys(WOUNDS)), fc.array(fc.nat(9999), { minLength: 5, maxLength: 5 })),
        {
          maxLength: mostWounds,
        },
      ),
    )
    .map(([edits, wounds]) => {
      let wounded = play(document, edits)
      const done: string[] = []
      for (const [name, chance] of wounds) {
        const commands = WOUNDS[name]?.(wounded, clusterOf(wounded), chance) ?? []
        for (const command of commands) {
          const result = applyCommand(wounded, command)
          if (!result.ok || result.value === wounded) continue
          wounded = result.value
          done.push(`${name} ${JSON.stringify(command)}`)
        }
      }
      return { document: wounded, wounds: done }
    })
