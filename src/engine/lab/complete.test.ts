import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseLab } from '../../io/parse-lab'
import { formatIpv4 } from '../net/ipv4'
import { formatPrefix } from '../net/prefix'
import { completeLab } from './complete'
import type { LabDocument, Manifest } from './document'
import { clusterOf, readCluster } from './read-cluster'

const parsed = parseLab(readFileSync(new URL('../../labs/reference.yaml', import.meta.url), 'utf8'))
if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
const reference = parsed.value.document

const without = (...kinds: readonly string[]): LabDocument => ({
  manifests: reference.manifests.filter(({ kind }) => !kinds.includes(kind)),
})

const edited = (edit: (manifest: Manifest) => Manifest): LabDocument => ({ manifests: reference.manifests.map(edit) })

function completed(document: LabDocument) {
  const result = completeLab(document)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return { ...result.value, cluster: clusterOf(result.value.document) }
}

const codesOf = (issues: readonly { readonly code: string }[]) => issues.map(({ code }) => code)

it('a complete lab comes back as it is', () => {
  const result = completeLab(reference)
  expect(result.ok && result.value.document).toBe(reference)
  expect(result.ok && result.value.inferred).toEqual([])
})

it('without an Underlay the subnets are those of the nodes, joined by one router', () => {
  const { cluster, inferred } = completed(without('Underlay'))
  expect(cluster.underlay.subnets.map(({ name, cidr }) => `${name} ${formatPrefix(cidr)}`)).toEqual([
    'subnet1 192.168.10.0/24',
    'subnet2 192.168.20.0/24',
  ])
  expect(
    cluster.underlay.routers.map(({ name, interfaces }) => [
      name,
      ...interfaces.map((port) => formatIpv4(port.address)),
    ]),
  ).toEqual([['router', '192.168.10.1', '192.168.20.1']])
  expect(inferred.map(({ code, severity, params }) => [code, severity, params])).toEqual([
    ['inferred-subnet', 'warning', { subnet: 'subnet1', cidr: '192.168.10.0/24' }],
    ['inferred-subnet', 'warning', { subnet: 'subnet2', cidr: '192.168.20.0/24' }],
  ])
})

it('networks of unequal masks are not laid over each other', () => {
  const node = (name: string, address: string): Manifest => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, annotations: { 'projectcalico.org/IPv4Address': address } },
  })
  const pools = reference.manifests.filter(({ kind }) => kind === 'IPPool')
  const nodes = [node('a', '10.0.1.5/16'), node('b', '10.0.2.6/24'), node('c', '10.9.9.9'), node('d', '10.0.0.1/16')]
  const { cluster } = completed({ manifests: [...pools, ...nodes] })
  expect(
    cluster.underlay.subnets.map(({ cidr, gateway }) => [formatPrefix(cidr), gateway && formatIpv4(gateway)]),
  ).toEqual([
    ['10.0.0.0/16', '10.0.0.2'],
    ['10.9.9.0/24', '10.9.9.1'],
  ])
})

it('without affinities blocks are of the nodes whose addresses are in them', () => {
  const { cluster, document, inferred } = completed(without('BlockAffinity'))
  const owners = cluster.blockAffinities.map(({ cidr, node, state }) => [formatPrefix(cidr), node, state])
  expect(owners.sort()).toEqual([
    ['172.16.116.0/24', 'k8s-m', 'confirmed'],
    ['172.16.158.0/24', 'k8s-w1', 'confirmed'],
    ['172.16.184.0/24', 'k8s-w2', 'confirmed'],
    ['172.16.34.0/24', 'k8s-w0', 'confirmed'],
  ])
  expect(codesOf(inferred)).toEqual(['inferred-block', 'inferred-block', 'inferred-block', 'inferred-block'])
  expect(document.manifests.slice(0, -4)).toEqual(without('BlockAffinity').manifests)
})

it('a tunnel address says more of who owns a block than a pod that may have borrowed', () => {
  const borrowed = edited((manifest) => {
    const { name, annotations } = manifest.metadata
    if (name === 'pod1') return { ...manifest, status: { phase: 'Running', podIP: '172.16.34.3' } }
    if (name !== 'k8s-w0') return manifest
    const moved = { ...Object(annotations), 'projectcalico.org/IPv4IPIPTunnelAddr': '172.16.34.9' }
    return { ...manifest, metadata: { ...manifest.metadata, annotations: moved } }
  })
  const bare = borrowed.manifests.filter(({ kind, metadata }) => kind !== 'BlockAffinity' && metadata.name !== 'pod3')
  const { cluster } = completed({ manifests: bare })
  expect(cluster.blockAffinities.find(({ cidr }) => formatPrefix(cidr) === '172.16.34.0/24')?.node).toBe('k8s-w0')
})

it('an IPAMBlock names its owner, or says that it has none', () => {
  const block = (name: string, cidr: string, affinity: object): Manifest => ({
    apiVersion: 'crd.projectcalico.org/v1',
    kind: 'IPAMBlock',
    metadata: { name },
    spec: {
      ...affinity,
      cidr,
      allocations: Array.from({ length: 256 }, () => null),
      attributes: [],
      unallocated: Array.from({ length: 256 }, (_, index) => index),
    },
  })
  const blocks = [
    block('172-16-7-0-24', '172.16.7.0/24', { affinity: 'host:k8s-m' }),
    block('172-16-34-0-24', '172.16.34.0/24', {}),
  ]
  const { cluster } = completed({ manifests: [...without('BlockAffinity').manifests, ...blocks] })
  const ownerOf = (cidr: string) =>
    cluster.blockAffinities.find((affinity) => formatPrefix(affinity.cidr) === cidr)?.node
  expect(ownerOf('172.16.7.0/24')).toBe('k8s-m')
  expect(ownerOf('172.16.34.0/24')).toBeUndefined()
})

it('pods without an address get one, whatever their order', () => {
  const waiting = edited((manifest) =>
    manifest.kind === 'Pod' ? { ...manifest, spec: { nodeName: 'k8s-w1' }, status: { phase: 'Pending' } } : manifest,
  )
  const addresses = (document: LabDocument) =>
    Object.fromEntries(completed(document).cluster.pods.map(({ name, address }) => [name, formatIpv4(address)]))
  const expected = { pod1: '172.16.158.1', pod2: '172.16.158.2', pod3: '172.16.158.3' }
  expect(addresses(waiting)).toEqual(expected)
  expect(addresses({ manifests: [...waiting.manifests].reverse() })).toEqual(expected)
  expect(codesOf(completed(waiting).inferred)).toEqual(Array.from({ length: 3 }, () => 'inferred-pod-address'))
})

it('never makes up a tunnel address', () => {
  const bare = edited((manifest) => {
    const { 'projectcalico.org/IPv4IPIPTunnelAddr': _tunnel, ...annotations } = Object(manifest.metadata.annotations)
    return manifest.kind === 'Node' ? { ...manifest, metadata: { ...manifest.metadata, annotations } } : manifest
  })
  const { document, cluster } = completed(bare)
  expect(document).toBe(bare)
  expect(cluster.nodes.filter(({ ipipTunnelAddress }) => ipipTunnelAddress !== undefined)).toEqual([])
})

it('says which pod gets no address, and where it stands', () => {
  const full = edited((manifest) => {
    if (manifest.kind === 'IPPool') return { ...manifest, spec: { ...Object(manifest.spec), disabled: true } }
    return manifest.metadata.name === 'pod2' ? { ...manifest, status: { phase: 'Pending' } } : manifest
  })
  const place = full.manifests.findIndex(({ metadata }) => metadata.name === 'pod2')
  expect(completeLab(full)).toMatchObject({
    ok: false,
    error: [{ code: 'ipam-no-pool', severity: 'error', manifest: place, resource: { kind: 'Pod', name: 'pod2' } }],
  })
})

it.each(['Node', 'IPPool', 'Pod', 'BlockAffinity', 'Underlay'])('leaves a broken %s to be reported', (kind) => {
  const broken = edited((manifest) =>
    manifest.kind === kind
      ? { apiVersion: manifest.apiVersion, kind, metadata: manifest.metadata, spec: 7, status: 7 }
      : manifest,
  )
  const result = completeLab(broken)
  expect(result.ok && readCluster(result.value.document).ok).toBe(false)
})

it('leaves a document without nodes alone', () => {
  const empty = { manifests: [] }
  expect(completeLab(empty)).toEqual({ ok: true, value: { document: empty, inferred: [] } })
})

it('an affinity that is being deleted stays the only one of its name', () => {
  const document = edited((manifest) =>
    manifest.kind === 'BlockAffinity'
      ? { ...manifest, spec: { ...(manifest.spec as object), deleted: 'true' } }
      : manifest,
  )
  const { cluster, inferred } = completed(document)
  expect(cluster.blockAffinities).toEqual([])
  expect(inferred).toEqual([])
})
