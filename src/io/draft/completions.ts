import type { Referent } from '../../engine/calico/resources/fields'
import { API_VERSIONS } from '../../engine/lab/read-resources'
import { isJsonObject, type Json, type JsonObject } from '../../engine/manifest'
import { plainScalar } from '../plain-scalar'
import { type Caret, caretIn } from './caret'
import type { Path } from './draft-tree'
import { type FieldSchema, fieldAt, typeOf } from './field-schema'
import { knownNames } from './known-names'
import type { KnownNames } from './lab-names'
import { SKELETONS } from './skeletons'

/** One thing that may be written at the caret. */
export interface Completion {
  readonly label: string
  /** A key of the schema, a value it allows, something in the lab, or a whole resource. */
  readonly kind: 'field' | 'value' | 'name' | 'resource'
  readonly insert: string
  /** `insert` has `${…}` to be filled in. */
  readonly isSnippet?: true
  /** What it inserts waits for a value: the choice of values is to be offered at once. */
  readonly goesOn?: true
  /** What the lab has words and a type for. */
  readonly field?: FieldSchema
}

export interface Completions {
  readonly from: number
  readonly to: number
  readonly options: readonly Completion[]
}

/** What may be written at `offset` of a lab's text, by the published schema and by what is in the lab. */
export function completionsAt(text: string, offset: number): Completions | undefined {
  const caret = caretIn(text, offset)
  if (!caret) return undefined
  const options = caret.wants === 'key' ? keyOptions(caret, text) : valueOptions(caret, text)
  return options.length > 0 ? { from: caret.from, to: caret.to, options } : undefined
}

function keyOptions(caret: Caret, text: string): readonly Completion[] {
  const { path, resource, alone, hasColon } = caret
  const own = fieldAt(resource, path)
  const type = own && typeOf(own.schema)
  // A list's entries of plain values are no keys, though they stand where one could.
  if (own && type && type.kind !== 'map' && type.kind !== 'list') return valueOptions(caret, text)
  const inList = type?.kind === 'list'
  const at = inList ? [...path, 0] : path
  const entry = inList ? fieldAt(resource, at) : own
  if (inList && entry && typeOf(entry.schema).kind !== 'map') {
    return valueOptions({ ...caret, path: at }, text).map((each) => ({ ...each, insert: `- ${each.insert}` }))
  }
  const begin = inList && !caret.inFlow ? '- ' : ''
  const indent = lineIndent(text, caret.from) + begin.length
  const keys = keysOf(entry).filter((key) => !caret.siblings.includes(key))
  const fields = keys.map((key) => fieldOption(caret, [...at, key], hasColon, begin, indent))
  return path.length === 0 && !hasColon ? [...fields, ...newResources(caret, text, alone)] : fields
}

/** Required ones first, then in the schema's order. */
function keysOf(field: FieldSchema | undefined): readonly string[] {
  const properties = field?.schema.properties
  if (!field || !isJsonObject(properties)) return []
  const required = Array.isArray(field.schema.required) ? field.schema.required : []
  const keys = Object.keys(properties)
  return [...keys.filter((key) => required.includes(key)), ...keys.filter((key) => !required.includes(key))]
}

function fieldOption(caret: Caret, path: Path, hasColon: boolean, begin: string, indent: number): Completion {
  const label = String(path.at(-1))
  const field = fieldAt(caret.resource, path) ?? { definition: '', path, schema: {} }
  const { kind } = typeOf(field.schema)
  const below = `\n${' '.repeat(indent + 2)}`
  const tail = (): string => {
    if (caret.inFlow || (kind !== 'map' && kind !== 'list')) return ' '
    return kind === 'list' ? `${below}- ` : below
  }
  return {
    label,
    kind: 'field',
    insert: begin + label + (hasColon ? '' : `:${tail()}`),
    field,
    ...(!hasColon && { goesOn: true as const }),
  }
}

/** Of blanks before what stands at `offset`, dashes of lists among them. */
function lineIndent(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  return /^[\s-]*/.exec(text.slice(start, offset))?.[0].length ?? 0
}

/** A document of its own: in an empty one, or behind one that is written. */
function newResources({ resource }: Caret, text: string, alone: boolean): readonly Completion[] {
  if (!alone && typeof resource.kind !== 'string') return []
  const begin = alone ? '' : '---\n'
  const has = (kind: string) => new RegExp(`^kind: *${kind}\\b`, 'm').test(text)
  return Object.entries(SKELETONS)
    .filter(([kind]) => !(SINGLE.includes(kind) && has(kind)))
    .map(([kind, skeleton]) => ({ label: kind, kind: 'resource', insert: begin + skeleton, isSnippet: true }))
}

/** A lab has one of each. */
const SINGLE: readonly string[] = ['Underlay', 'BGPConfiguration', 'FelixConfiguration', 'IPAMConfig']

function valueOptions({ resource, path, siblings }: Caret, text: string): readonly Completion[] {
  const [first] = path
  if (path.length === 1 && first === 'kind') return kindOptions(resource)
  if (path.length === 1 && first === 'apiVersion') return versionOptions(resource)
  const field = fieldAt(resource, path)
  if (!field) return []
  const type = typeOf(field.schema)
  const written = (label: string, kind: Completion['kind'] = 'value'): Completion => ({
    label,
    kind,
    insert: quoted(label),
    field,
  })
  switch (type.kind) {
    case 'boolean':
      return ['true', 'false'].map((label) => ({ label, kind: 'value', insert: label, field }))
    case 'choice':
      return type.values.filter((value) => !siblings.includes(value)).map((value) => written(value))
    case 'text':
    case 'integer':
      return [
        ...referred(field.schema, knownNames(text)).map((name) => written(name, 'name')),
        ...examplesOf(field.schema).map((example) => written(example)),
      ]
    default:
      return []
  }
}

function referred(schema: JsonObject, names: KnownNames): readonly string[] {
  const referent = schema['x-refers-to'] as Referent | undefined
  if (referent === undefined) return []
  const own = names[referent]
  if (referent === 'node-labels') return ['all()', ...own]
  // Of a pod's annotation, which is a list written as text.
  return referent === 'IPPool' ? own.map((name) => JSON.stringify([name])) : own
}

function examplesOf({ default: usual, examples, 'x-refers-to': refers }: JsonObject): readonly string[] {
  const given = Array.isArray(examples) && refers === undefined ? examples : []
  const all = [...(isScalar(usual) && refers === undefined ? [usual] : []), ...given]
  return [...new Set(all.filter(isScalar).map(String))]
}

const isScalar = (value: Json | undefined): value is string | number => ['string', 'number'].includes(typeof value)

/** In quotes where YAML would read something else. */
function quoted(text: string): string {
  if (/^-?\d+(\.\d+)?$/.test(text)) return text
  return /^[[{"'*&!|>%@`#,?-]|: |\s#/.test(text) || plainScalar(text) !== text
    ? text.includes("'")
      ? JSON.stringify(text)
      : `'${text}'`
    : text
}

const kindOptions = ({ apiVersion }: JsonObject): readonly Completion[] =>
  Object.keys(API_VERSIONS)
    .filter((kind) => typeof apiVersion !== 'string' || API_VERSIONS[kind]?.includes(apiVersion))
    .map((kind) => ({ label: kind, kind: 'value', insert: kind, ...fieldOf({ kind }, ['spec']) }))

const versionOptions = ({ kind }: JsonObject): readonly Completion[] => {
  const versions = typeof kind === 'string' ? API_VERSIONS[kind] : undefined
  return [...new Set(versions ?? Object.values(API_VERSIONS).flat())].map((version) => ({
    label: version,
    kind: 'value',
    insert: version,
    ...fieldOf({ kind: kind ?? null }, ['apiVersion']),
  }))
}

const fieldOf = (resource: JsonObject, path: Path): { readonly field?: FieldSchema } => {
  const field = fieldAt(resource, path)
  return field ? { field } : {}
}
