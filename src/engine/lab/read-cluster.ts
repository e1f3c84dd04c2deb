import { DEFAULT_BGP_CONFIGURATION } from '../calico/resources/bgp-configuration'
import { DEFAULT_CLUSTER_INFORMATION } from '../calico/resources/cluster-information'
import { DEFAULT_FELIX_CONFIGURATION } from '../calico/resources/felix-configuration'
import { DEFAULT_IPAM_CONFIG } from '../calico/resources/ipam-config'
import type { Pod, PodFacts } from '../calico/resources/pod'
import { invariant } from '../invariant'
import type { Issue } from '../issue'
import { oncePer } from '../once-per'
import { fail, ok, type Result } from '../result'
import { sameList } from '../same-list'
import type { Cluster } from './cluster'
import { crossChecks } from './cross-checks'
import type { LabDocument } from './document'
import { type Entry, type Resources, readResources } from './read-resources'

interface Read {
  readonly result: Result<Cluster, readonly Issue[]>
  readonly warnings: readonly Issue[]
}

/** What `document` says, or everything that is wrong with it. Same document, same answer, same objects. */
export const readCluster = (document: LabDocument): Result<Cluster, readonly Issue[]> => read(document).result

/** What the lab reads otherwise than the document might mean, or leaves out. Never a reason to refuse it. */
export const warningsOf = (document: LabDocument): readonly Issue[] => read(document).warnings

/** For documents that have been accepted. @throws InvariantError if `document` is not valid. */
export function clusterOf(document: LabDocument): Cluster {
  const { result } = read(document)
  invariant(result.ok, result.ok ? '' : `document is not valid: ${JSON.stringify(result.error[0])}`)
  return result.value
}

const read = oncePer((document: LabDocument): Read => {
  const resources = readResources(document)
  const issues = [...resources.issues, ...crossChecks(resources)]
  const errors = issues.filter(({ severity }) => severity === 'error')
  const warnings = issues.filter(({ severity }) => severity === 'warning')
  const underlay = resources.underlays[0]?.value
  if (errors.length > 0 || !underlay) return { result: fail(errors), warnings }
  return { result: ok(clusterFrom(resources, underlay)), warnings }
})

const valuesOf = <T extends object>(entries: readonly Entry<T>[]): readonly T[] =>
  sameList(entries.map(({ value }) => value))

const hasAddress = (pod: PodFacts): pod is Pod => pod.address !== undefined

function clusterFrom(resources: Resources, underlay: Cluster['underlay']): Cluster {
  return {
    information: resources.informations[0]?.value ?? DEFAULT_CLUSTER_INFORMATION,
    underlay,
    nodes: valuesOf(resources.nodes),
    pods: sameList(resources.pods.map(({ value }) => value).filter(hasAddress)),
    pools: valuesOf(resources.pools),
    bgpConfiguration: resources.bgpConfigurations[0]?.value ?? DEFAULT_BGP_CONFIGURATION,
    bgpPeers: valuesOf(resources.bgpPeers),
    bgpFilters: valuesOf(resources.bgpFilters),
    felixConfiguration: resources.felixConfigurations[0]?.value ?? DEFAULT_FELIX_CONFIGURATION,
    ipamConfig: resources.ipamConfigs[0]?.value ?? DEFAULT_IPAM_CONFIG,
    blockAffinities: valuesOf(resources.blockAffinities),
    blocks: valuesOf(resources.blocks),
    policies: sameList(resources.policies),
    hostEndpoints: resources.hostEndpoints,
  }
}
