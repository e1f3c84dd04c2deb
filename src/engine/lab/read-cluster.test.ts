import { describe, expect, it } from 'vitest'
import { withPoolSpec } from '../calico/resources/ip-pool'
import { nodeManifest } from '../calico/resources/node'
import { podManifest } from '../calico/resources/pod'
import { ip } from '../net/ipv4'
import type { LabDocument, Manifest } from './document'
import { clusterOf, readCluster, warningsOf } from './read-cluster'
import { readResources } from './read-resources'

const underlay: Manifest = {
  apiVersion: 'podpath.dev/v1',
  kind: 'Underlay',
  metadata: { name: 'u' },
  spec: { subnets: [{ name: 'a', cidr: '192.168.10.0/24' }] },
}
const pool: Manifest = {
  apiVersion: 'projectcalico.org/v3',
  kind: 'IPPool',
  metadata: { name: 'p' },
  spec: { cidr: '10.0.0.0/16' },
}
const node = nodeManifest({ name: 'n1', address: { address: ip('192.168.10.11'), length: 24 } })
const pod = podManifest({ name: 'x', namespace: 'default', node: 'n1', address: ip('10.0.0.1') })
const lab = (...manifests: readonly Manifest[]): LabDocument => ({
  manifests: [underlay, pool, node, pod, ...manifests],
})

const codes = (document: LabDocument): string[] => {
  const result = readCluster(document)
  return result.ok ? [] : result.error.map(({ code }) => code)
}

describe('readCluster', () => {
  it('fills in what no resource says', () => {
    expect(clusterOf(lab())).toMatchObject({
      information: { era: 'classic' },
      nodes: [{ name: 'n1' }],
      pods: [{ name: 'x', address: ip('10.0.0.1') }],
      bgpConfiguration: { nodeToNodeMeshEnabled: true },
      felixConfiguration: { vxlanPort: 4789 },
      ipamConfig: { strictAffinity: false },
    })
  })

  it('gives the same cluster for the same document', () => {
    const document = lab()
    expect(clusterOf(document)).toBe(clusterOf(document))
  })

  it('reads again only the manifest that an edit replaced', () => {
    const before = clusterOf(lab())
    const always = withPoolSpec(pool, { ipipMode: 'Always' })
    const after = clusterOf({ manifests: [underlay, always, node, pod] })
    expect(after.pools[0]?.ipipMode).toBe('Always')
    expect(after.nodes[0]).toBe(before.nodes[0])
    expect(after.underlay).toBe(before.underlay)
  })

  it('throws for a document that is not valid', () => {
    expect(() => clusterOf({ manifests: [] })).toThrow(/no-underlay/)
  })

  it('says what is missing altogether', () => {
    expect(codes({ manifests: [] })).toEqual(['no-underlay', 'no-node', 'no-pool'])
  })

  it('does not call missing what is there in error', () => {
    const broken = withPoolSpec(pool, { blockSize: 99 })
    expect(codes({ manifests: [underlay, broken, node] })).toEqual(['block-size-range'])
  })

  it('tells a Pod from one of another namespace, and lets it win over its WorkloadEndpoint', () => {
    const other: Manifest = { ...pod, metadata: { name: 'x', namespace: 'shop' }, status: { podIP: '10.0.0.2' } }
    const endpoint: Manifest = {
      apiVersion: 'projectcalico.org/v3',
      kind: 'WorkloadEndpoint',
      metadata: { name: 'n1-k8s-x-eth0', namespace: 'default' },
      spec: { node: 'n1', pod: 'x', ipNetworks: ['10.0.0.9/32'] },
    }
    expect(clusterOf(lab(other, endpoint)).pods.map(({ namespace, address }) => [namespace, address])).toEqual([
      ['default', ip('10.0.0.1')],
      ['shop', ip('10.0.0.2')],
    ])
  })

  it('takes a Node of Kubernetes and one of Calico with the same name for one twice', () => {
    expect(codes(lab({ ...node, apiVersion: 'projectcalico.org/v3' }))).toContain('resource-repeated')
  })

  it('keeps warnings apart from errors', () => {
    const affinity: Manifest = {
      apiVersion: 'crd.projectcalico.org/v1',
      kind: 'BlockAffinity',
      metadata: { name: 'x' },
      spec: { cidr: '10.1.0.0/26', node: 'gone' },
    }
    const document = lab(affinity)
    expect(codes(document)).toEqual([])
    expect(warningsOf(document).map(({ code, manifest }) => [code, manifest])).toEqual([
      ['affinity-of-missing-node', 4],
      ['affinity-outside-pools', 4],
    ])
  })

  it('warns of blocks that a pool of this block size cannot have made', () => {
    const affinity: Manifest = {
      apiVersion: 'crd.projectcalico.org/v1',
      kind: 'BlockAffinity',
      metadata: { name: 'x' },
      spec: { cidr: '10.0.0.64/28', node: 'n1' },
    }
    const warnings = warningsOf(lab(affinity)).filter(({ code }) => code === 'pool-blocks-size')
    expect(warnings.map(({ path, params }) => [path, params.block])).toEqual([[['spec', 'blockSize'], '10.0.0.64/28']])
  })

  const named = (name: string): Manifest => ({ ...node, metadata: { ...node.metadata, name } })
  const withRouter = (name: string): Manifest => ({
    ...underlay,
    spec: { subnets: [{ name: 'a', cidr: '192.168.10.0/24' }], routers: [{ name, interfaces: [] }] },
  })

  it.each(['default/x', '-', 'a b', 'Node', '\u001b[31m', 'a'.repeat(254), '__proto__'])(
    'no machine is called %j: pods are told from machines by the slash',
    (name) => {
      expect(codes({ manifests: [underlay, pool, named(name)] })).toEqual(['bad-name'])
      expect(codes({ manifests: [withRouter(name), pool, node] })).toEqual(['bad-name'])
    },
  )

  it('names inherited by every object are names like others', () => {
    const odd: Manifest = { apiVersion: 'v1', kind: 'toString', metadata: { name: 'constructor' } }
    expect(warningsOf(lab(odd)).map(({ code }) => code)).toEqual(['unknown-kind'])
    expect(
      codes(lab(JSON.parse('{"apiVersion":"v1","kind":"Pod","metadata":{"name":"y","labels":{"__proto__":"z"}}}'))),
    ).toEqual([])
  })
})

describe('readResources', () => {
  it('says which manifest an issue is about', () => {
    const issues = readResources(lab({ ...pool, metadata: { name: 'q' }, spec: {} })).issues
    expect(issues).toMatchObject([{ code: 'field-missing', manifest: 4, path: ['spec', 'cidr'] }])
  })
})
