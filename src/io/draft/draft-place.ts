import { isMap, isNode, isSeq, type Node, type Pair } from 'yaml'
import type { JsonObject } from '../../engine/manifest'
import { chunkAt, chunksOf } from './chunks'
import { type DraftResource, keyOf, type Path, resourcesIn } from './draft-tree'

/** What stands at a place of a text: of which resource, and which of its fields. */
export interface DraftPlace {
  readonly resource: JsonObject
  readonly path: Path
  readonly at: 'key' | 'value'
  /** Of the key or the value, in the whole text. */
  readonly from: number
  readonly to: number
}

/** The field that is written at `offset`; undefined: no resource is there. */
export function placeInDraft(text: string, offset: number): DraftPlace | undefined {
  const chunk = chunkAt(text, offset)
  const own = offset - chunk.start
  const resource = resourcesIn(chunk.text).find(({ start, end }) => own >= start && own <= end)
  if (!resource) return undefined
  const { path, at, from, to } = placeIn(resource.node, own, [])
  return { resource: resource.json, path, at, from: from + chunk.start, to: to + chunk.start }
}

type Place = Pick<DraftPlace, 'path' | 'at' | 'from' | 'to'>

function placeIn(node: Node, offset: number, path: Path): Place {
  const [from, to] = rangeOf(node)
  const here: Place = { path, at: 'value', from, to }
  if (isSeq(node)) {
    const index = node.items.findLastIndex((item) => isNode(item) && rangeOf(item)[0] <= offset)
    const item = node.items[index]
    return isNode(item) ? placeIn(item, offset, [...path, index]) : here
  }
  if (!isMap(node)) return here
  const pair = (node.items as Pair[]).findLast(({ key }) => isNode(key) && rangeOf(key)[0] <= offset)
  if (!pair || !isNode(pair.key)) return here
  const [start, end] = rangeOf(pair.key)
  const within = [...path, keyOf(pair)]
  if (offset <= end) return { path: within, at: 'key', from: start, to: end }
  return isNode(pair.value) && rangeOf(pair.value)[0] <= offset
    ? placeIn(pair.value, offset, within)
    : { path: within, at: 'value', from: offset, to: offset }
}

const rangeOf = (node: Node): readonly [number, number] => [node.range?.[0] ?? 0, node.range?.[1] ?? 0]

/** Which resource is looked for. */
interface Wanted {
  readonly kind: string
  readonly name: string
  readonly namespace?: string
}

/** From where to where a resource is written in `text`, or the part at `path` of it; undefined: it is not there. */
export function rangeInDraft(
  text: string,
  wanted: Wanted,
  path: Path = [],
): { readonly from: number; readonly to: number } | undefined {
  for (const chunk of chunksOf(text)) {
    if (!chunk.text.includes(wanted.name) || !chunk.text.includes(wanted.kind)) continue
    const resource = resourcesIn(chunk.text).find(({ json }) => isWanted(json, wanted))
    if (!resource) continue
    const part = path.length === 0 ? undefined : partOf(resource, path)
    const [from, to] = part ? rangeOf(part) : [resource.start, resource.end]
    return { from: from + chunk.start, to: from + chunk.start + chunk.text.slice(from, to).trimEnd().length }
  }
  return undefined
}

function isWanted(json: JsonObject, { kind, name, namespace }: Wanted): boolean {
  const metadata = json.metadata as JsonObject | undefined
  if (json.kind !== kind || metadata?.name !== name) return false
  return namespace === undefined || (metadata.namespace ?? 'default') === namespace
}

function partOf({ node }: DraftResource, path: Path): Node | undefined {
  const found = path.reduce<unknown>(
    (part, key) => (isMap(part) || isSeq(part) ? part.get(key, true) : undefined),
    node,
  )
  return isNode(found) ? found : undefined
}
