import { API_VERSIONS } from '../../engine/lab/read-resources'
import { isJsonObject, type Json, type JsonObject } from '../../engine/manifest'
import { labSchema } from '../lab-schema'
import type { Path } from './draft-tree'

/** A field as the published schema has it. */
export interface FieldSchema {
  /** The part of the schema that the resource's kind is described by. */
  readonly definition: string
  readonly path: Path
  readonly schema: JsonObject
}

let made: JsonObject | undefined

const definitions = (): JsonObject => {
  made ??= labSchema().definitions as JsonObject
  return made
}

/** The part of the schema for a kind; without a version the first that there is. */
export function definitionOf(apiVersion: Json | undefined, kind: Json | undefined): string | undefined {
  if (typeof kind !== 'string') return undefined
  const versions = API_VERSIONS[kind] ?? []
  const version = typeof apiVersion === 'string' ? apiVersion : versions[0]
  if (version === undefined || !versions.includes(version)) return undefined
  const own = `${kind}.${version.replaceAll(/[/.]/g, '-')}`
  return [kind, own].find((name) => Object.hasOwn(definitions(), name))
}

/** What every resource has, and not every kind's part says. */
const COMMON: JsonObject = {
  type: 'object',
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
  },
}

/** The field at `path` of a resource; undefined: the lab's schema does not know it. */
export function fieldAt(resource: JsonObject, path: Path): FieldSchema | undefined {
  const definition = definitionOf(resource.apiVersion, resource.kind)
  const own = definition === undefined ? undefined : schemaIn(definitions()[definition], path)
  const common = schemaIn(COMMON, path)
  if (!own && !common) return undefined
  const schema = {
    ...common,
    ...own,
    ...(common?.properties && own?.properties
      ? { properties: { ...(common.properties as JsonObject), ...(own.properties as JsonObject) } }
      : {}),
  }
  return { definition: definition ?? '', path, schema }
}

function schemaIn(root: Json | undefined, path: Path): JsonObject | undefined {
  let current = isJsonObject(root) ? root : undefined
  for (const key of path) current = typeof key === 'number' ? objectIn(current, 'items') : memberOf(current, key)
  return current
}

function memberOf(schema: JsonObject | undefined, key: string): JsonObject | undefined {
  const properties = objectIn(schema, 'properties')
  return (properties && objectIn(properties, key)) ?? objectIn(schema, 'additionalProperties')
}

function objectIn(schema: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = schema && Object.hasOwn(schema, key) ? schema[key] : undefined
  return isJsonObject(value) ? value : undefined
}

/** What a field is made of, as a form or a hover says it. */
export type FieldType =
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer'; readonly minimum?: number; readonly maximum?: number }
  | { readonly kind: 'text'; readonly example?: string; readonly numeric?: true }
  | { readonly kind: 'list' }
  | { readonly kind: 'map' }

export function typeOf(schema: JsonObject): FieldType {
  const values = Array.isArray(schema.enum) ? schema.enum.filter((value): value is string => value !== '') : undefined
  if (values) return { kind: 'choice', values }
  const { type, minimum, maximum, examples } = schema
  if (type === 'boolean') return { kind: 'boolean' }
  if (type === 'integer') {
    return {
      kind: 'integer',
      ...(typeof minimum === 'number' && { minimum }),
      ...(typeof maximum === 'number' && { maximum }),
    }
  }
  if (type === 'array') return { kind: 'list' }
  if (type === 'object') return { kind: 'map' }
  const [example] = Array.isArray(examples) ? examples : []
  return {
    kind: 'text',
    ...(typeof example === 'string' && { example }),
    ...((type === 'number' || (Array.isArray(type) && type.includes('number'))) && { numeric: true as const }),
  }
}
