import * as z from 'zod/mini'
import type { Issue } from '../../issue'
import { isJsonObject, type Json, type Manifest, valueAt } from '../../manifest'
import type { ResourceRef } from '../../resource-ref'

// Zod's compiled parsers need `new Function`, which the page's content security policy refuses.
z.config({ jitless: true })

/**
 * What a manifest says. No value: it is in error (an issue says so), or it is nothing to the lab, such as a pod in the
 * host's network. Issues carry the path inside the manifest; whoever knows the document adds the manifest's place.
 */
export interface Reading<T> {
  readonly value?: T
  readonly issues: readonly Issue[]
}

export type Reader<T> = (manifest: Manifest) => Reading<T>

type Path = readonly (string | number)[]

export function refOf(manifest: Manifest): ResourceRef {
  const { name, namespace } = manifest.metadata
  return { kind: manifest.kind, name, ...(typeof namespace === 'string' && { namespace }) }
}

/** How a resource is called in words and keys: `name`, or `namespace/name`. */
export const refName = ({ name, namespace }: ResourceRef): string =>
  namespace === undefined ? name : `${namespace}/${name}`

/** `spec.routers[0].address`, as a person would write it. */
export const formatPath = (path: Path): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : /^[\w-]+$/.test(key) ? `.${key}` : `["${key}"]`))
    .join('')
    .replace(/^\./, '')

/** An issue about the field at `path` of `manifest`, with the words every message needs. */
export function issueAt(
  manifest: Manifest,
  path: Path,
  code: string,
  params: Issue['params'] = {},
  severity: Issue['severity'] = 'error',
): Issue {
  const resource = refOf(manifest)
  const words = { kind: resource.kind, name: refName(resource), path: formatPath(path), ...params }
  return { code, params: words, severity, resource, path }
}

/** Reads `manifest` by `schema`, then lets `convert` say what it means. */
export function readBy<S extends z.core.$ZodType, T>(
  manifest: Manifest,
  schema: S,
  convert: (fields: z.output<S>) => T | Reading<T>,
): Reading<T> {
  const parsed = z.safeParse(schema, withoutNulls(manifest))
  if (!parsed.success) return { issues: parsed.error.issues.flatMap((issue) => fieldIssues(manifest, issue)) }
  const value = convert(parsed.data)
  return isReading(value) ? value : { value, issues: [] }
}

/** A reading that passes over a resource because the text at `path` is IPv6, or undefined if it is not. */
export function ipv6Ignored(manifest: Manifest, path: Path): Reading<never> | undefined {
  const value = valueAt(manifest, path)
  if (typeof value !== 'string' || !/^[0-9a-f:.]*:[0-9a-f:.]*(\/\d+)?$/i.test(value)) return undefined
  return { issues: [issueAt(manifest, path, 'ipv6-ignored', { value }, 'warning')] }
}

const isReading = <T>(value: T | Reading<T>): value is Reading<T> =>
  typeof value === 'object' && value !== null && 'issues' in value

/**
 * Kubernetes reads a null member as one that is left out. Nulls in lists stand: IPAMBlock counts them. What has none is
 * the same object.
 */
function withoutNulls(value: Json): Json {
  if (!hasNullMember(value)) return value
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isJsonObject(value)) return value
  const members = Object.entries(value).filter(([, member]) => member !== null)
  return Object.fromEntries(members.map(([key, member]) => [key, withoutNulls(member)]))
}

function hasNullMember(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(hasNullMember)
  return Object.values(value).some((member) => member === null || hasNullMember(member))
}

function fieldIssues(manifest: Manifest, issue: z.core.$ZodIssue): Issue[] {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)))
  const found = valueAt(manifest, path) ?? undefined
  if (found === undefined) return [issueAt(manifest, path, 'field-missing')]
  switch (issue.code) {
    case 'custom': {
      const { code, ...params } = (issue.params ?? {}) as FieldFault
      return [issueAt(manifest, path, code, { value: shown(found), ...params })]
    }
    case 'invalid_value': {
      const allowed = issue.values.filter((value) => value !== '').join(', ')
      return [issueAt(manifest, path, 'field-not-allowed', { value: shown(found), allowed })]
    }
    case 'invalid_type':
      return [issueAt(manifest, path, 'field-type', { value: shown(found), expected: typeName(issue.expected) })]
    case 'invalid_union': {
      const expected = issue.errors.flat().flatMap((inner) => (inner.code === 'invalid_type' ? [inner.expected] : []))
      return [
        issueAt(manifest, path, 'field-type', { value: shown(found), expected: expected.map(typeName).join(' or ') }),
      ]
    }
    default:
      return [issueAt(manifest, path, 'field-type', { value: shown(found), expected: 'valid' })]
  }
}

/** What a field's own parser reports: the code of the issue and what its words need. */
export type FieldFault = { readonly code: string } & Issue['params']

/** YAML's words for the types. */
const TYPE_NAMES: Readonly<Record<string, string>> = { object: 'map', record: 'map', array: 'list', int: 'number' }

const typeName = (expected: string): string => TYPE_NAMES[expected] ?? expected

const LONGEST_SHOWN = 60

/** `value` as a message shows it: short, and JSON if it is no plain text. */
export function shown(value: Json | undefined): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}

/** `fields` less those that are undefined: under exactOptionalPropertyTypes the two differ. */
export function defined<T extends object>(fields: T): Defined<T> {
  const result: Partial<T> = {}
  for (const key in fields) if (fields[key] !== undefined) result[key] = fields[key]
  return result as unknown as Defined<T>
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}
