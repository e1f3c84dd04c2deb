import { expect, it } from 'vitest'
import reference from '../../../labs/reference.yaml'
import type { LabDocument } from '../../lab/document'
import { readCluster, warningsOf } from '../../lab/read-cluster'
import { realize } from '../../lab/realize'
import type { Json, JsonObject, Manifest } from '../../manifest'
import { outcome, ping } from '../../trace/example-ping'
import { withField } from './edit-manifest'

const { document } = reference
const withManifest = (...more: Manifest[]): LabDocument => ({
  ...document,
  manifests: [...document.manifests, ...more],
})
const changed = (kind: string, name: string, ...edits: (readonly [readonly string[], Json])[]): LabDocument => ({
  ...document,
  manifests: document.manifests.map((manifest) =>
    manifest.kind === kind && manifest.metadata.name === name
      ? edits.reduce((edited, [path, value]) => withField(edited, path, value), manifest)
      : manifest,
  ),
})
const made = (apiVersion: string, kind: string, name: string, spec: JsonObject): Manifest => ({
  apiVersion,
  kind,
  metadata: { name },
  spec,
})
const errorsOf = (lab: LabDocument) => {
  const read = readCluster(lab)
  return read.ok ? [] : read.error.map(({ code, params }) => `${code} ${params.path}`)
}
const warned = (lab: LabDocument) => {
  const before = warningsOf(document).map(({ code }) => code)
  return warningsOf(lab).flatMap(({ code, params }) => (before.includes(code) ? [] : [`${code} ${params.name}`]))
}
const FELIX = 'projectcalico.org/v3'

it.each<[string, LabDocument, string]>([
  [
    'eBPF',
    withManifest(made(FELIX, 'FelixConfiguration', 'default', { bpfEnabled: true })),
    'not-modelled spec.bpfEnabled',
  ],
  [
    'eBPF on one node',
    withManifest(made(FELIX, 'FelixConfiguration', 'node.k8s-w1', { bpfEnabled: true })),
    'not-modelled spec.bpfEnabled',
  ],
  [
    'eBPF by the operator',
    withManifest(
      made('operator.tigera.io/v1', 'Installation', 'default', { calicoNetwork: { linuxDataplane: 'BPF' } }),
    ),
    'not-modelled spec.calicoNetwork.linuxDataplane',
  ],
  [
    'WireGuard',
    withManifest(made(FELIX, 'FelixConfiguration', 'default', { wireguardEnabled: true })),
    'not-modelled spec.wireguardEnabled',
  ],
  [
    'WireGuard, as a node tells of it',
    changed('Node', 'k8s-w1', [
      ['metadata', 'annotations', 'projectcalico.org/WireguardPublicKey'],
      'jlkVyQYooZYzI2wFfNhSZez5eWh44yfq1wKVjLvSXgY=',
    ]),
    'not-modelled metadata.annotations["projectcalico.org/WireguardPublicKey"]',
  ],
])('[MODEL-1] %s is refused by name', (_, lab, expected) => {
  expect(errorsOf(lab)).toEqual([expected])
})

it('[MODEL-1] what the operator calls by its usual name is no reason to refuse', () => {
  const usual = { calicoNetwork: { linuxDataplane: 'Iptables' } }
  expect(errorsOf(withManifest(made('operator.tigera.io/v1', 'Installation', 'default', usual)))).toEqual([])
})

it('[MODEL-2] a pod with IPv6 only is named and left out; of one with both the IPv4 half is shown', () => {
  const only = changed('Pod', 'pod3', [['status', 'podIP'], 'fd00::8'])
  expect(warned(only)).toEqual(['pod-ipv6 default/pod3'])
  expect(realize(only).namespaces.has('default/pod3')).toBe(false)
  const both = changed(
    'Pod',
    'pod3',
    [['status', 'podIP'], 'fd00::8'],
    [
      ['status', 'podIPs'],
      [{ ip: 'fd00::8' }, { ip: '172.16.34.1' }],
    ],
  )
  expect(warned(both)).toEqual([])
  expect(outcome(ping(realize(both), 'default/pod1', '172.16.34.1'))).toBe('answered ttl=62')
})

it('[MODEL-2] an IPv6 pool, block, affinity or peer is named and has no effect', () => {
  const block = { cidr: 'fd00::/122', affinity: 'host:k8s-w1', allocations: [], unallocated: [] }
  const more = [
    made(FELIX, 'IPPool', 'six', { cidr: 'fd00::/48' }),
    made('crd.projectcalico.org/v1', 'IPAMBlock', 'fd00---122', block),
    made('crd.projectcalico.org/v1', 'BlockAffinity', 'k8s-w1-fd00---122', {
      cidr: 'fd00::/122',
      node: 'k8s-w1',
      state: 'confirmed',
    }),
    made(FELIX, 'BGPPeer', 'tor6', { peerIP: 'fd00::1', asNumber: 65000 }),
  ]
  const lab = withManifest(...more)
  expect(warned(lab).map((text) => text.split(' ')[0])).toEqual(more.map(() => 'ipv6-ignored'))
  expect([...(realize(lab).namespaces.get('k8s-w1')?.routes ?? [])]).toEqual(
    realize(document).namespaces.get('k8s-w1')?.routes,
  )
})

it('[MODEL-3] what a Windows node does with a packet is not known', () => {
  const lab = changed('Node', 'k8s-w2', [['metadata', 'labels', 'kubernetes.io/os'], 'windows'])
  const fabric = realize(lab)
  expect(warned(lab)).toEqual(['node-windows k8s-w2'])
  expect(outcome(ping(fabric, 'default/pod1', '172.16.184.2'))).toBe('lost unmodelled at k8s-w2')
  expect(outcome(ping(fabric, 'default/pod2', '172.16.34.1'))).toBe('lost unmodelled at k8s-w2')
  expect(outcome(ping(fabric, 'k8s-w2', '192.168.10.101'))).toBe('lost unmodelled at k8s-w2')
  expect(outcome(ping(fabric, 'default/pod1', '172.16.34.1'))).toBe('answered ttl=62')
})
