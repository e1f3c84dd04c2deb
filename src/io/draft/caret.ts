import { isMap, isNode, isScalar, isSeq, type Node, type Pair } from 'yaml'
import type { JsonObject } from '../../engine/manifest'
import { isJsonObject } from '../../engine/manifest'
import { chunkAt } from './chunks'
import { itemsOf, keyOf, type Path, parseDraft } from './draft-tree'

/** What could be written where somebody types. */
export interface Caret {
  /** What has been typed of it, from here to the caret. */
  readonly from: number
  /** To where it goes on behind the caret. */
  readonly to: number
  readonly resource: JsonObject
  /** Of the map that a key is for, or of the field that a value is for. */
  readonly path: Path
  readonly wants: 'key' | 'value'
  /** Keys that the map has already. */
  readonly siblings: readonly string[]
  /** A `:` follows already. */
  readonly hasColon: boolean
  /** The line is a list's entry, `- `, or in a collection in brackets. */
  readonly inFlow: boolean
  /** Nothing else is written in the document. */
  readonly alone: boolean
}

/** Stands for what is being typed, so that the YAML library says what it would be part of. */
const MARK = 'podpath-caret'

/** In front of a value on its line: the key, and the dashes of lists. */
const BEFORE_VALUE =
  /^\s*(?:- +)*(?:"[^"]*"|'[^']*'|[^\s#'"[\]{},:][^#:{}[\],]*?|[^\s#'"[\]{},:]+): +(["']?)(?![[{|>&*"'])/

/** What may be written at `offset`; undefined: nothing is known of that place, such as a comment. */
export function caretIn(text: string, offset: number): Caret | undefined {
  const chunk = chunkAt(text, offset)
  const own = offset - chunk.start
  if (own < 0) return undefined
  const start = chunk.text.lastIndexOf('\n', own - 1) + 1
  const end = chunk.text.indexOf('\n', own)
  const before = chunk.text.slice(start, own)
  const after = chunk.text.slice(own, end < 0 ? undefined : end)
  if (/^\s*#|\s#/.test(before)) return undefined
  const value = BEFORE_VALUE.exec(before)
  const word = value ? value[0].length : before.length - (/[^\s,{}[\]"']*$/.exec(before)?.[0].length ?? 0)
  const rest = value
    ? (/^[^#"']*?(?=\s*$|\s+#|["'])/.exec(after)?.[0] ?? '')
    : (/^[^\s,:{}[\]"']*/.exec(after)?.[0] ?? '')
  const asKey = !value && !/:\s+$/.test(before.slice(0, word))
  const hasColon = asKey && /^\s*:(\s|$)/.test(after.slice(rest.length))
  const from = start + word
  const to = own + rest.length
  const marked = chunk.text.slice(0, from) + MARK + (asKey && !hasColon ? ': null' : '') + chunk.text.slice(to)
  const root = parseDraft(marked)
  const found = root && find(root, [])
  if (!root || !found) return undefined
  const items = itemsOf(root)
  const index = items && found.path.find((key) => typeof key === 'number')
  const resource = items ? items[Number(index)] : root
  const depth = items ? (isSeq(root) ? 1 : 2) : 0
  if (items && found.path.length < depth) return undefined
  return {
    from: from + chunk.start,
    to: to + chunk.start,
    resource: scalarsOf(resource),
    path: found.path.slice(depth),
    wants: found.wants,
    siblings: found.siblings,
    hasColon,
    inFlow: found.inFlow,
    alone: !items && found.path.length === 0 && found.siblings.length === 0,
  }
}

interface Found {
  readonly path: Path
  readonly wants: 'key' | 'value'
  readonly siblings: readonly string[]
  readonly inFlow: boolean
}

/** Where the mark is. */
function find(node: unknown, path: Path): Found | undefined {
  if (isScalar(node)) {
    return String(node.value) === MARK ? { path, wants: 'value', siblings: [], inFlow: false } : undefined
  }
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      const found = find(item, [...path, index])
      if (found) return { ...found, inFlow: found.inFlow || node.flow === true }
    }
    return undefined
  }
  if (!isMap(node)) return undefined
  const pairs = node.items as Pair[]
  const inFlow = node.flow === true
  for (const pair of pairs) {
    if (keyOf(pair) === MARK) {
      const siblings = pairs.map(keyOf).filter((key) => key !== MARK)
      return { path, wants: 'key', siblings, inFlow }
    }
    const found = find(pair.value, [...path, keyOf(pair)])
    if (found) return { ...found, inFlow: found.inFlow || inFlow }
  }
  return undefined
}

/** What the schema is chosen by: apiVersion and kind. */
function scalarsOf(node: Node | undefined): JsonObject {
  if (!isMap(node)) return {}
  const entries = (node.items as Pair[]).flatMap((pair) =>
    isScalar(pair.value) && isNode(pair.key) && String(pair.value.value) !== MARK
      ? [[keyOf(pair), String(pair.value.value)] as const]
      : [],
  )
  const object: unknown = Object.fromEntries(entries)
  return isJsonObject(object as JsonObject) ? (object as JsonObject) : {}
}
