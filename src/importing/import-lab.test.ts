import { gzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { Issue } from '../engine/issue'
import { clusterOf } from '../engine/lab/read-cluster'
import { realize } from '../engine/lab/realize'
import type { JsonObject } from '../engine/manifest'
import { formatIpv4 } from '../engine/net/ipv4'
import { formatPrefix } from '../engine/net/prefix'
import { sayInEnglish } from '../words/english'
import { formatIssue } from '../words/issues'
import { type ExportStyle, printed, resourcesOf } from './cluster-export.arb'
import type { ClusterSize } from './cluster-facts.arb'
import type { ImportFile } from './import-file'
import { type ImportedLab, importFiles } from './import-lab'

const said = (issues: readonly Issue[]): string[] => issues.map((issue) => formatIssue(issue, sayInEnglish))

function labOf(...files: readonly ImportFile[]): ImportedLab {
  const imported = importFiles(files)
  if (!imported.ok) throw new Error(said(imported.error).join('\n'))
  if (imported.value.kind !== 'lab') throw new Error('no lab')
  return imported.value
}

const KUBECTL: ExportStyle = { group: 'crd', wrapper: 'list' }
const CALICOCTL: ExportStyle = { group: 'v3', wrapper: 'kind-lists' }
const SMALL: ClusterSize = { nodes: 3, podsPerNode: 4 }

/** A file a kind, as `calicoctl get <kind> -o yaml` makes them; kubectl's all in one. */
function exported(size: ClusterSize, style: ExportStyle, as: 'yaml' | 'json' = 'yaml'): ImportFile[] {
  const resources = resourcesOf(size, style)
  if (style.wrapper !== 'kind-lists') {
    return [{ name: `export.${as}`, content: printed(Object.values(resources).flat(), style, as) }]
  }
  // calicoctl knows neither blocks nor affinities.
  return Object.entries(resources)
    .filter(([kind]) => kind !== 'ipamblocks' && kind !== 'blockaffinities')
    .map(([kind, all]) => ({ name: `${kind}.${as}`, content: printed(all, style, as) }))
}

/** What a cluster comes to, without what only its spelling tells. */
function essence({ document }: ImportedLab) {
  const { underlay, nodes, pods, pools, blockAffinities } = clusterOf(document)
  return {
    subnets: underlay.subnets.map(({ cidr, gateway }) => [formatPrefix(cidr), gateway && formatIpv4(gateway)]),
    nodes: nodes.map(({ name, internalAddress, bgpAddress, ipipTunnelAddress }) => [
      name,
      internalAddress,
      bgpAddress,
      ipipTunnelAddress,
    ]),
    pods: pods.map(({ name, namespace, node, address }) => [namespace, name, node, address]),
    pools: pools.map(({ name, cidr, ipipMode }) => [name, formatPrefix(cidr), ipipMode]),
    blocks: blockAffinities.map(({ node, cidr }) => [node, formatPrefix(cidr)]).sort(),
  }
}

const rawText = (json: JsonObject, as: 'yaml' | 'json'): string =>
  as === 'json' ? `${JSON.stringify(json)}\n` : stringify(json)

function utf16(text: string, order: 'little' | 'big'): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(text.length * 2))
  for (let at = 0; at < text.length; at += 1) bytes.setUint16(at * 2, text.charCodeAt(at), order === 'little')
  return new Uint8Array(bytes.buffer)
}

const routesOf = ({ document }: ImportedLab) =>
  [...realize(document).namespaces.values()].map(({ name, routes }) => [
    name,
    routes.map(({ provenance: _, ...route }) => route),
  ])

describe('importFiles', () => {
  it('[IMPORT-1] every layout of one cluster comes to the same lab', () => {
    const base = labOf(...exported(SMALL, KUBECTL))
    expect(essence(base)).toMatchObject({
      subnets: [['10.20.1.0/24', '10.20.1.1']],
      pods: { length: 12 },
      blocks: { length: 3 },
    })
    const layouts: readonly (readonly ImportFile[])[] = [
      exported(SMALL, { ...KUBECTL, group: 'v3' }),
      exported(SMALL, { ...KUBECTL, managedFields: true }),
      exported(SMALL, { ...KUBECTL, wrapper: 'documents' }),
      exported(SMALL, KUBECTL, 'json'),
      exported(SMALL, { ...KUBECTL, group: 'v3' }, 'json'),
      exported(SMALL, CALICOCTL),
      exported(SMALL, CALICOCTL, 'json'),
      exported(SMALL, KUBECTL).map(({ name, content }) => ({
        name,
        content: String(content).replaceAll('\n', '\r\n'),
      })),
      exported(SMALL, KUBECTL, 'json').map(({ name, content }) => ({
        name,
        content: String(content).replaceAll('    ', '\t'),
      })),
      exported(SMALL, KUBECTL).map(({ name, content }) => ({ name, content: `\ufeff${content}` })),
      exported(SMALL, KUBECTL).map(({ name, content }) => ({ name, content: utf16(`\ufeff${content}`, 'little') })),
      exported(SMALL, KUBECTL).map(({ name, content }) => ({ name, content: utf16(`\ufeff${content}`, 'big') })),
    ]
    for (const files of layouts) {
      const lab = labOf(...files)
      expect(essence(lab)).toEqual(essence(base))
      expect(routesOf(lab)).toEqual(routesOf(base))
    }
  })

  it.each(['yaml', 'json'] as const)(
    '[IMPORT-9] lists within lists, and items that leave their kind to the list, are resources: %s',
    (as) => {
      const base = labOf(...exported(SMALL, KUBECTL))
      const { nodes = [], pods = [], ...rest } = resourcesOf(SMALL, KUBECTL)
      const asApiAnswers = (kind: string, items: readonly JsonObject[]): JsonObject => ({
        kind: `${kind}List`,
        apiVersion: 'v1',
        metadata: { resourceVersion: '9120' },
        items: items.map(({ apiVersion: _, kind: __, ...item }) => item),
      })
      const none: JsonObject = { apiVersion: 'projectcalico.org/v3', kind: 'BGPPeerList', items: [] }
      const nested = [asApiAnswers('Node', nodes), asApiAnswers('Pod', pods), ...Object.values(rest).flat(), none]
      const joined = labOf({ name: 'joined', content: printed(nested, KUBECTL, as) })
      expect(essence(joined)).toEqual(essence(base))
      expect(joined.report.missing.map(({ part }) => part)).not.toContain('peers')
      const raw = labOf(
        { name: 'nodes', content: rawText(asApiAnswers('Node', nodes), as) },
        { name: 'pods', content: rawText(asApiAnswers('Pod', pods), as) },
        { name: 'rest', content: printed(Object.values(rest).flat(), KUBECTL, as) },
      )
      expect(essence(raw)).toEqual(essence(base))
      for (const lab of [joined, raw]) expect(labOf({ name: 'again', content: lab.source }).source).toBe(lab.source)
    },
  )

  it('[IMPORT-9] a resource whose kind ends in List is no list', () => {
    const own: JsonObject = {
      apiVersion: 'acme.example/v1',
      kind: 'AllowList',
      metadata: { name: 'office' },
      spec: { cidrs: ['10.0.0.0/8'] },
    }
    const files = [...exported(SMALL, KUBECTL), { name: 'own.yaml', content: rawText(own, 'yaml') }]
    const { report, document, source } = labOf(...files)
    expect(report.kept).toEqual([{ kind: 'AllowList', count: 1 }])
    expect(document.manifests).toContainEqual(own)
    expect(source).toContain('kind: AllowList')
  })

  it.each([3, 50])(
    '[IMPORT-2] export, import, export: the same bytes, with %i nodes',
    (nodes) => {
      const size = { nodes, podsPerNode: 3 }
      for (const files of [
        exported(size, KUBECTL),
        exported(size, KUBECTL, 'json'),
        exported(size, CALICOCTL),
        exported(size, { ...KUBECTL, wrapper: 'documents' }),
        [...exported(size, CALICOCTL), ...exported(size, KUBECTL)],
      ]) {
        const first = labOf(...files)
        const second = labOf({ name: 'lab.yaml', content: first.source })
        expect(second.source).toBe(first.source)
        expect(second.document.manifests).toEqual(first.document.manifests)
      }
    },
    60_000,
  )

  it('[IMPORT-2] numbers larger than JavaScript has stay as they were printed', () => {
    for (const as of ['yaml', 'json'] as const) {
      const text = labOf(...exported(SMALL, KUBECTL, as)).source
      expect(text.match(/1772439362000000002/g)).toHaveLength(3)
    }
  })

  it('[IMPORT-3] one file that is a lab keeps its comments and layout', () => {
    const text = `# mine\n${printed(Object.values(resourcesOf(SMALL, KUBECTL)).flat(), { ...KUBECTL, wrapper: 'documents' })}`
    const { source } = labOf({ name: 'lab.yaml', content: text })
    expect(source.startsWith(text)).toBe(true)
    expect(source.slice(text.length)).toMatch(/^---\napiVersion: podpath.dev\/v1\nkind: Underlay\n/)
  })

  it('[IMPORT-3] a comment that looks like a heading is a comment', () => {
    const plain = printed(Object.values(resourcesOf(SMALL, KUBECTL)).flat(), { ...KUBECTL, wrapper: 'documents' })
    const text = `# host: edge-a1\n${plain.replaceAll('---\n', '---\n# node: edge-a1\n').replace('spec:\n', '# on: purpose\nspec:\n')}`
    const { source, document } = labOf({ name: 'lab.yaml', content: text })
    expect(source.startsWith(text)).toBe(true)
    expect(essence({ source, document, report: labOf(...exported(SMALL, KUBECTL)).report })).toEqual(
      essence(labOf(...exported(SMALL, KUBECTL))),
    )
  })

  it('[IMPORT-3] a paste of commands and what they printed is read part by part', () => {
    const { nodes = [], pods = [], ippools = [] } = resourcesOf(SMALL, KUBECTL)
    const paste = [
      'me@laptop:~$ kubectl get nodes -o yaml',
      printed(nodes, KUBECTL),
      'me@laptop:~$ kubectl get ippools.crd.projectcalico.org,pods -A -o json',
      printed([...ippools, ...pods], KUBECTL, 'json'),
      'me@laptop:~$ ssh edge-a2 ip route',
      'default via 10.20.1.1 dev ens5',
      '10.20.1.0/24 dev ens5 proto kernel scope link src 10.20.1.12',
      'me@laptop:~$ ',
    ].join('\n')
    const { report, document } = labOf({ name: 'paste', content: paste })
    expect(report.drift?.hosts.map(({ host }) => host)).toEqual(['edge-a2'])
    expect(clusterOf(document).underlay.hosts).toMatchObject([{ node: 'edge-a2', interface: 'ens5' }])
    expect(clusterOf(document).pods).toHaveLength(12)
  })

  it('[IMPORT-4] Node of Kubernetes and of Calico are one: what only Calico’s says is taken over', () => {
    const kubernetes = resourcesOf(SMALL, KUBECTL).nodes ?? []
    const bare = kubernetes.map((node) => ({
      ...node,
      metadata: { ...(node.metadata as JsonObject), annotations: {} },
    }))
    const both = labOf({ name: 'k8s.yaml', content: printed(bare, KUBECTL) }, ...exported(SMALL, CALICOCTL))
    expect(essence(both)).toEqual(essence(labOf(...exported(SMALL, CALICOCTL))))
    expect(both.report.repeated).toBe(3)
    expect(both.document.manifests.filter(({ kind }) => kind === 'Node').map(({ apiVersion }) => apiVersion)).toEqual([
      'v1',
      'v1',
      'v1',
    ])
    expect(labOf({ name: 'again', content: both.source }).source).toBe(both.source)
  })

  it('[IMPORT-4] of a resource that was printed twice the newest stands, and that is said', () => {
    const [pool] = resourcesOf(SMALL, KUBECTL).ippools ?? []
    if (!pool) throw new Error('no pool')
    const metadata = { ...(pool.metadata as JsonObject), resourceVersion: '99999' }
    const newer = { ...pool, metadata, spec: { ...(pool.spec as JsonObject), ipipMode: 'Always' } }
    const { document, report } = labOf(...exported(SMALL, KUBECTL), {
      name: 'newer.yaml',
      content: printed([newer], KUBECTL),
    })
    expect(clusterOf(document).pools[0]?.ipipMode).toBe('Always')
    expect(said(report.issues)).toContainEqual(
      expect.stringContaining('newer.yaml:3:3: IPPool edge-pool was printed more than once'),
    )
  })

  it('[IMPORT-5] the report counts what was read, kept, passed over and inferred, and says what is missing', () => {
    const more: JsonObject[] = [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'kube-root-ca.crt', namespace: 'shop' },
        data: { a: 'b' },
      },
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'system:node' } },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'proxy', namespace: 'kube-system' },
        spec: { nodeName: 'edge-a1', hostNetwork: true },
        status: { podIP: '10.20.1.11' },
      },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'lost', namespace: 'shop' },
        spec: { nodeName: 'gone' },
        status: { podIP: '10.64.0.9' },
      },
    ]
    const { nodes = [], pods = [], ippools = [] } = resourcesOf(SMALL, KUBECTL)
    const { report, document } = labOf({
      name: 'x.yaml',
      content: printed([...nodes, ...pods, ...ippools, ...more], KUBECTL),
    })
    expect(report.read).toEqual([
      { kind: 'IPPool', count: 1 },
      { kind: 'Node', count: 3 },
      { kind: 'Pod', count: 13 },
    ])
    expect(report.kept).toEqual([
      { kind: 'ClusterRole', count: 1 },
      { kind: 'ConfigMap', count: 1 },
    ])
    expect(report.podsPassedOver).toBe(1)
    expect(report.missing.map(({ part }) => part)).toEqual(['blocks', 'release', 'bgp', 'peers', 'felix', 'routes'])
    const codes = report.issues.map(({ code }) => code)
    expect(codes.toSorted()).toEqual([
      'import-orphan-pod',
      'inferred-block',
      'inferred-block',
      'inferred-block',
      'inferred-subnet',
    ])
    expect(document.manifests.map(({ kind }) => kind)).toContain('ConfigMap')
    expect(document.manifests.map(({ metadata }) => metadata.name)).not.toContain('lost')
  })

  it('[IMPORT-5] filters are asked for where a peer names one', () => {
    const peer = {
      apiVersion: 'projectcalico.org/v3',
      kind: 'BGPPeer',
      metadata: { name: 'tor' },
      spec: { peerIP: '10.20.1.1', asNumber: 64900, filters: ['no-pods'] },
    }
    const { report } = labOf(...exported(SMALL, KUBECTL), { name: 'peers.yaml', content: printed([peer], CALICOCTL) })
    expect(report.missing.map(({ part }) => part)).toEqual(['filters', 'felix', 'routes'])
  })

  it('[IMPORT-5] who asked for BGPPeers and got none does not lack them', () => {
    const none =
      'apiVersion: projectcalico.org/v3\nitems: []\nkind: BGPPeerList\nmetadata:\n  resourceVersion: "9122"\n'
    const { report } = labOf(...exported(SMALL, CALICOCTL), { name: 'peers.yaml', content: none })
    expect(report.missing.map(({ part }) => part)).toEqual(['blocks', 'felix', 'routes'])
  })

  it('without nodes or pools it says which command prints them', () => {
    const { pods = [] } = resourcesOf(SMALL, KUBECTL)
    const imported = importFiles([{ name: 'pods.yaml', content: printed(pods, KUBECTL) }])
    expect(imported.ok ? [] : said(imported.error)).toEqual([
      expect.stringContaining('kubectl get nodes -o yaml'),
      expect.stringContaining('kubectl get ippools.crd.projectcalico.org -o yaml'),
    ])
  })

  it('says file, line and column, also of a resource deep in a list', () => {
    const [file] = exported(SMALL, KUBECTL)
    const broken = String(file?.content).replace('blockSize: 26', 'blockSize: 99')
    const line = broken.split('\n').findIndex((each) => each.includes('blockSize: 99')) + 1
    const imported = importFiles([{ name: 'e.yaml', content: broken }])
    expect(imported.ok ? [] : said(imported.error)).toEqual([
      expect.stringContaining(`e.yaml:${line}:16: IPPool edge-pool: blockSize is 99`),
    ])
  })

  it('a lone file that was packed with gzip is read', () => {
    const [file] = exported(SMALL, KUBECTL)
    const packed = gzipSync(new TextEncoder().encode(String(file?.content)))
    expect(labOf({ name: 'e.yaml.gz', content: packed }).source).toBe(
      labOf({ name: 'e.yaml', content: String(file?.content) }).source,
    )
  })
})
