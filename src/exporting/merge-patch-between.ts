import { isJsonObject, type Json, type JsonObject, jsonEquals } from '../engine/manifest'

/** The smallest RFC 7386 patch that makes `after` of `before`: null takes a member away, lists are put in whole. */
export function mergePatchBetween(before: JsonObject, after: JsonObject): JsonObject {
  const patch: { [key: string]: Json } = {}
  for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) patch[key] = null
  for (const [key, value] of Object.entries(after)) {
    const old = Object.hasOwn(before, key) ? before[key] : undefined
    if (jsonEquals(old, value)) continue
    patch[key] = isJsonObject(old) && isJsonObject(value) ? mergePatchBetween(old, value) : value
  }
  return patch
}
