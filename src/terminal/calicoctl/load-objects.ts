/** Resources out of files, as calicoctl reads them: calicoctl/resourcemgr/resourcemgr.go, `CreateResourcesFromFile`. */
import { isJsonObject, type Json, type JsonObject } from '../../engine/manifest'
import { fail, ok, type Result } from '../../engine/result'
import { readDocuments } from '../../io/read-documents'
import { API_VERSION, type CalicoKind, type CalicoObject, type GoType } from './kind'

export interface Loaded {
  readonly kind: CalicoKind
  readonly object: CalicoObject
}

/** All resources of a text, those of lists too; or what calicoctl says of it. */
export function loadObjects(text: string, kinds: readonly CalicoKind[]): Result<readonly Loaded[], string> {
  const documents = readDocuments(text)
  if (!documents.ok) return fail(`error converting YAML to JSON: yaml: ${documents.error}`)
  const loaded: Loaded[] = []
  for (const document of documents.value) {
    for (const item of Array.isArray(document) ? document : [document]) {
      const read = readItem(item, kinds)
      if (!read.ok) return read
      loaded.push(...read.value)
    }
  }
  return ok(loaded)
}

const SLICE = '[]unstructured.Unstructured'

function readItem(json: Json, kinds: readonly CalicoKind[]): Result<readonly Loaded[], string> {
  if (!isJsonObject(json) || typeof json.kind !== 'string' || json.kind === '') {
    return fail(decodeError(`cannot unmarshal ${goKindOf(json)} into Go value of type ${SLICE}`))
  }
  const { kind: name, apiVersion } = json
  const isList = (kind: CalicoKind): boolean => name === `${kind.kind}List`
  const kind = kinds.find((known) => known.kind === name || isList(known))
  if (!kind || apiVersion !== API_VERSION) {
    return fail(`Unknown resource type (${name}) and/or version (${apiVersion ?? ''})`)
  }
  const items = isList(kind) ? (Array.isArray(json.items) ? json.items : []) : [json]
  const objects: Loaded[] = []
  for (const item of items) {
    const fault = isJsonObject(item) ? decodeFault(item, kind) : 'cannot unmarshal into Go struct'
    if (fault !== undefined) return fail(decodeError(fault))
    objects.push({ kind, object: objectFrom(item as JsonObject, kind) })
  }
  return ok(objects)
}

const decodeError = (fault: string): string => `error unmarshaling JSON: while decoding JSON: json: ${fault}`

function objectFrom(json: JsonObject, kind: CalicoKind): CalicoObject {
  const metadata = isJsonObject(json.metadata) ? json.metadata : {}
  const spec = isJsonObject(json.spec) ? json.spec : {}
  const name = typeof metadata.name === 'string' ? metadata.name : ''
  return { kind: kind.kind, apiVersion: API_VERSION, metadata: { ...metadata, name }, spec }
}

const TOP = ['apiVersion', 'kind', 'metadata', 'spec', 'status']

const METADATA = [
  ...['annotations', 'creationTimestamp', 'deletionGracePeriodSeconds', 'deletionTimestamp', 'finalizers'],
  ...['generateName', 'generation', 'labels', 'managedFields', 'name', 'namespace', 'ownerReferences'],
  ...['resourceVersion', 'selfLink', 'uid'],
]

const BGP = ['asNumber', 'ipv4Address', 'ipv6Address', 'ipv4IPIPTunnelAddr', 'routeReflectorClusterID']

/** The first thing in the object, by name, that Go's strict decoder stops at. */
function decodeFault(json: JsonObject, kind: CalicoKind): string | undefined {
  for (const key of Object.keys(json).sort()) {
    if (!TOP.includes(key)) return unknownField(key)
    const value = json[key]
    if (key === 'metadata') {
      const strange = unknownIn(value, METADATA)
      if (strange) return strange
    }
    if (key === 'spec' && kind.fields && isJsonObject(value)) {
      const fault = specFault(value, kind, kind.fields)
      if (fault) return fault
    }
  }
  return undefined
}

const unknownField = (key: string): string => `unknown field "${key}"`

function unknownIn(value: Json | undefined, known: readonly string[]): string | undefined {
  const strange = isJsonObject(value)
    ? Object.keys(value)
        .sort()
        .find((key) => !known.includes(key))
    : undefined
  return strange === undefined ? undefined : unknownField(strange)
}

function specFault(spec: JsonObject, kind: CalicoKind, fields: Readonly<Record<string, GoType>>): string | undefined {
  for (const key of Object.keys(spec).sort()) {
    const type = Object.hasOwn(fields, key) ? fields[key] : undefined
    const value = spec[key]
    if (type === undefined) return unknownField(key)
    if (value !== undefined && value !== null && !fits(value, type)) {
      const goType = GO_TYPES[type]
      return `cannot unmarshal ${goKindOf(value)} into Go struct field ${kind.struct}.spec.${key} of type ${goType}`
    }
    const strange = kind.kind === 'Node' && key === 'bgp' ? unknownIn(value, BGP) : undefined
    if (strange) return strange
  }
  return undefined
}

const GO_TYPES: Readonly<Record<GoType, string>> = {
  string: 'string',
  int: 'int',
  bool: 'bool',
  slice: '[]string',
  struct: 'struct',
  any: 'any',
}

function fits(value: Json, type: GoType): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string'
    case 'int':
      return typeof value === 'number' && Number.isInteger(value)
    case 'bool':
      return typeof value === 'boolean'
    case 'slice':
      return Array.isArray(value)
    case 'struct':
      return isJsonObject(value)
    case 'any':
      return true
  }
}

/** What Go's decoder calls a value. */
function goKindOf(value: Json): string {
  if (Array.isArray(value)) return 'array'
  if (value === null) return 'null'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return Number.isInteger(value) ? 'number' : `number ${value}`
  return typeof value
}
