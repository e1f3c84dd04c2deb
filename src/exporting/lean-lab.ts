import type { LabDocument } from '../engine/lab/document'
import { isReadKind } from '../engine/lab/read-resources'
import { isJsonObject, isText, type Json, type JsonObject, type Manifest, valueAt } from '../engine/manifest'
import { renderSource } from '../io/render-source'
import { blockText, styleOf } from '../io/write-yaml'

/** A lab without what only the cluster's servers write. */
export interface LeanLab {
  readonly text: string
  /** Whether anything was left out. */
  readonly isLess: boolean
  /** Whether comments went too: to keep them in a text of megabytes takes too long. */
  readonly isBare: boolean
}

/**
 * What a link need not carry, as the model does not read it and nobody writes it by hand: who made an object and when,
 * what ran on a node, the rest of a pod's containers; and what Calico makes of the pods (handles, endpoints beside their
 * Pods). The file keeps all of it.
 */
export function leanLab(document: LabDocument, source: string): LeanLab {
  const manifests = leanManifests(document.manifests)
  const isLess =
    manifests.length < document.manifests.length ||
    manifests.some((manifest, index) => manifest !== document.manifests[index])
  if (!isLess || source.length <= LARGE) return { text: renderSource(source, { manifests }), isLess, isBare: false }
  const style = styleOf('')
  const text = manifests.map((manifest) => blockText(manifest, style)).join('---\n')
  return { text, isLess, isBare: /^ *#/m.test(source) }
}

const LARGE = 200_000

function leanManifests(manifests: readonly Manifest[]): readonly Manifest[] {
  const pods = new Set(manifests.flatMap((each) => (each.kind === 'Pod' ? [podKey(each.metadata.name, each)] : [])))
  const isEndpointOfPod = (manifest: Manifest): boolean =>
    manifest.kind === 'WorkloadEndpoint' && pods.has(podKey(valueAt(manifest, ['spec', 'pod']), manifest))
  const claims = handlesOfPods(manifests)
  return manifests.flatMap((manifest) =>
    LEFT_OUT.has(manifest.kind) || isEndpointOfPod(manifest) ? [] : [leanManifest(manifest, claims)],
  )
}

const podKey = (name: Json | undefined, { metadata }: Manifest): string => `${metadata.namespace ?? 'default'}/${name}`

/** What only servers write, and what nodes had when the cluster was exported: a hundred tables are longer than all else. */
const LEFT_OUT: ReadonlySet<string> = new Set(['IPAMHandle', 'Event', 'Lease', 'RoutingTable'])

type Change = (value: Json) => Json | undefined

/** What becomes of a field: gone, or only so much of it. */
interface Fields {
  readonly [field: string]: 'gone' | Change | Fields
}

const METADATA: Fields = {
  creationTimestamp: 'gone',
  deletionGracePeriodSeconds: 'gone',
  finalizers: 'gone',
  generateName: 'gone',
  generation: 'gone',
  managedFields: 'gone',
  ownerReferences: 'gone',
  resourceVersion: 'gone',
  selfLink: 'gone',
  uid: 'gone',
  annotations: {
    'cni.projectcalico.org/containerID': 'gone',
    'kubectl.kubernetes.io/last-applied-configuration': 'gone',
    'projectcalico.org/metadata': (value) => (isText(value) ? withoutServerFields(value) : value),
  },
}

/** The members of `value` called so; nothing, if there are none. */
const only =
  (...names: readonly string[]): Change =>
  (value) => {
    if (!isJsonObject(value)) return value
    const kept = Object.entries(value).filter(([name]) => names.includes(name))
    return kept.length === 0 ? undefined : Object.fromEntries(kept)
  }

const ofEach =
  (change: Change): Change =>
  (value) =>
    Array.isArray(value) ? (value as readonly Json[]).flatMap((each) => change(each) ?? []) : value

const POD: Fields = {
  spec: (value) => {
    const spec = only('nodeName', 'hostNetwork', 'containers')(value)
    return spec === undefined ? undefined : changed(spec, { containers: ofEach(only('name', 'image')) })
  },
  status: only('phase', 'reason', 'podIP', 'podIPs', 'hostIP', 'hostIPs'),
}

const NODE: Fields = {
  status: (value) => {
    const status = only('addresses', 'conditions', 'nodeInfo', 'podCIDRs')(value)
    const ready: Change = (each) => (valueAt(each, ['type']) === 'Ready' ? only('type', 'status')(each) : undefined)
    const nodeInfo: Fields = { bootID: 'gone', machineID: 'gone', systemUUID: 'gone' }
    return status === undefined ? undefined : changed(status, { conditions: ofEach(ready), nodeInfo })
  },
}

const ENDPOINT: Fields = { spec: { containerID: 'gone', interfaceName: 'gone', mac: 'gone' } }

function leanManifest(manifest: Manifest, handles: ReadonlyMap<string, string>): Manifest {
  const { kind } = manifest
  const lean = changed(manifest, { metadata: METADATA }) as Manifest
  if (kind === 'Pod') return changed(lean, POD) as Manifest
  if (kind === 'Node') return changed(lean, NODE) as Manifest
  if (kind === 'WorkloadEndpoint') return changed(lean, ENDPOINT) as Manifest
  if (kind === 'IPAMBlock') return changed(lean, blockFields(handles)) as Manifest
  return isReadKind(kind) && lean.status !== undefined ? (changed(lean, { status: 'gone' }) as Manifest) : lean
}

const blockFields = (handles: ReadonlyMap<string, string>): Fields => ({
  status: 'gone',
  spec: {
    sequenceNumber: 'gone',
    sequenceNumberForAllocation: 'gone',
    attributes: ofEach((attribute) => {
      const handle = handles.get(String(valueAt(attribute, ['handle_id'])))
      return changed(attribute, { handle_id: (value) => handle ?? value, secondary: { timestamp: 'gone' } })
    }),
  },
})

/**
 * A pod's handle has its container's id in it, which no other has; here it is called by the pod, as the lab calls those that
 * it makes. But where two containers have held addresses for a pod of one name, what is released together stays apart.
 */
function handlesOfPods(manifests: readonly Manifest[]): ReadonlyMap<string, string> {
  const podOf = new Map<string, string>()
  const handleOf = new Map<string, string>()
  const contested = new Set<string>()
  for (const manifest of manifests) {
    if (manifest.kind !== 'IPAMBlock') continue
    const attributes = valueAt(manifest, ['spec', 'attributes'])
    for (const attribute of Array.isArray(attributes) ? (attributes as readonly Json[]) : []) {
      const [handle, pod, namespace] = [['handle_id'], ['secondary', 'pod'], ['secondary', 'namespace']].map((path) =>
        valueAt(attribute, path),
      )
      if (!isText(handle) || !isText(pod) || !isText(namespace)) continue
      const name = `k8s-pod-network.${namespace}.${pod}`
      if ((handleOf.get(name) ?? handle) !== handle || (podOf.get(handle) ?? name) !== name) contested.add(name)
      handleOf.set(name, handle)
      if (CONTAINER_HANDLE.test(handle)) podOf.set(handle, name)
    }
  }
  return new Map([...podOf].filter(([, name]) => !contested.has(name)))
}

const CONTAINER_HANDLE = /^k8s-pod-network\.[0-9a-f]{12,}$/

/** The same object if nothing in it changes. */
function changed(value: Json, fields: Fields): Json {
  if (!isJsonObject(value)) return value
  let isOther = false
  const entries: [string, Json][] = []
  for (const [name, old] of Object.entries(value)) {
    const how = Object.hasOwn(fields, name) ? fields[name] : undefined
    const made = how === undefined ? old : become(old, how)
    if (made !== old) isOther = true
    if (made !== undefined) entries.push([name, made])
  }
  return isOther ? Object.fromEntries(entries) : value
}

function become(old: Json, how: 'gone' | Change | Fields): Json | undefined {
  if (how === 'gone') return undefined
  if (typeof how !== 'function') {
    const made = changed(old, how)
    // Annotations that were all the servers' leave none behind.
    return made !== old && isEmpty(made) ? undefined : made
  }
  const made = how(old)
  return made !== undefined && JSON.stringify(made) === JSON.stringify(old) ? old : made
}

const isEmpty = (value: Json): boolean => isJsonObject(value) && Object.keys(value).length === 0

/** What the Calico API keeps of an object's metadata in its CRD: as JSON in an annotation. */
function withoutServerFields(text: string): string | undefined {
  try {
    const kept: Json = changed(JSON.parse(text) as JsonObject, METADATA)
    return isEmpty(kept) ? undefined : JSON.stringify(kept)
  } catch {
    return text
  }
}
