import { isJsonObject, type Json, type JsonObject, type Manifest } from '../../manifest'

/**
 * `manifest` with the field at `path` set, or taken out where `value` is undefined; maps that this leaves empty go too,
 * as Calico drops an empty `bgp`. What is not on the path is shared.
 */
export const withField = (manifest: Manifest, path: readonly string[], value: Json | undefined): Manifest =>
  (setIn(manifest, path, value) ?? manifest) as Manifest

function setIn(object: JsonObject, path: readonly string[], value: Json | undefined): JsonObject | undefined {
  const [key, ...rest] = path
  if (key === undefined) return object
  const child = Object.hasOwn(object, key) ? object[key] : undefined
  if (value === undefined && child === undefined) return object
  const next = rest.length === 0 ? value : setIn(isJsonObject(child) ? child : {}, rest, value)
  if (next === child) return object
  if (next !== undefined) return { ...object, [key]: next }
  const { [key]: _removed, ...others } = object
  return Object.keys(others).length === 0 ? undefined : others
}
