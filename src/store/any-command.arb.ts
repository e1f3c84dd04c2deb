import { CLOUDS } from '../engine/calico/resources/cloud'
import { ERAS } from '../engine/calico/resources/cluster-information'
import type { Command } from '../engine/lab/commands'
import type { LabDocument, Manifest } from '../engine/lab/document'
import { activeFaults } from '../engine/lab/faults/active-faults'
import { randomFault } from '../engine/lab/faults/possible-faults'
import { clusterOf } from '../engine/lab/read-cluster'
import { type Json, type JsonObject, valueAt } from '../engine/manifest'
import { formatIpv4 } from '../engine/net/ipv4'
import { editField } from './forms/edit-field'
import { formSections } from './forms/form-sections'
import { freshPeer, freshPool } from './forms/fresh-resource'

// For properties: what someone may do to a lab as it stands at that moment.

/** Chance, as numbers that were drawn before. */
export interface Chance {
  readonly number: (below: number) => number
  readonly of: <T>(items: readonly T[]) => T | undefined
}

export function chanceOf(seed: number): Chance {
  let state = seed | 0
  const number = (below: number): number => {
    // Mulberry32: small, and even enough.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
  return { number, of: (items) => items[number(Math.max(1, items.length))] }
}

const MODES = ['Never', 'CrossSubnet', 'Always'] as const

/** Words and values that a form or a patch may be given, fitting or not. */
const VALUES: readonly Json[] = [
  'Always',
  'Never',
  'CrossSubnet',
  true,
  false,
  0,
  -1,
  26,
  1400,
  64_600,
  '10.0.0.1',
  '10.99.0.0/16',
  '192.168.10.77/24',
  '192.168.10.0/24',
  'all()',
  "rack == 'a'",
  'none',
  '',
  'x',
  '<b>x</b>',
  [],
  {},
  ['Workload'],
  [{ to: '10.9.0.0/16', via: '192.168.20.9' }],
  [{ protocol: 4 }],
  { rack: 'a' },
]

type Makes = { readonly [K in Command['kind']]: (document: LabDocument, chance: Chance) => Command | undefined }

/** A way to each kind of command: one that is new does not compile until it has its own. */
const MAKES: Makes = {
  'set-ipip-mode': (document, { of }) => ({
    kind: 'set-ipip-mode',
    pool: of(namesOf(document, 'IPPool')) ?? 'none',
    mode: of(MODES) ?? 'Never',
  }),
  'set-vxlan-mode': (document, { of }) => ({
    kind: 'set-vxlan-mode',
    pool: of(namesOf(document, 'IPPool')) ?? 'none',
    mode: of(MODES) ?? 'Never',
  }),
  'set-nat-outgoing': (document, { of, number }) => ({
    kind: 'set-nat-outgoing',
    pool: of(namesOf(document, 'IPPool')) ?? 'none',
    enabled: number(2) === 0,
  }),
  'set-bgp-mesh': (_, { number }) => ({ kind: 'set-bgp-mesh', enabled: number(2) === 0 }),
  'set-era': (_, { of }) => ({ kind: 'set-era', era: of(ERAS) ?? 'classic' }),
  'move-node': (document, { of, number }) => ({
    kind: 'move-node',
    node: of(namesOf(document, 'Node')) ?? 'none',
    subnet: of(clusterOf(document).underlay.subnets)?.name ?? 'none',
    ...(number(2) === 0 && { position: { x: number(900), y: number(900) } }),
  }),
  'move-pod': (document, { of }) => ({
    kind: 'move-pod',
    ...podOf(document, of),
    node: of(namesOf(document, 'Node')) ?? 'none',
  }),
  'add-subnet': (_, { of }) =>
    of([{ kind: 'add-subnet' }, { kind: 'add-subnet', name: 'extra', cidr: '10.77.0.0/24' }]),
  'add-node': (document, { of }) => ({
    kind: 'add-node',
    subnet: of(clusterOf(document).underlay.subnets)?.name ?? 'none',
  }),
  'add-pod': (document, { of }) => ({ kind: 'add-pod', node: of(namesOf(document, 'Node')) ?? 'none' }),
  'remove-subnet': (document, { of }) => ({
    kind: 'remove-subnet',
    subnet: of(clusterOf(document).underlay.subnets)?.name ?? 'none',
  }),
  'remove-node': (document, { of }) => ({ kind: 'remove-node', node: of(namesOf(document, 'Node')) ?? 'none' }),
  'remove-pod': (document, { of }) => ({ kind: 'remove-pod', ...podOf(document, of) }),
  place: (document, { of, number }) => ({
    kind: 'place',
    element: `node:${of(namesOf(document, 'Node')) ?? 'none'}`,
    position: { x: number(900) - 450, y: number(900) - 450 },
  }),
  'apply-manifest': (document, { of }) => {
    const manifest = of<Manifest | undefined>([
      freshPool(document.manifests),
      freshPeer(document.manifests),
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'own' }, data: { a: 'b' } },
    ])
    return manifest && { kind: 'apply-manifest', manifest }
  },
  'patch-manifest': (document, chance) => {
    const manifest = chance.of(document.manifests)
    if (!manifest) return undefined
    const spec = valueAt(manifest, ['spec'])
    const keys = typeof spec === 'object' && spec !== null && !Array.isArray(spec) ? Object.keys(spec) : []
    const value = chance.of<Json>([null, ...VALUES]) ?? null
    const key = chance.of([...keys, '__proto__', 'unknownField']) ?? 'x'
    const patch = JSON.parse(
      JSON.stringify({ spec: { KEY: value } }).replace('"KEY"', JSON.stringify(key)),
    ) as JsonObject
    return { kind: 'patch-manifest', resource: manifest.kind, name: manifest.metadata.name, patch }
  },
  'delete-manifest': (document, { of }) => {
    const manifest = of(document.manifests)
    const namespace = manifest?.metadata.namespace
    return (
      manifest && {
        kind: 'delete-manifest',
        resource: manifest.kind,
        name: manifest.metadata.name,
        ...(typeof namespace === 'string' && { namespace }),
      }
    )
  },
  'remove-pool': (document, { of }) => ({ kind: 'remove-pool', pool: of(namesOf(document, 'IPPool')) ?? 'none' }),
  'set-fault': (document, { number, of }) => {
    const cluster = clusterOf(document)
    const fault = number(2) === 0 ? randomFault(cluster, number(1_000_000)) : of(activeFaults(cluster))
    return fault && { kind: 'set-fault', fault, on: number(2) === 0 }
  },
  'set-cloud': (_, { of }) => ({ kind: 'set-cloud', cloud: of(CLOUDS) ?? 'aws' }),
  'settle-tunnels': () => ({ kind: 'settle-tunnels' }),
  'release-address': (document, { of }) => {
    const pod = of(clusterOf(document).pods)
    return pod && { kind: 'release-address', address: formatIpv4(pod.address) }
  },
}

export const COMMAND_KINDS = Object.keys(MAKES) as readonly Command['kind'][]

/** Some command, likely one that can be carried out; undefined: there is nothing to do it to. */
export function anyCommand(document: LabDocument, chance: Chance): Command | undefined {
  const kind = chance.of(COMMAND_KINDS)
  return kind && MAKES[kind](document, chance)
}

/** A field of a form, set to something that fits or does not. */
export function anyFormEdit(document: LabDocument, chance: Chance): readonly Command[] {
  const { nodes, pods, pools, underlay } = clusterOf(document)
  const ids = [
    ...nodes.map(({ name }) => `node:${name}`),
    ...pods.map(({ namespace, name }) => `pod:${namespace}/${name}`),
    ...underlay.subnets.map(({ name }) => `subnet:${name}`),
    ...underlay.routers.map(({ name }) => `router:${name}`),
    ...pools.map(({ name }) => `resource:IPPool/${name}`),
    'resource:BGPConfiguration/default',
    'resource:FelixConfiguration/default',
    `resource:Underlay/${underlay.name}`,
  ]
  const section = chance.of(formSections(document.manifests, chance.of(ids) ?? ''))
  const path = section && chance.of(section.fields)
  if (!section || !path) return []
  const value = chance.number(6) === 0 ? undefined : chance.of(VALUES)
  return editField(section, path, value)
}

const namesOf = ({ manifests }: LabDocument, kind: string): readonly string[] =>
  manifests.flatMap((manifest) => (manifest.kind === kind ? [manifest.metadata.name] : []))

function podOf(document: LabDocument, of: Chance['of']): { readonly pod: string; readonly namespace: string } {
  const pod = of(clusterOf(document).pods)
  return { pod: pod?.name ?? 'none', namespace: pod?.namespace ?? 'default' }
}
