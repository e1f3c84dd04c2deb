import type { SourcePlace } from '../engine/issue'
import type { Json } from '../engine/lab/document'
import { isJsonObject } from '../engine/manifest'
import type { ResourceRef } from '../engine/resource-ref'
import { placeOf, readYaml } from './yaml-source'

/** Where in `text` a resource stands, or the field at `path` of it if it has that; undefined: the text lacks it. */
export function resourcePlace(
  text: string,
  ref: ResourceRef,
  path: readonly (string | number)[] = [],
): SourcePlace | undefined {
  const source = readYaml(text)
  if (!source.ok) return undefined
  const slot = source.value.slots.find(({ json }) => isOf(json, ref))
  return slot && placeOf(source.value, slot, path)
}

function isOf(json: Json, { kind, name, namespace }: ResourceRef): boolean {
  if (!isJsonObject(json) || json.kind !== kind || !isJsonObject(json.metadata)) return false
  const own = json.metadata
  return own.name === name && (namespace === undefined || (own.namespace ?? 'default') === namespace)
}
