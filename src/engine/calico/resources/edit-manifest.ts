import { isJsonObject, type Json, type JsonObject, type Manifest } from '../../manifest'

type Path = readonly (string | number)[]

/**
 * `manifest` with the field at `path` set, or taken out where `value` is undefined; maps that this leaves empty go too,
 * as Calico drops an empty `bgp`, but not entries of lists. What is not on the path is shared.
 */
export const withField = (manifest: Manifest, path: Path, value: Json | undefined): Manifest =>
  (setIn(manifest, path, value) ?? manifest) as Manifest

function setIn(object: JsonObject, path: Path, value: Json | undefined): JsonObject | undefined {
  const [key, ...rest] = path
  if (key === undefined) return object
  const child = Object.hasOwn(object, key) ? object[key] : undefined
  if (value === undefined && child === undefined) return object
  const next = childWith(child, rest, value)
  if (next === child) return object
  if (next !== undefined) return { ...object, [key]: next }
  const { [key]: _removed, ...others } = object
  return Object.keys(others).length === 0 ? undefined : others
}

function childWith(child: Json | undefined, rest: Path, value: Json | undefined): Json | undefined {
  const [next] = rest
  if (next === undefined) return value
  if (typeof next === 'number') return setInList(Array.isArray(child) ? child : [], next, rest.slice(1), value)
  return setIn(isJsonObject(child) ? child : {}, rest, value)
}

function setInList(list: readonly Json[], index: number, rest: Path, value: Json | undefined): readonly Json[] {
  const next = childWith(list[index], rest, value) ?? {}
  return next === list[index] ? list : Object.assign([...list], { [index]: next })
}
