import type { SourcePlace } from '../engine/issue'
import { isJsonObject, type Json, type JsonObject } from '../engine/manifest'
import type { FoundResource, FoundResources } from '../io/find-resources'
import { isResourceList } from '../io/yaml-source'

export interface SpelledOut extends FoundResources {
  /** A resource is not in the text as it is here, so the text cannot stand for it. */
  readonly restated: boolean
}

/**
 * Every resource by itself: lists within lists, as `jq -s` and scripts that join exports make them, are taken apart, and
 * items that leave `apiVersion` and `kind` to their list, as the API answers (`kubectl get --raw`), get them. [IMPORT-9]
 */
export function spelledOut(found: FoundResources): SpelledOut {
  const resources: FoundResource[] = []
  const emptyLists = [...found.emptyLists]
  for (const resource of found.resources) {
    const whole = withKindOf(resource.list, resource)
    if (!isResourceList(whole.json)) resources.push(whole)
    // One by one: a list may hold more than a call takes arguments.
    else for (const item of itemsOf(whole, emptyLists)) resources.push(item)
  }
  const restated = resources.some((resource, index) => resource !== found.resources[index])
  return restated ? { ...found, resources, emptyLists, restated } : { ...found, restated }
}

function itemsOf(resource: FoundResource, emptyLists: string[]): readonly FoundResource[] {
  const { json } = resource
  if (!isResourceList(json)) return [resource]
  const items = json.items ?? []
  if (!Array.isArray(items)) return [resource]
  if (items.length === 0) emptyLists.push(json.kind)
  return items.flatMap((item, index) => {
    const placeOf = (path: readonly (string | number)[]): SourcePlace => resource.placeOf(['items', index, ...path])
    return itemsOf(withKindOf(json, { json: item, placeOf, text: () => undefined }), emptyLists)
  })
}

function withKindOf(list: Json | undefined, resource: FoundResource): FoundResource {
  const { json } = resource
  if (!isJsonObject(json) || !isJsonObject(list) || !isTyped(list)) return resource
  if (json.kind !== undefined && json.apiVersion !== undefined) return resource
  const whole: JsonObject = { apiVersion: list.apiVersion, kind: list.kind.slice(0, -'List'.length), ...json }
  return { ...resource, json: whole, text: () => undefined }
}

/** `NodeList` says what its items are; `List` does not. */
const isTyped = (list: JsonObject): list is JsonObject & { readonly apiVersion: string; readonly kind: string } =>
  typeof list.apiVersion === 'string' && typeof list.kind === 'string' && /.List$/.test(list.kind)
