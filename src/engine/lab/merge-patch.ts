import { isJsonObject, type Json, type JsonObject } from '../manifest'

/** RFC 7386: members of maps are merged, null takes one away, anything else (lists too) is put in whole. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged: { [key: string]: Json } = { ...target }
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key]
    else merged[key] = isJsonObject(value) ? mergePatch(childOf(target, key), value) : value
  }
  return merged
}

function childOf(target: JsonObject, key: string): JsonObject {
  const child = Object.hasOwn(target, key) ? target[key] : undefined
  return isJsonObject(child) ? child : {}
}
