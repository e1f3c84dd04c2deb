import { type Document, isMap, isSeq, LineCounter, type ParsedNode, parseAllDocuments, type YAMLError } from 'yaml'
import type { Issue, SourcePlace } from '../engine/issue'
import type { Json } from '../engine/lab/document'
import { isJsonObject, isManifest, type JsonObject } from '../engine/manifest'
import { fail, ok, type Result } from '../engine/result'
import { aliasFault } from './alias-fault'
import { nestingFault } from './nesting'
import { styleOf, type YamlStyle } from './write-yaml'

/** A resource in a YAML text: a document, or an item of a list in one. */
export interface Slot {
  readonly json: Json
  readonly node: ParsedNode
  /** In `YamlSource.documents`. */
  readonly document: number
  /** From the document's root to the resource: empty, `['items', 3]`, or `[3]`. */
  readonly path: readonly (string | number)[]
}

export interface YamlSource {
  readonly text: string
  readonly documents: readonly Document.Parsed[]
  readonly slots: readonly Slot[]
  readonly lines: LineCounter
  readonly style: YamlStyle
}

const LARGEST_TEXT = 20_000_000
const MOST_ALIASES = 100

let last: { readonly text: string; readonly result: Result<YamlSource, readonly Issue[]> } | undefined

/** The resources in `text`: documents and items of lists. The answer for the last text is kept, as edits ask for it again. */
export function readYaml(text: string): Result<YamlSource, readonly Issue[]> {
  if (last?.text === text) return last.result
  const result = readFresh(text)
  last = { text, result }
  return result
}

function readFresh(text: string): Result<YamlSource, readonly Issue[]> {
  if (text.length > LARGEST_TEXT) return fail([textIssue('text-too-large', { limit: LARGEST_TEXT / 1_000_000 })])
  const deep = nestingFault(text)
  if (deep) return fail([{ ...textIssue('yaml-too-deep'), source: deep }])
  const lines = new LineCounter()
  const parsed = parseAllDocuments(text, { version: '1.2', merge: true, prettyErrors: false, lineCounter: lines })
  const documents = 'empty' in parsed ? [] : parsed
  const errors = documents.flatMap((document) => document.errors.map((error) => syntaxIssue(error, lines)))
  if (errors.length > 0) return fail(errors)
  const slots = documents.map((document, index) => slotsOf(document, index, lines))
  const faults = slots.flatMap((result) => (result.ok ? [] : result.error))
  if (faults.length > 0) return fail(faults)
  const found = slots.flatMap((result) => (result.ok ? result.value : []))
  return found.length > 0
    ? ok({ text, documents, slots: found, lines, style: styleOf(text) })
    : fail([textIssue('text-empty')])
}

const textIssue = (code: string, params: Issue['params'] = {}): Issue => ({ code, params, severity: 'error' })

function syntaxIssue(error: YAMLError, lines: LineCounter): Issue {
  const source = placeAt(lines, error.pos[0])
  return { ...textIssue('yaml-syntax', { reason: error.message }), source }
}

/** The line and column of an offset, both from 1. */
export function placeAt(lines: LineCounter, offset: number): SourcePlace {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
}

function slotsOf(
  document: Document.Parsed,
  index: number,
  lines: LineCounter,
): Result<readonly Slot[], readonly Issue[]> {
  const root = document.contents
  if (root === null) return ok([])
  const fault = aliasFault(document)
  if (fault) {
    const { kind, name, offset } = fault
    return fail([{ ...textIssue(`yaml-alias-${kind}`, { name }), source: placeAt(lines, offset) }])
  }
  const json = plainData(document)
  if (!json.ok) return fail([{ ...textIssue('yaml-aliases'), source: placeAt(lines, root.range[0]) }])
  if (json.value === null) return ok([])
  const list = listPath(json.value)
  if (!list) return ok([{ json: json.value, node: root, document: index, path: [] }])
  const items = document.getIn(list, true)
  const values = list.length === 0 ? json.value : (json.value as { readonly items: Json }).items
  if (!isSeq(items) || !Array.isArray(values)) return ok([])
  return ok(
    values.map((item: Json, at) => ({
      json: item,
      node: items.items[at] as ParsedNode,
      document: index,
      path: [...list, at],
    })),
  )
}

function plainData(document: Document.Parsed): Result<Json, 'too-many-aliases'> {
  try {
    return ok(document.toJS({ maxAliasCount: MOST_ALIASES }) as Json)
  } catch (error) {
    // What the library throws for "a billion laughs".
    if (error instanceof ReferenceError) return fail('too-many-aliases')
    throw error
  }
}

/** Where a document keeps its resources, if it is a list: `kind: List`, `kind: IPPoolList`, or a bare sequence. */
function listPath(json: Json): readonly string[] | undefined {
  if (Array.isArray(json)) return []
  return isResourceList(json) ? ['items'] : undefined
}

/** `kind: List`, or `IPPoolList`; a resource of a kind such as `AllowList` has a name of its own, and no items. */
export const isResourceList = (json: Json): json is JsonObject & { readonly kind: string } =>
  isJsonObject(json) &&
  typeof json.kind === 'string' &&
  json.kind.endsWith('List') &&
  (json.items !== undefined || !isManifest(json))

/** The place of `path` in a slot, or of what is nearest above it. For a key the place of its value. */
export function placeOf(source: YamlSource, slot: Slot, path: readonly (string | number)[]): SourcePlace {
  let node: unknown = slot.node
  let offset = slot.node.range[0]
  for (const key of path) {
    const next: unknown = isMap(node) || isSeq(node) ? node.get(key, true) : undefined
    const range = rangeOf(next)
    if (!range) break
    node = next
    offset = range[0]
  }
  return placeAt(source.lines, offset)
}

function rangeOf(node: unknown): readonly [number, number, number] | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined
  return (node.range as [number, number, number] | null | undefined) ?? undefined
}
