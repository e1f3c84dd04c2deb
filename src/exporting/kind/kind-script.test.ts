import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import type { LabDocument } from '../../engine/lab/document'
import { edited, patch } from '../../engine/lab/example-lab'
import reference from '../../labs/reference.yaml'
import { kindScript } from './kind-script'

/** What the script feeds to its commands, in order. */
const fed = (script: string): readonly unknown[] =>
  [...script.matchAll(/<<'END'\n([\s\S]*?)\nEND/g)].map(([, text = '']) => parse(text))

const isShell = (script: string): boolean => execFileSync('bash', ['-n'], { input: script }).length === 0

const REFERENCE = kindScript(reference.document)

it('is a script; the control plane is the first node, and every machine says who it is in the lab', () => {
  expect(isShell(REFERENCE)).toBe(true)
  const [config] = fed(REFERENCE)
  expect(config).toEqual({
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    name: 'reference',
    networking: { disableDefaultCNI: true, podSubnet: '172.16.0.0/16', serviceSubnet: '10.96.0.0/16' },
    nodes: [{ role: 'control-plane' }, { role: 'worker' }, { role: 'worker' }, { role: 'worker' }],
  })
  expect(REFERENCE).toContain('#   k8s-w0 is reference-worker3\n')
  expect(REFERENCE).toContain('node reference-worker3 podpath.dev/node=k8s-w0\n')
  expect(REFERENCE).toContain('#   kubectl --context kind-reference -n default exec pod1 -- ping -c 1 172.16.34.1\n')
})

it('has the lab’s subnets, its router between them, and each node’s address there, mask and all', () => {
  expect(REFERENCE).toContain('docker network create --subnet 192.168.10.0/24 --gateway 192.168.10.254 ')
  expect(REFERENCE).toContain('docker network connect --ip 192.168.20.1 podpath-reference-b reference-router-router\n')
  expect(REFERENCE).toContain('docker network connect --ip 192.168.20.100 podpath-reference-b reference-worker3\n')
  expect(REFERENCE).toContain('docker exec reference-worker3 ip route replace 192.168.10.0/24 via 192.168.20.1\n')
  expect(REFERENCE).toContain('node reference-worker3 projectcalico.org/IPv4Address=192.168.20.100/24\n')
})

it('has its pools and each node’s own blocks before any address is taken', () => {
  const [, calico] = fed(REFERENCE) as { items: { kind: string; spec: Record<string, unknown> }[] }[]
  const kinds = calico?.items.map(({ kind }) => kind) ?? []
  expect(kinds.slice(0, 2)).toEqual(['IPPool', 'BGPConfiguration'])
  expect(kinds.filter((kind) => kind === 'IPAMBlock')).toHaveLength(4)
  expect(calico?.items[0]?.spec).toMatchObject({ cidr: '172.16.0.0/16', ipipMode: 'CrossSubnet', blockSize: 24 })
  const affinities = calico?.items.filter(({ kind }) => kind === 'BlockAffinity').map(({ spec }) => spec)
  expect(affinities).toContainEqual({
    cidr: '172.16.34.0/24',
    node: 'reference-worker3',
    state: 'confirmed',
    deleted: 'false',
  })
})

it('has the pods on their nodes with their addresses', () => {
  const [, , pods] = fed(REFERENCE) as { items: unknown[] }[]
  expect(pods?.items).toHaveLength(3)
  expect(pods?.items[2]).toMatchObject({
    metadata: { name: 'pod3', annotations: { 'cni.projectcalico.org/ipAddrs': '["172.16.34.1"]' } },
    spec: { nodeName: 'reference-worker3' },
  })
})

it('has labels, taints, AS numbers and filters, and says what it leaves out', () => {
  const node = {
    metadata: {
      labels: { rack: 'b 1', 'node-role.kubernetes.io/control-plane': '' },
      annotations: { 'projectcalico.org/ASNumber': '64600' },
    },
    spec: { taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }] },
  }
  const router = {
    name: 'core',
    icmpErrors: 'none',
    interfaces: [{ subnet: 'a', address: '192.168.10.1' }],
    routes: [{ to: '10.9.0.0/16', via: '192.168.10.9' }],
    drops: [{ protocol: 4 }, { protocol: 'tcp', port: 179 }],
    bgp: { asNumber: 65001 },
  }
  const withNode = edited(reference.document, patch('node', 'k8s-w0', node))
  const lab: LabDocument = edited(
    withNode,
    patch('underlay', 'reference', { spec: { routers: [router], hosts: [{ node: 'k8s-m', bird: 'stopped' }] } }),
  )
  const script = kindScript(lab)
  expect(isShell(script)).toBe(true)
  expect(script).toContain('#   k8s-w0 is reference-control-plane\n')
  expect(script).toContain("node reference-control-plane podpath.dev/node=k8s-w0 'rack=b 1'\n")
  expect(script).toContain('taint --overwrite node reference-control-plane dedicated=gpu:NoSchedule\n')
  expect(script).toContain('projectcalico.org/ASNumber=64600\n')
  expect(script).toContain('reference-router-core ip route replace 10.9.0.0/16 via 192.168.10.9\n')
  expect(script).toContain('iptables -A FORWARD -p 4 -j DROP\n')
  expect(script).toContain('iptables -A FORWARD -p 6 --dport 179 -j DROP\n')
  expect(script).toContain('iptables -A OUTPUT -p icmp --icmp-type 3 -j DROP\n')
  expect(script).toContain('# - BGP of core: no daemon runs there; the rest of it is made\n')
  expect(script).toContain('# - what is broken in the lab: k8s-m\n')
})

it('what names another release or another API network gets it', () => {
  const lab = {
    manifests: [
      ...reference.document.manifests.map((manifest) =>
        manifest.kind === 'IPPool'
          ? { ...manifest, spec: { ...(manifest.spec as object), cidr: '10.96.0.0/12' } }
          : manifest.kind === 'Pod' || manifest.kind === 'BlockAffinity'
            ? undefined
            : manifest,
      ),
      {
        apiVersion: 'projectcalico.org/v3',
        kind: 'ClusterInformation',
        metadata: { name: 'default' },
        spec: { calicoVersion: 'v3.30.2' },
      },
    ].filter((manifest) => manifest !== undefined),
  } as LabDocument
  const script = kindScript(lab)
  expect(script).toContain('/calico/v3.30.2/manifests/calico.yaml\n')
  expect(fed(script)[0]).toMatchObject({ networking: { serviceSubnet: '10.112.0.0/16' } })
})
