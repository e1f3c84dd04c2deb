import { type Assertion, readAssertions } from '../calico/resources/assertions'
import { type BGPConfiguration, readBGPConfiguration } from '../calico/resources/bgp-configuration'
import { type BGPFilter, readBGPFilter } from '../calico/resources/bgp-filter'
import { type BGPPeer, readBGPPeer } from '../calico/resources/bgp-peer'
import { type BlockAffinity, readBlockAffinity } from '../calico/resources/block-affinity'
import { type ClusterInformation, readClusterInformation } from '../calico/resources/cluster-information'
import { type FelixConfiguration, readFelixConfiguration } from '../calico/resources/felix-configuration'
import { isName } from '../calico/resources/fields'
import { type IPPool, readIPPool } from '../calico/resources/ip-pool'
import { type IPAMBlock, readIPAMBlock } from '../calico/resources/ipam-block'
import { type IPAMConfig, readIPAMConfig } from '../calico/resources/ipam-config'
import { type CalicoNode, readNode } from '../calico/resources/node'
import { outsideModel } from '../calico/resources/outside-model'
import { type PodFacts, readPod, readWorkloadEndpoint } from '../calico/resources/pod'
import { type HostEndpoint, type Policy, readHostEndpoint, readPolicy } from '../calico/resources/policy'
import { issueAt, type Reader, refName, refOf } from '../calico/resources/reading'
import { type RecordedTable, readRoutingTable } from '../calico/resources/routing-table'
import { readUnderlay, type Underlay } from '../calico/resources/underlay'
import { groupBy } from '../group-by'
import type { Issue } from '../issue'
import { oncePer } from '../once-per'
import type { LabDocument, Manifest } from './document'

/** A typed view, and the manifest it was read from. */
export interface Entry<T> {
  readonly value: T
  readonly manifest: Manifest
  /** In `LabDocument.manifests`. */
  readonly index: number
}

/** Each resource by itself, in the document's order; how they fit together is `readCluster`'s to say. */
export interface Resources {
  readonly underlays: readonly Entry<Underlay>[]
  readonly nodes: readonly Entry<CalicoNode>[]
  /** Pods, and WorkloadEndpoints of pods that the document has no Pod for. */
  readonly pods: readonly Entry<PodFacts>[]
  readonly pools: readonly Entry<IPPool>[]
  readonly bgpConfigurations: readonly Entry<BGPConfiguration>[]
  readonly bgpPeers: readonly Entry<BGPPeer>[]
  readonly bgpFilters: readonly Entry<BGPFilter>[]
  readonly felixConfigurations: readonly Entry<FelixConfiguration>[]
  readonly ipamConfigs: readonly Entry<IPAMConfig>[]
  readonly blockAffinities: readonly Entry<BlockAffinity>[]
  readonly blocks: readonly Entry<IPAMBlock>[]
  readonly informations: readonly Entry<ClusterInformation>[]
  readonly assertions: readonly Entry<readonly Assertion[]>[]
  /** What nodes really had; nothing here depends on it. */
  readonly routingTables: readonly Entry<RecordedTable>[]
  /** Not modelled; the lab knows whom they are about. */
  readonly policies: readonly Policy[]
  readonly hostEndpoints: readonly HostEndpoint[]
  /** What is wrong with single resources, and names used twice. */
  readonly issues: readonly Issue[]
}

const CALICO_GROUPS = ['projectcalico.org/v3', 'crd.projectcalico.org/v1'] as const

/** What the lab reads (FORMATS of the lab file). */
export const API_VERSIONS: Readonly<Record<string, readonly string[]>> = {
  Underlay: ['podpath.dev/v1'],
  Assertions: ['podpath.dev/v1'],
  RoutingTable: ['podpath.dev/v1'],
  Node: ['v1', ...CALICO_GROUPS],
  Pod: ['v1'],
  IPPool: CALICO_GROUPS,
  BGPConfiguration: CALICO_GROUPS,
  BGPPeer: CALICO_GROUPS,
  BGPFilter: CALICO_GROUPS,
  FelixConfiguration: CALICO_GROUPS,
  BlockAffinity: CALICO_GROUPS,
  IPAMBlock: CALICO_GROUPS,
  IPAMConfig: CALICO_GROUPS,
  IPAMConfiguration: CALICO_GROUPS,
  WorkloadEndpoint: CALICO_GROUPS,
  ClusterInformation: CALICO_GROUPS,
}

/** Each reads a manifest once: an edit re-reads only what it replaced. */
const READERS = {
  underlay: oncePer(readUnderlay),
  node: oncePer(readNode),
  pod: oncePer(readPod),
  workloadEndpoint: oncePer(readWorkloadEndpoint),
  pool: oncePer(readIPPool),
  bgpConfiguration: oncePer(readBGPConfiguration),
  bgpPeer: oncePer(readBGPPeer),
  bgpFilter: oncePer(readBGPFilter),
  felixConfiguration: oncePer(readFelixConfiguration),
  ipamConfig: oncePer(readIPAMConfig),
  blockAffinity: oncePer(readBlockAffinity),
  block: oncePer(readIPAMBlock),
  information: oncePer(readClusterInformation),
  assertions: oncePer(readAssertions),
  routingTable: oncePer(readRoutingTable),
}

export const readResources = oncePer(readFresh)

function readFresh({ manifests }: LabDocument): Resources {
  const issues: Issue[] = [
    ...issuesOfEach(manifests, kindIssues),
    ...issuesOfEach(manifests, nameIssues),
    ...issuesOfEach(manifests, outsideModel),
    ...repeatedResources(manifests),
  ]
  const byKind = groupBy(manifests.entries(), ([, { kind }]) => kind)
  const collect = <T>(read: Reader<T>, ...kinds: readonly string[]): Entry<T>[] => {
    const entries: Entry<T>[] = []
    for (const [index, manifest] of kinds.flatMap((kind) => byKind.get(kind) ?? [])) {
      if (!API_VERSIONS[manifest.kind]?.includes(manifest.apiVersion)) continue
      const { value, issues: found } = read(manifest)
      for (const issue of found) issues.push({ ...issue, manifest: index })
      if (value !== undefined) entries.push({ value, manifest, index })
    }
    return entries
  }
  const pods = collect(READERS.pod, 'Pod')
  const endpoints = collect(READERS.workloadEndpoint, 'WorkloadEndpoint')
  const named = new Set(endpoints.length > 0 ? manifests.filter(isPod).map((manifest) => podName(refOf(manifest))) : [])
  return {
    underlays: collect(READERS.underlay, 'Underlay'),
    nodes: collect(READERS.node, 'Node'),
    pods: [...pods, ...endpoints.filter(({ value }) => !named.has(podName(value)))],
    pools: collect(READERS.pool, 'IPPool'),
    bgpConfigurations: collect(READERS.bgpConfiguration, 'BGPConfiguration'),
    bgpPeers: collect(READERS.bgpPeer, 'BGPPeer'),
    bgpFilters: collect(READERS.bgpFilter, 'BGPFilter'),
    felixConfigurations: collect(READERS.felixConfiguration, 'FelixConfiguration'),
    ipamConfigs: collect(READERS.ipamConfig, 'IPAMConfig', 'IPAMConfiguration'),
    blockAffinities: collect(READERS.blockAffinity, 'BlockAffinity'),
    blocks: collect(READERS.block, 'IPAMBlock'),
    informations: collect(READERS.information, 'ClusterInformation'),
    assertions: collect(READERS.assertions, 'Assertions'),
    routingTables: collect(READERS.routingTable, 'RoutingTable'),
    policies: [...byKind.values()].flatMap((ofKind) => policiesAmong(ofKind)),
    hostEndpoints: (byKind.get('HostEndpoint') ?? []).flatMap(([, manifest]) => readHostEndpoint(manifest) ?? []),
    issues,
  }
}

/** Their kinds are named so, in whatever group. */
const policiesAmong = (ofKind: readonly (readonly [number, Manifest])[]): readonly Policy[] =>
  ofKind[0]?.[1].kind.endsWith('NetworkPolicy') ? ofKind.flatMap(([, manifest]) => readPolicy(manifest) ?? []) : []

const isPod = ({ kind }: Manifest): boolean => kind === 'Pod'

const podName = ({ namespace, name }: { readonly namespace?: string; readonly name: string }): string =>
  `${namespace ?? 'default'}/${name}`

/** With the place of each in the document. Most manifests have none. */
function issuesOfEach(manifests: readonly Manifest[], check: (manifest: Manifest) => readonly Issue[]): Issue[] {
  const issues: Issue[] = []
  for (const [index, manifest] of manifests.entries()) {
    for (const issue of check(manifest)) issues.push({ ...issue, manifest: index })
  }
  return issues
}

/** What the lab does not read stays in the document, and is said: it may be another program's, or misspelt. */
function kindIssues(manifest: Manifest): readonly Issue[] {
  const { kind, apiVersion } = manifest
  if (!isReadKind(kind)) {
    const known = Object.keys(API_VERSIONS).join(', ')
    const code = kind.endsWith('NetworkPolicy') ? 'policy-ignored' : 'unknown-kind'
    return [issueAt(manifest, ['kind'], code, { value: kind, known }, 'warning')]
  }
  const versions = API_VERSIONS[kind] ?? []
  if (versions.includes(apiVersion)) return NO_ISSUES
  const params = { value: apiVersion, allowed: versions.join(', ') }
  const ofAnother = !versions.some((version) => groupOf(version) === groupOf(apiVersion))
  return [issueAt(manifest, ['apiVersion'], 'unknown-api-version', params, ofAnother ? 'warning' : 'error')]
}

/** Whether the lab reads resources of that kind; others it keeps. */
export const isReadKind = (kind: string): boolean => Object.hasOwn(API_VERSIONS, kind)

/** `apps/v1` is of the group `apps`, `v1` of the one without a name. */
const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '')

const NO_ISSUES: readonly Issue[] = []

const nameIssues = oncePer((manifest: Manifest): readonly Issue[] =>
  (isReadKind(manifest.kind) ? ['name', 'namespace'] : []).flatMap((field) => {
    const value = manifest.metadata[field]
    if (typeof value !== 'string' || isName(value)) return []
    return [issueAt(manifest, ['metadata', field], 'bad-name', { value: JSON.stringify(value) })]
  }),
)

/** What tells a resource from others: its kind, namespace and name. The group of what the lab reads does not count. */
export const resourceKey = oncePer((manifest: Manifest): string => {
  const { kind, name, namespace } = refOf(manifest)
  if (!isReadKind(kind)) return JSON.stringify([kind, namespace ?? '', name, groupOf(manifest.apiVersion)])
  const inNamespace = kind === 'Pod' || kind === 'WorkloadEndpoint'
  return JSON.stringify([kind, inNamespace ? (namespace ?? 'default') : '', name])
})

function repeatedResources(manifests: readonly Manifest[]): Issue[] {
  const seen = new Set<string>()
  return issuesOfEach(manifests, (manifest) => {
    const key = resourceKey(manifest)
    if (!seen.has(key)) {
      seen.add(key)
      return NO_ISSUES
    }
    const params = { value: refName(refOf(manifest)) }
    return [issueAt(manifest, ['metadata', 'name'], 'resource-repeated', params)]
  })
}
