import { type Manifest, valueAt } from '../engine/manifest'

/** What an import would be better with, and the command that prints it. */
export interface MissingPart {
  readonly part: (typeof PARTS)[number]['part']
  readonly command: string
}

/** All that is read of a cluster, in one command. */
export const WHOLE_EXPORT =
  'kubectl get nodes,pods,ippools.crd.projectcalico.org,bgpconfigurations.crd.projectcalico.org,bgppeers.crd.projectcalico.org,felixconfigurations.crd.projectcalico.org,clusterinformations.crd.projectcalico.org,blockaffinities.crd.projectcalico.org,ipamblocks.crd.projectcalico.org,ipamconfigs.crd.projectcalico.org -A -o yaml'

const crd = (plural: string): string => `kubectl get ${plural}.crd.projectcalico.org -o yaml`

const PARTS = [
  { part: 'nodes', kinds: ['Node'], command: 'kubectl get nodes -o yaml' },
  { part: 'pools', kinds: ['IPPool'], command: crd('ippools') },
  { part: 'pods', kinds: ['Pod', 'WorkloadEndpoint'], command: 'kubectl get pods -A -o yaml' },
  {
    part: 'blocks',
    kinds: ['BlockAffinity', 'IPAMBlock'],
    command: 'kubectl get blockaffinities.crd.projectcalico.org,ipamblocks.crd.projectcalico.org -o yaml',
  },
  { part: 'release', kinds: ['ClusterInformation'], command: crd('clusterinformations') },
  { part: 'bgp', kinds: ['BGPConfiguration'], command: crd('bgpconfigurations') },
  { part: 'peers', kinds: ['BGPPeer'], command: crd('bgppeers') },
  { part: 'filters', kinds: ['BGPFilter'], command: crd('bgpfilters') },
  { part: 'felix', kinds: ['FelixConfiguration'], command: crd('felixconfigurations') },
  {
    part: 'routes',
    kinds: [],
    command: 'for n in $(kubectl get nodes -o name | cut -d/ -f2); do echo "# host: $n"; ssh $n ip route; done',
  },
] as const

/** @param emptyLists kinds of lists that came without items: who asked for those lacks nothing. */
export function missingParts(
  manifests: readonly Manifest[],
  emptyLists: readonly string[],
  tables: number,
): readonly MissingPart[] {
  const kinds = new Set([...manifests.map(({ kind }) => kind), ...emptyLists.map((list) => list.replace(/List$/, ''))])
  const asksForFilters = manifests.some(
    (manifest) => manifest.kind === 'BGPPeer' && valueAt(manifest, ['spec', 'filters']) !== undefined,
  )
  return PARTS.filter(({ part, kinds: wanted }) => {
    if (part === 'routes') return tables === 0
    // Releases before v3.25 have none, so they are asked for only where a peer names one.
    if (part === 'filters' && !asksForFilters) return false
    return !wanted.some((kind) => kinds.has(kind))
  }).map(({ part, command }) => ({ part, command }))
}
