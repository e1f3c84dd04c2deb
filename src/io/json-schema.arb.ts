import { isJsonObject, type Json, type JsonObject, jsonEquals } from '../engine/manifest'

/** Where `value` is not as `schema` has it, as a JSON pointer; undefined: nowhere. Of draft 7 what the lab's schema is made of. */
export function violation(schema: JsonObject, value: Json, root: JsonObject = schema, at = ''): string | undefined {
  if (typeof schema.$ref === 'string') return violation(resolved(root, schema.$ref), value, root, at)
  const check = (part: Json | undefined, each: Json, where: string) =>
    isJsonObject(part) ? violation(part, each, root, where) : undefined
  if (!hasType(schema.type, value)) return at
  if (schema.const !== undefined && !jsonEquals(schema.const, value)) return at
  if (Array.isArray(schema.enum) && !schema.enum.some((each) => jsonEquals(each, value))) return at
  if (typeof value === 'string') {
    if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern).test(value)) return at
    if (typeof schema.minLength === 'number' && value.length < schema.minLength) return at
  }
  if (typeof value === 'number') {
    if (typeof schema.minimum === 'number' && value < schema.minimum) return at
    if (typeof schema.maximum === 'number' && value > schema.maximum) return at
  }
  for (const part of listOf(schema.allOf)) {
    const found = check(part, value, at)
    if (found !== undefined) return found
  }
  if (schema.anyOf && listOf(schema.anyOf).every((part) => check(part, value, at) !== undefined)) return at
  if (isJsonObject(schema.if)) {
    const branch = violation(schema.if, value, root, at) === undefined ? schema.then : schema.else
    const found = check(branch, value, at)
    if (found !== undefined) return found
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = check(schema.items, item, `${at}/${index}`)
      if (found !== undefined) return found
    }
  }
  if (!isJsonObject(value)) return undefined
  if (listOf(schema.required).some((key) => !Object.hasOwn(value, String(key)))) return at
  const properties = isJsonObject(schema.properties) ? schema.properties : {}
  for (const key of Object.keys(value)) {
    const own = Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties
    const found = check(own, value[key] ?? null, `${at}/${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])

function resolved(root: JsonObject, ref: string): JsonObject {
  const path = ref
    .replace(/^#\/?/, '')
    .split('/')
    .filter((key) => key !== '')
  return path.reduce<JsonObject>((schema, key) => schema[key] as JsonObject, root)
}

function hasType(type: Json | undefined, value: Json): boolean {
  if (Array.isArray(type)) return type.some((each) => hasType(each, value))
  if (typeof type !== 'string') return true
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isJsonObject(value)
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}
