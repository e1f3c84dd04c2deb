/** One node in two spellings: Kubernetes' Node with Calico's annotations, and Calico's own. */
import { withField } from '../../engine/calico/resources/edit-manifest'
import { isCalicoNode } from '../../engine/calico/resources/node'
import { isJsonObject, isText, type Json, type JsonObject, type Manifest, valueAt } from '../../engine/manifest'
import { compactJson } from '../resource-printing/go-json'

/** Where Calico's fields are kept on a Kubernetes Node. Source: libcalico-go lib/backend/k8s/resources/node.go. */
const ANNOTATION_OF: readonly (readonly [readonly string[], string])[] = [
  [['bgp', 'asNumber'], 'projectcalico.org/ASNumber'],
  [['bgp', 'ipv4Address'], 'projectcalico.org/IPv4Address'],
  [['bgp', 'ipv6Address'], 'projectcalico.org/IPv6Address'],
  [['bgp', 'ipv4IPIPTunnelAddr'], 'projectcalico.org/IPv4IPIPTunnelAddr'],
  [['bgp', 'routeReflectorClusterID'], 'projectcalico.org/RouteReflectorClusterID'],
  [['ipv4VXLANTunnelAddr'], 'projectcalico.org/IPv4VXLANTunnelAddr'],
  [['vxlanTunnelMACAddr'], 'projectcalico.org/VXLANTunnelMACAddr'],
]

const annotationPath = (annotation: string): readonly string[] => ['metadata', 'annotations', annotation]

/** `spec` and `status` of Calico's Node, and the annotation that repeats the labels. */
export function calicoNodeParts(manifest: Manifest): {
  readonly annotations: JsonObject
  readonly spec: JsonObject
  readonly status: JsonObject
} {
  if (isCalicoNode(manifest)) {
    const { annotations } = manifest.metadata
    return {
      annotations: isJsonObject(annotations) ? annotations : {},
      spec: isJsonObject(manifest.spec) ? manifest.spec : {},
      status: isJsonObject(manifest.status) ? manifest.status : {},
    }
  }
  let held: Manifest = { apiVersion: '', kind: '', metadata: { name: '' } }
  for (const [path, annotation] of ANNOTATION_OF) {
    const value = valueAt(manifest, annotationPath(annotation))
    if (isText(value)) held = withField(held, ['spec', ...path], path.at(-1) === 'asNumber' ? Number(value) : value)
  }
  const { name, labels } = manifest.metadata
  const spec = isJsonObject(held.spec) ? held.spec : {}
  const podCIDRs = valueAt(manifest, ['spec', 'podCIDRs'])
  return {
    annotations: isJsonObject(labels) ? { 'projectcalico.org/kube-labels': compactJson(labels) } : {},
    spec: { addresses: addressesOf(manifest, spec), ...spec, orchRefs: [{ nodeName: name, orchestrator: 'k8s' }] },
    status: podCIDRs === undefined ? {} : { podCIDRs },
  }
}

/** Calico's address with its mask first, then what Kubernetes knows (`fillAllAddresses`). */
function addressesOf(manifest: Manifest, spec: JsonObject): Json {
  const own = valueAt(spec, ['bgp', 'ipv4Address'])
  const listed = valueAt(manifest, ['status', 'addresses'])
  const kubernetes = (Array.isArray(listed) ? listed : [])
    .filter(isJsonObject)
    .filter(({ type }) => type === 'InternalIP' || type === 'ExternalIP')
    .map(({ address, type }): JsonObject => ({ address: address ?? null, type: type ?? null }))
  return [...(isText(own) ? [{ address: own, type: 'CalicoNodeIP' }] : []), ...kubernetes]
}

/** The manifest with those of Calico's fields changed that differ between two specs. */
export function withCalicoNodeSpec(manifest: Manifest, before: JsonObject, after: JsonObject): Manifest {
  return ANNOTATION_OF.reduce((edited, [path, annotation]) => {
    const value = valueAt(after, path)
    if (value === valueAt(before, path)) return edited
    const kept = value === undefined || value === null || value === '' ? undefined : value
    if (isCalicoNode(manifest)) return withField(edited, ['spec', ...path], kept)
    return withField(edited, annotationPath(annotation), kept === undefined ? undefined : String(kept))
  }, manifest)
}

/** Kubernetes' Node, also of one that the lab holds as Calico's. */
export function kubernetesNode(manifest: Manifest): Manifest {
  if (!isCalicoNode(manifest)) return manifest
  const { spec, ...rest } = manifest
  const fields = isJsonObject(spec) ? spec : {}
  const annotated = ANNOTATION_OF.reduce(
    (edited, [path, annotation]) => {
      const value = valueAt(fields, path)
      return value === undefined ? edited : withField(edited, annotationPath(annotation), String(value))
    },
    withoutCalicoAnnotations(rest as Manifest),
  )
  const addresses = Array.isArray(fields.addresses) ? fields.addresses.filter(isJsonObject) : []
  const own = valueAt(fields, ['bgp', 'ipv4Address'])
  const internal = addresses.find(({ type }) => type === 'InternalIP')?.address ?? String(own ?? '').split('/')[0] ?? ''
  return {
    ...annotated,
    apiVersion: 'v1',
    kind: 'Node',
    status: {
      addresses: [
        { address: internal, type: 'InternalIP' },
        { address: manifest.metadata.name, type: 'Hostname' },
      ],
    },
  }
}

const withoutCalicoAnnotations = (manifest: Manifest): Manifest =>
  withField({ ...manifest, apiVersion: 'v1' }, annotationPath('projectcalico.org/kube-labels'), undefined)
