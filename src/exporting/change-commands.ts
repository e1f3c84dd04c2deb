import type { LabDocument } from '../engine/lab/document'
import { isJsonObject, type Json, type JsonObject, jsonEquals, type Manifest, valueAt } from '../engine/manifest'
import { blockText, styleOf } from '../io/write-yaml'
import { mergePatchBetween } from './merge-patch-between'
import { fedText, quoted } from './shell-text'

// What an operator types to make in a cluster what was done in the lab. IPAM's own resources are not among it: Calico
// makes them itself, and so does the lab when the commands are typed there.

/** A change that no command of calicoctl or kubectl makes: somebody has to do it in another way. */
export type ByHand =
  | { readonly kind: 'underlay'; readonly fields: readonly string[] }
  | { readonly kind: 'machine-address'; readonly node: string; readonly address: string }
  | { readonly kind: 'release'; readonly version: string }

export type ChangeStep =
  | { readonly kind: 'command'; readonly text: string }
  | { readonly kind: 'by-hand'; readonly what: ByHand }

interface Change {
  readonly before?: Manifest
  readonly after?: Manifest
}

/**
 * The steps from `before` to `after`, in an order in which each can be taken: pods go, Calico's resources and nodes
 * change, pods come, Calico's resources go.
 */
export function changeSteps(before: LabDocument, after: LabDocument): readonly ChangeStep[] {
  const changes = changesBetween(before, after)
  const of = (...kinds: readonly string[]) =>
    changes.filter(({ before: old, after: made }) => kinds.includes((made ?? old)?.kind ?? ''))
  const calico = of(...CALICO_KINDS)
  return [
    ...of('Underlay').flatMap(underlaySteps),
    ...of('ClusterInformation').flatMap(releaseSteps),
    ...of('Pod').flatMap(podGoes),
    ...calico.filter(({ after: made }) => made).flatMap(calicoSteps),
    ...of('Node').flatMap(nodeSteps),
    ...of('Pod').flatMap(podComes),
    ...calico.filter(({ after: made }) => !made).flatMap(calicoSteps),
  ]
}

/** What a person writes, and `calicoctl patch` takes by this name. */
const CALICO_KINDS = ['IPPool', 'BGPConfiguration', 'BGPPeer', 'FelixConfiguration', 'IPAMConfig'] as const

const keyOf = ({ kind, metadata }: Manifest): string => [kind, metadata.namespace ?? '', metadata.name].join('\0')

function changesBetween(before: LabDocument, after: LabDocument): readonly Change[] {
  const old = new Map(before.manifests.map((manifest) => [keyOf(manifest), manifest]))
  const made = new Map(after.manifests.map((manifest) => [keyOf(manifest), manifest]))
  return [...new Set([...old.keys(), ...made.keys()])].flatMap((key): Change[] => {
    const [was, is] = [old.get(key), made.get(key)]
    return was && is
      ? jsonEquals(was, is)
        ? []
        : [{ before: was, after: is }]
      : [{ ...(was ? { before: was } : { after: is as Manifest }) }]
  })
}

const command = (text: string): ChangeStep => ({ kind: 'command', text })
const byHand = (what: ByHand): ChangeStep => ({ kind: 'by-hand', what })

const fed = (tool: string, manifest: Json): ChangeStep =>
  command(fedText(`${tool} -f -`, blockText(manifest, styleOf(''))))

function calicoSteps({ before, after }: Change): readonly ChangeStep[] {
  if (!after) return before ? [command(`calicoctl delete ${wordFor(before)} ${before.metadata.name}`)] : []
  if (!before) return [fed('calicoctl create', asWritten(after))]
  const patch = mergePatchBetween(specOf(before), specOf(after))
  const isSaid = after.kind !== 'IPPool' || Object.keys(patch).some((field) => isTrueSomewhere(field, before, after))
  return patchSteps(after, isSaid ? { spec: patch } : {})
}

/** A pool's switch that is off need not be written (Go's `omitempty`). */
const isTrueSomewhere = (field: string, ...manifests: readonly Manifest[]): boolean =>
  manifests.some((manifest) => ![undefined, false].includes(specOf(manifest)[field] as undefined | false))

const patchSteps = (manifest: Manifest, patch: JsonObject): readonly ChangeStep[] =>
  jsonEquals(patch, {}) || jsonEquals(patch, { spec: {} })
    ? []
    : [command(`calicoctl patch ${wordFor(manifest)} ${manifest.metadata.name} -p ${quoted(JSON.stringify(patch))}`)]

const wordFor = ({ kind }: Manifest): string => (kind === 'IPAMConfig' ? 'ipamconfig' : kind.toLowerCase())

const specOf = (manifest: Manifest): JsonObject => {
  const spec = valueAt(manifest, ['spec'])
  return isJsonObject(spec) ? spec : {}
}

/** Calico's own API, whatever the datastore calls it, and nothing that a server adds. */
const asWritten = ({ kind, metadata, ...rest }: Manifest): Json => ({
  apiVersion: 'projectcalico.org/v3',
  kind: kind === 'IPAMConfig' ? 'IPAMConfiguration' : kind,
  metadata: authored(metadata),
  spec: rest.spec ?? {},
})

function authored({ name, namespace, labels, annotations }: Manifest['metadata']): JsonObject {
  const kept = Object.entries({ name, namespace, labels, annotations })
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined)) as JsonObject
}

/** What calico-node writes of itself, or has from IPAM. */
const CALICO_WRITES = new Set([
  'projectcalico.org/IPv4Address',
  'projectcalico.org/IPv4IPIPTunnelAddr',
  'projectcalico.org/IPv4VXLANTunnelAddr',
  'projectcalico.org/VXLANTunnelMACAddr',
])

function nodeSteps({ before, after }: Change): readonly ChangeStep[] {
  if (!after) return before ? [command(`kubectl delete node ${before.metadata.name}`)] : []
  const { name } = after.metadata
  if (!before) return [fed('kubectl apply', nodeAsWritten(after))]
  if (after.apiVersion !== 'v1') return patchSteps(after, mergePatchBetween(ownSpec(before), ownSpec(after)))
  const address = internalAddress(after)
  return [
    ...(address !== undefined && address !== internalAddress(before)
      ? [byHand({ kind: 'machine-address', node: name, address })]
      : []),
    ...keyValueStep('label', 'node', before, after, 'labels'),
    ...keyValueStep('annotate', 'node', before, after, 'annotations'),
  ]
}

const internalAddress = (manifest: Manifest): string | undefined => {
  const addresses = valueAt(manifest, ['status', 'addresses'])
  const internal = Array.isArray(addresses)
    ? addresses.find((each) => valueAt(each, ['type']) === 'InternalIP')
    : undefined
  const address = internal && valueAt(internal, ['address'])
  return typeof address === 'string' ? address : undefined
}

/** A Node of Calico's own API without what IPAM gave it. */
function ownSpec(manifest: Manifest): JsonObject {
  const { ipv4VXLANTunnelAddr: _address, vxlanTunnelMACAddr: _mac, bgp, ...spec } = specOf(manifest)
  if (!isJsonObject(bgp)) return { spec }
  const { ipv4IPIPTunnelAddr: _tunnel, ...own } = bgp
  return { spec: { ...spec, bgp: own } }
}

const nodeAsWritten = ({ apiVersion, kind, metadata, status }: Manifest): Json => ({
  apiVersion,
  kind,
  metadata: authored(metadata),
  ...(status !== undefined && { status }),
})

/** `kubectl label` or `kubectl annotate`, for what a person may have written. */
function keyValueStep(
  verb: string,
  resource: string,
  before: Manifest,
  after: Manifest,
  member: 'labels' | 'annotations',
): readonly ChangeStep[] {
  const mapOf = (manifest: Manifest): JsonObject => {
    const map = valueAt(manifest.metadata, [member])
    return isJsonObject(map) ? map : {}
  }
  const words = Object.entries(mergePatchBetween(mapOf(before), mapOf(after)))
    .filter(([key]) => !CALICO_WRITES.has(key))
    .map(([key, value]) => quoted(value === null ? `${key}-` : `${key}=${value}`))
  if (words.length === 0) return []
  const namespace = typeof after.metadata.namespace === 'string' ? ` -n ${after.metadata.namespace}` : ''
  return [command(`kubectl ${verb}${namespace} ${resource} ${after.metadata.name} ${words.join(' ')} --overwrite`)]
}

/** A pod cannot go to another node: it is made anew there. */
const isMadeAnew = ({ before, after }: Change): boolean =>
  before !== undefined && after !== undefined && !jsonEquals(valueAt(before, ['spec']), valueAt(after, ['spec']))

function podGoes(change: Change): readonly ChangeStep[] {
  const { before, after } = change
  if (!before || (after && !isMadeAnew(change))) return []
  const { namespace = 'default', name } = before.metadata
  return [command(`kubectl delete pod -n ${namespace} ${name}`)]
}

function podComes(change: Change): readonly ChangeStep[] {
  const { before, after } = change
  if (!after) return []
  if (before && !isMadeAnew(change)) return keyValueStep('label', 'pod', before, after, 'labels')
  const { apiVersion, kind, metadata, spec } = after
  return [fed('kubectl apply', { apiVersion, kind, metadata: authored(metadata), spec: spec ?? {} })]
}

function underlaySteps({ before, after }: Change): readonly ChangeStep[] {
  const patch = mergePatchBetween(before ? specOf(before) : {}, after ? specOf(after) : {})
  const fields = Object.keys(patch)
  return fields.length === 0 ? [] : [byHand({ kind: 'underlay', fields })]
}

function releaseSteps({ after }: Change): readonly ChangeStep[] {
  const version = after && valueAt(after, ['spec', 'calicoVersion'])
  return typeof version === 'string' ? [byHand({ kind: 'release', version })] : []
}
