/** Plain data, as YAML and JSON have it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

export type JsonObject = { readonly [key: string]: Json }

/** A resource as the cluster prints it. Fields that the lab does not model stay in it and are written back. */
export interface Manifest extends JsonObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: JsonObject & { readonly name: string }
}

export const isJsonObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at `path`, or undefined where the path leaves the data. Inherited keys are not data. */
export function valueAt(value: Json, path: readonly (string | number)[]): Json | undefined {
  let current: Json | undefined = value
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined
    current = (current as { readonly [key: string | number]: Json })[key]
  }
  return current
}

/** Whether two values are the same data; the order of members does not count. */
export function jsonEquals(a: Json | undefined, b: Json | undefined): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b)) return false
    return a.length === b.length && a.every((item, index) => jsonEquals(item, b[index]))
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && jsonEquals(a[key], b[key]))
  )
}

/** Whether `value` is text that says something. */
export const isText = (value: Json | undefined): value is string => typeof value === 'string' && value !== ''

/** Whether `json` has what makes a resource of it. */
export function isManifest(json: Json): json is Manifest {
  if (!isJsonObject(json) || !isText(json.apiVersion) || !isText(json.kind)) return false
  return isJsonObject(json.metadata) && isText(json.metadata.name)
}
