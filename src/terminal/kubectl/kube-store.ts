/** The lab's manifests as the API server shows them to kubectl. */

import { blockName } from '../../engine/calico/resources/block-affinity'
import { blockManifest } from '../../engine/calico/resources/ipam-block'
import type { Cluster } from '../../engine/lab/cluster'
import type { LabDocument } from '../../engine/lab/document'
import { ipamOfCluster } from '../../engine/lab/ipam-in-document'
import { podNameIn } from '../../engine/lab/pod-manifests'
import { clusterOf } from '../../engine/lab/read-cluster'
import { isJsonObject, isText, type JsonObject, type Manifest } from '../../engine/manifest'
import { formatIpv4 } from '../../engine/net/ipv4'
import { oncePer } from '../../engine/once-per'
import { kubernetesNode } from '../cluster-api/calico-node'
import { convertedUid, serverFields } from '../cluster-api/served-metadata'
import { compactJson } from '../resource-printing/go-json'
import { type KubeKind, NAMESPACE, NODE, POD } from './kind'

export interface KubeObject {
  readonly kind: KubeKind
  readonly manifest: Manifest
  /** Absent: it follows from others, and stands nowhere. */
  readonly held?: Manifest
}

/** In the order of the API: by namespace and name. Without `namespace`: of all. */
export function listKube(document: LabDocument, kind: KubeKind, namespace?: string): readonly KubeObject[] {
  const all = ordered(document, kind)
  if (namespace === undefined || !kind.namespaced) return all
  return all.filter(({ manifest }) => manifest.metadata.namespace === namespace)
}

/** What was listed of a document before: it does not change. */
const listsOf = oncePer((_: LabDocument) => new Map<KubeKind, readonly KubeObject[]>())

function ordered(document: LabDocument, kind: KubeKind): readonly KubeObject[] {
  const lists = listsOf(document)
  const known = lists.get(kind)
  if (known) return known
  const keyed = unordered(document, kind).map((object) => ({ object, key: keyOf(object.manifest) }))
  const list = keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ object }) => object)
  lists.set(kind, list)
  return list
}

const keyOf = ({ metadata }: Manifest): string => `${metadata.namespace ?? ''}\0${metadata.name}`

export const findKube = (
  document: LabDocument,
  kind: KubeKind,
  name: string,
  namespace: string,
): KubeObject | undefined => listKube(document, kind, namespace).find(({ manifest }) => manifest.metadata.name === name)

function unordered(document: LabDocument, kind: KubeKind): readonly KubeObject[] {
  const cluster = clusterOf(document)
  switch (kind) {
    case POD:
      return podManifests(document).map((held) => ({ kind, held, manifest: servedPod(held, placesOf(cluster)) }))
    case NODE:
      return ofKind(document, kind).map((held) => ({
        kind,
        held,
        manifest: withServerFields(kubernetesNode(held), held),
      }))
    case NAMESPACE:
      return namespacesOf(document).map((name) => {
        const metadata = { labels: { 'kubernetes.io/metadata.name': name }, name }
        const made: Manifest = { apiVersion: 'v1', kind: 'Namespace', metadata }
        const rest = { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } }
        return { kind, manifest: { ...withServerFields(made, made), ...rest } }
      })
    default:
      return [...ofKind(document, kind), ...(kind.kind === 'IPAMBlock' ? inferredBlocks(document, cluster) : [])].map(
        (held) => ({ kind, held, manifest: servedCrd(held, kind) }),
      )
  }
}

const ofKind = (document: LabDocument, kind: KubeKind): readonly Manifest[] =>
  document.manifests.filter((manifest) => manifest.kind === kind.kind)

/** Blocks that the lab file leaves out, as they follow from the addresses in use. */
function inferredBlocks(document: LabDocument, cluster: Cluster): readonly Manifest[] {
  const held = new Set(
    document.manifests.filter(({ kind }) => kind === 'IPAMBlock').map(({ metadata }) => metadata.name),
  )
  return [...ipamOfCluster(cluster).blocks.values()]
    .filter(({ cidr }) => !held.has(blockName(cidr)))
    .map((block) => blockManifest(block))
}

/** Pods, and what stands in for those that the lab knows by their endpoint alone. */
function podManifests(document: LabDocument): readonly Manifest[] {
  const pods = document.manifests.filter(({ kind }) => kind === 'Pod')
  const names = new Set(pods.map(podNameIn))
  return [
    ...pods,
    ...document.manifests.filter(
      (manifest) => manifest.kind === 'WorkloadEndpoint' && !names.has(podNameIn(manifest) ?? ''),
    ),
  ]
}

const ALWAYS_THERE = ['default', 'kube-node-lease', 'kube-public', 'kube-system']

const namespacesOf = (document: LabDocument): readonly string[] => [
  ...new Set([...ALWAYS_THERE, ...podManifests(document).map((held) => namespaceOf(held))]),
]

const namespaceOf = ({ metadata }: Manifest): string => (isText(metadata.namespace) ? metadata.namespace : 'default')

function withServerFields(manifest: Manifest, held: Manifest): Manifest {
  return { ...manifest, metadata: { ...manifest.metadata, ...serverFields(held) } }
}

interface Places {
  readonly pods: ReadonlyMap<string, Cluster['pods'][number]>
  readonly nodes: ReadonlyMap<string, Cluster['nodes'][number]>
}

const placesOf = oncePer(
  ({ pods, nodes }: Cluster): Places => ({
    pods: new Map(pods.map((pod) => [`${pod.namespace}/${pod.name}`, pod])),
    nodes: new Map(nodes.map((node) => [node.name, node])),
  }),
)

function servedPod(held: Manifest, { pods, nodes }: Places): Manifest {
  const podName = podNameIn(held) ?? ''
  const [namespace = '', name = ''] = podName.split('/')
  const pod = pods.get(podName)
  const node = pod && nodes.get(pod.node)
  const own: Manifest =
    held.kind === 'Pod'
      ? held
      : {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name },
          spec: { containers: [{ image: 'nicolaka/netshoot', name }], nodeName: pod?.node ?? '' },
        }
  const status = isJsonObject(own.status) ? own.status : {}
  const address = pod && formatIpv4(pod.address)
  const host = node && formatIpv4(node.internalAddress)
  const served = {
    ...(host !== undefined && { hostIP: host }),
    phase: pod ? 'Running' : 'Pending',
    ...(address !== undefined && { podIP: address, podIPs: [{ ip: address }] }),
  }
  const metadata = { ...own.metadata, ...serverFields(held), namespace }
  return { ...own, metadata, status: { ...served, ...status } }
}

/** As the CRD's object of what may stand in the lab in Calico's own spelling. */
function servedCrd(held: Manifest, kind: KubeKind): Manifest {
  const fields = serverFields(held)
  if (held.apiVersion === kind.apiVersion) return withServerFields(held, held)
  const { name, labels, annotations } = held.metadata
  const inside: JsonObject = {
    creationTimestamp: fields.creationTimestamp,
    ...(isJsonObject(annotations) && { annotations }),
    ...(isJsonObject(labels) && { labels }),
  }
  return {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata: {
      annotations: { 'projectcalico.org/metadata': compactJson(inside) },
      ...fields,
      uid: convertedUid(fields.uid),
      name,
    },
    spec: held.spec ?? {},
  }
}
