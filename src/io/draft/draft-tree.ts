import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml'
import type { Json, JsonObject } from '../../engine/manifest'
import { isJsonObject } from '../../engine/manifest'

export type Path = readonly (string | number)[]

/** A resource in a document that may be unfinished, and where it stands in it. */
export interface DraftResource {
  readonly node: Node
  /** As far as it can be read. */
  readonly json: JsonObject
  /** In the chunk. */
  readonly start: number
  readonly end: number
}

/** More is not looked into while somebody types: the YAML library needs a second for a million characters. */
const LARGEST_CHUNK = 200_000
const MOST_KEPT = 50

const kept = new Map<string, readonly DraftResource[]>()

/** What a document holds: one resource, or those of its list. Errors in it are passed over as well as the library can. */
export function resourcesIn(chunk: string): readonly DraftResource[] {
  const known = kept.get(chunk)
  if (known) return known
  const found = chunk.length > LARGEST_CHUNK ? [] : readResources(chunk)
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '')
  kept.set(chunk, found)
  return found
}

function readResources(chunk: string): readonly DraftResource[] {
  const root = parseDraft(chunk)
  if (!root) return []
  const items = itemsOf(root)
  const nodes = items ?? [root]
  return nodes.map((node) => {
    const [start, , end] = node.range ?? [0, 0, 0]
    // A document's own lines reach from its first to its last, whatever of them the library made sense of.
    return { node, json: jsonOf(node), start, end: items ? end : Math.max(end, chunk.trimEnd().length) }
  })
}

export const parseDraft = (chunk: string): Node | undefined =>
  parseDocument(chunk, { version: '1.2', merge: true, prettyErrors: false, uniqueKeys: false }).contents ?? undefined

/** The resources of a `kind: List` or a bare list; undefined: the document is one itself. */
export function itemsOf(root: Node): readonly Node[] | undefined {
  if (isSeq(root)) return root.items.filter((item) => isMap(item))
  if (!isMap(root) || !/List$/.test(String(scalarIn(root, 'kind')))) return undefined
  const items = root.get('items', true)
  return isSeq(items) ? items.items.filter((item) => isMap(item)) : undefined
}

export const keyOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : '')

function scalarIn(map: YAMLMap, key: string): unknown {
  const node = map.get(key, true)
  return isScalar(node) ? node.value : undefined
}

/** Plain data of a tree; aliases, which an unfinished text may lack the ends of, are null. */
function jsonOf(node: unknown): JsonObject {
  const value = plain(node)
  return isJsonObject(value) ? value : {}
}

function plain(node: unknown): Json {
  if (isScalar(node)) return typeof node.value === 'bigint' ? String(node.value) : ((node.value ?? null) as Json)
  if (isSeq(node)) return node.items.map(plain)
  if (isMap(node)) return Object.fromEntries((node.items as Pair[]).map((pair) => [keyOf(pair), plain(pair.value)]))
  return null
}
