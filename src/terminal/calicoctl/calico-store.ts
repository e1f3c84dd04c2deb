/** The lab's manifests as Calico's own API shows them, and what that API writes as manifests of the lab. */
import type { Cluster } from '../../engine/lab/cluster'
import type { LabDocument } from '../../engine/lab/document'
import { podNameIn } from '../../engine/lab/pod-manifests'
import { clusterOf } from '../../engine/lab/read-cluster'
import { isJsonObject, type Json, type JsonObject, jsonEquals, type Manifest } from '../../engine/manifest'
import { calicoNodeParts, withCalicoNodeSpec } from '../cluster-api/calico-node'
import { convertedUid, serverFields } from '../cluster-api/served-metadata'
import { workloadEndpointParts } from '../cluster-api/workload-endpoint'
import { compactJson } from '../resource-printing/go-json'
import { informationManifest } from './cluster-information'
import { API_VERSION, type CalicoKind, type CalicoObject } from './kind'

/** An object, and the manifest that it is made from. */
export interface Stored {
  readonly object: CalicoObject
  readonly held: Manifest
}

/** In the order in which Calico lists them: by name; endpoints by namespace and pod. */
export function listObjects(document: LabDocument, kind: CalicoKind): readonly Stored[] {
  const cluster = clusterOf(document)
  if (kind.kind === 'WorkloadEndpoint') return listEndpoints(document, cluster, kind)
  const held = document.manifests.filter((manifest) => isKind(manifest, kind))
  const all = kind.kind === 'ClusterInformation' ? [informationManifest(cluster, held[0])] : held
  return all.map((manifest) => ({ held: manifest, object: objectOf(manifest, kind, cluster) })).sort(byName)
}

const byName = (a: Stored, b: Stored): number => (a.held.metadata.name < b.held.metadata.name ? -1 : 1)

/** The configuration of IPAM has another name where it is stored. */
const isKind = ({ kind }: Manifest, wanted: CalicoKind): boolean =>
  kind === wanted.kind || (wanted.kind === 'IPAMConfiguration' && kind === 'IPAMConfig')

function listEndpoints(document: LabDocument, cluster: Cluster, kind: CalicoKind): readonly Stored[] {
  const manifests = new Map<string, Manifest>()
  for (const manifest of document.manifests) {
    const name = podNameIn(manifest)
    if (name !== undefined && (manifest.kind === 'Pod' || !manifests.has(name))) manifests.set(name, manifest)
  }
  return [...cluster.pods]
    .sort((a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name))
    .flatMap((pod) => {
      const held = manifests.get(`${pod.namespace}/${pod.name}`)
      if (!held) return []
      const { name, labels, spec } = workloadEndpointParts(pod, held)
      const metadata = { ...servedMetadata(held, name), labels, namespace: pod.namespace }
      return [{ held, object: ordered({ apiVersion: API_VERSION, kind: kind.kind, metadata, spec }, kind) }]
    })
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const METADATA_ANNOTATION = 'projectcalico.org/metadata'

const isCrd = ({ apiVersion }: Manifest): boolean => apiVersion === 'crd.projectcalico.org/v1'

function servedMetadata(held: Manifest, name: string): CalicoObject['metadata'] {
  const { uid, resourceVersion, creationTimestamp } = serverFields(held)
  return { name, uid: isCrd(held) ? convertedUid(uid) : uid, resourceVersion, creationTimestamp }
}

/** Labels and annotations that calicoctl has set stand inside an annotation of the CRD's object. */
function authored(held: Manifest): { readonly labels?: Json; readonly annotations?: Json } {
  const { labels, annotations } = isCrd(held) ? storedMetadata(held) : held.metadata
  return {
    ...(isJsonObject(labels) && Object.keys(labels).length > 0 && { labels }),
    ...(isJsonObject(annotations) && Object.keys(annotations).length > 0 && { annotations }),
  }
}

function storedMetadata(held: Manifest): JsonObject {
  const { annotations } = held.metadata
  const text = isJsonObject(annotations) ? annotations[METADATA_ANNOTATION] : undefined
  try {
    const metadata: unknown = JSON.parse(String(text))
    return isJsonObject(metadata as Json) ? (metadata as JsonObject) : {}
  } catch {
    return {}
  }
}

function objectOf(held: Manifest, kind: CalicoKind, cluster: Cluster): CalicoObject {
  const metadata = { ...servedMetadata(held, held.metadata.name), ...authored(held) }
  if (kind.kind === 'Node') {
    const { annotations, spec, status } = calicoNodeParts(held)
    const annotated = Object.keys(annotations).length > 0 ? { ...metadata, annotations } : metadata
    return ordered({ apiVersion: API_VERSION, kind: kind.kind, metadata: annotated, spec, status }, kind)
  }
  const own = isJsonObject(held.spec) ? held.spec : {}
  const spec = kind.kind === 'IPPool' ? withPoolDefaults(own, cluster) : withoutNulls(own)
  return ordered({ apiVersion: API_VERSION, kind: kind.kind, metadata, spec }, kind)
}

const withoutNulls = (spec: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== null))

/** What Calico fills in when it reads a pool (libcalico-go `clientv3/ippool.go`, `convertIpPoolFromStorage`). */
export function withPoolDefaults(spec: JsonObject, { information }: Pick<Cluster, 'information'>): JsonObject {
  const { natOutgoing, disabled, disableBGPExport, allowedUses, ...fields } = withoutNulls(spec)
  const uses = Array.isArray(allowedUses) && allowedUses.length > 0 ? allowedUses : ['Workload', 'Tunnel']
  return {
    ...fields,
    ...(natOutgoing === true && { natOutgoing }),
    ...(disabled === true && { disabled }),
    ...(disableBGPExport === true && { disableBGPExport }),
    allowedUses: uses,
    blockSize: fields.blockSize || (String(fields.cidr).includes(':') ? 122 : 26),
    ipipMode: fields.ipipMode || 'Never',
    vxlanMode: fields.vxlanMode || 'Never',
    nodeSelector: fields.nodeSelector || 'all()',
    ...(information.era !== 'classic' && { assignmentMode: fields.assignmentMode || 'Automatic' }),
  }
}

const METADATA_ORDER = ['name', 'namespace', 'uid', 'resourceVersion', 'creationTimestamp', 'labels', 'annotations']
const OBJECT_ORDER = ['kind', 'apiVersion', 'metadata', 'spec', 'status']
const BGP_ORDER = ['asNumber', 'ipv4Address', 'ipv6Address', 'ipv4IPIPTunnelAddr', 'routeReflectorClusterID']

/** Members as Calico's structs declare them; those that the lab does not know come behind, by name. */
function ordered(object: CalicoObject, kind: CalicoKind): CalicoObject {
  const spec = inOrder(object.spec, Object.keys(kind.fields ?? {}))
  const whole = {
    ...object,
    metadata: inOrder(object.metadata, METADATA_ORDER),
    spec: isJsonObject(spec.bgp) ? { ...spec, bgp: inOrder(spec.bgp, BGP_ORDER) } : spec,
  }
  return inOrder(whole, OBJECT_ORDER) as CalicoObject
}

function inOrder(object: JsonObject, order: readonly string[]): JsonObject {
  const rest = Object.keys(object)
    .filter((key) => !order.includes(key))
    .sort(compareText)
  const keys = [...order.filter((key) => Object.hasOwn(object, key)), ...rest]
  return Object.fromEntries(keys.map((key) => [key, object[key] ?? null]))
}

/**
 * The manifest with what `object` says other than it did: fields that both leave to their defaults are left as they are,
 * so that what is read and written back changes nothing.
 */
export function writtenOver({ held, object: before }: Stored, object: CalicoObject): Manifest {
  const labelled = withAuthored(held, before, object)
  if (held.kind === 'Node') return withCalicoNodeSpec(labelled, before.spec, object.spec)
  const own = isJsonObject(held.spec) ? held.spec : {}
  const spec = specOver(own, before.spec, object.spec)
  return jsonEquals(own, spec) ? labelled : { ...labelled, spec }
}

function specOver(own: JsonObject, before: JsonObject, after: JsonObject): JsonObject {
  const kept = Object.entries(own).flatMap(([key, value]): [string, Json][] => {
    if (jsonEquals(before[key], after[key])) return [[key, value]]
    const next = after[key]
    return next === undefined ? [] : [[key, next]]
  })
  const added = Object.entries(after).filter(
    ([key, value]) => !Object.hasOwn(own, key) && !jsonEquals(before[key], value),
  )
  return Object.fromEntries([...kept, ...added])
}

/**
 * Labels and annotations are as `after` has them (`mergeMetadataForUpdate` in calicoctl/resourcemgr). A Kubernetes Node
 * keeps its own where `after` says nothing of them.
 */
function withAuthored(held: Manifest, before: CalicoObject, after: CalicoObject): Manifest {
  const wanted = (field: 'labels' | 'annotations'): JsonObject => {
    const [old, given] = [before.metadata[field], after.metadata[field]]
    if (isJsonObject(given)) return given
    return held.kind === 'Node' && isJsonObject(old) ? old : {}
  }
  const [labels, annotations] = [wanted('labels'), wanted('annotations')]
  const isSame =
    jsonEquals(labels, before.metadata.labels ?? {}) && jsonEquals(annotations, before.metadata.annotations ?? {})
  if (isSame) return held
  const set = {
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(Object.keys(annotations).length > 0 && held.kind !== 'Node' && { annotations }),
  }
  if (!isCrd(held)) {
    const { labels: _labels, annotations: kept, ...metadata } = held.metadata
    const own = held.kind === 'Node' && kept !== undefined ? { annotations: kept } : {}
    return { ...held, metadata: { ...metadata, ...own, ...set } as Manifest['metadata'] }
  }
  const own = isJsonObject(held.metadata.annotations) ? held.metadata.annotations : {}
  const { labels: _labels, annotations: _annotations, ...stored } = storedMetadata(held)
  const inside = compactJson({ ...stored, ...set })
  return { ...held, metadata: { ...held.metadata, annotations: { ...own, [METADATA_ANNOTATION]: inside } } }
}
