import { isMap, isSeq, parseDocument } from 'yaml'
import type { Issue, SourcePlace } from '../engine/issue'
import type { Json } from '../engine/lab/document'
import { isJsonObject } from '../engine/manifest'
import { fail, ok, type Result } from '../engine/result'
import { type PlainDocument, type PlainRange, readPlainYaml } from './plain-yaml'
import { type JsonRange, scanJson } from './scan-json'
import { placesIn } from './text-place'
import { isResourceList, placeOf, readYaml } from './yaml-source'

/** A resource as it stands in a text: a document of it, or an item of a list in one. */
export interface FoundResource {
  readonly json: Json
  /** Where it, or the field at `path` in it, stands. */
  readonly placeOf: (path: readonly (string | number)[]) => SourcePlace
  /** Its own lines, if they can stand by themselves as a document. */
  readonly text: () => string | undefined
  /** The list that it is an item of. */
  readonly list?: Json
}

export interface FoundResources {
  readonly resources: readonly FoundResource[]
  /** Kinds of the lists that hold none, such as `BGPPeerList`: who asked knows that there are none. */
  readonly emptyLists: readonly string[]
  /** Who read it: JSON, the fast reader, or the YAML library, which takes all of YAML. */
  readonly by: 'json' | 'plain' | 'library'
}

/** What the YAML library is asked to read; it needs a second for every million characters. */
const LARGEST_FOR_LIBRARY = 20_000_000

/**
 * The resources in `text`, documents and items of lists: by the quick readers if it is written as the tools print, else by
 * the YAML library, which also says what is wrong with a text.
 */
export function findResources(
  text: string,
  largestForLibrary = LARGEST_FOR_LIBRARY,
): Result<FoundResources, readonly Issue[]> {
  const quick = /^\s*[[{]/.test(text) ? fromJson(text) : fromPlainYaml(text)
  if (quick.ok) return quick
  if (text.length > largestForLibrary || marksIn(text) > largestForLibrary / CHARACTERS_A_MARK)
    return fail([quick.error])
  return fromLibrary(text)
}

/** What is written by hand has a line, comma or bracket every twenty characters or so; `[[],[],…` costs the library far more. */
const CHARACTERS_A_MARK = 15

function marksIn(text: string): number {
  let marks = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    // Line feed, comma, [ and {.
    if (code === 0x0a || code === 0x2c || code === 0x5b || code === 0x7b) marks += 1
  }
  return marks
}

const issue = (code: string, params: Issue['params'], source: SourcePlace): Issue => ({
  code,
  params,
  severity: 'error',
  source,
})

function fromPlainYaml(text: string): Result<FoundResources, Issue> {
  const read = readPlainYaml(text)
  const placeAt = placesIn(text)
  if (!read.ok) return fail(issue('text-not-plain', { size: megabytes(text) }, placeAt(read.error.offset)))
  const found = (range: PlainRange, list?: Json): FoundResource => ({
    json: range.json,
    placeOf: (path) => placeAt(offsetIn(text, range, path)),
    text: () => unindented(text.slice(range.start, range.end), range.indent),
    ...(list !== undefined && { list }),
  })
  return gathered(read.value, found, 'plain')
}

function fromJson(text: string): Result<FoundResources, Issue> {
  const placeAt = placesIn(text)
  const scanned = scanJson(text)
  if (!scanned.ok) {
    const { kind, offset } = scanned.error
    if (kind === 'deep') return fail(issue('yaml-too-deep', {}, placeAt(offset)))
    return fail(issue('json-syntax', {}, placeAt(offset)))
  }
  const documents: PlainDocument[] = []
  for (const range of scanned.value) {
    const json = parseJson(text.slice(range.start, range.end))
    if (json === undefined) return fail(issue('json-syntax', {}, placeAt(range.start)))
    documents.push({ json, start: range.start, end: range.end, indent: 0, items: itemRanges(json, range) })
  }
  const found = (range: PlainRange, list?: Json): FoundResource => ({
    json: range.json,
    placeOf: (path) => placeAt(offsetIn(text, range, path)),
    ...(list !== undefined && { list }),
    // A number that JavaScript cannot hold (`sequenceNumber`) is only right in the text.
    text: () =>
      /[^"\w.]-?\d{16,}/.test(text.slice(range.start, range.end))
        ? `${text.slice(range.start, range.end)}\n`
        : undefined,
  })
  return gathered(documents, found, 'json')
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function itemRanges(json: Json, { items }: JsonRange): PlainRange[] | undefined {
  const values = Array.isArray(json) ? json : isJsonObject(json) ? json.items : undefined
  if (!items || !Array.isArray(values) || values.length !== items.length) return undefined
  return items.map((range, index) => ({ ...range, json: values[index] as Json, indent: 0 }))
}

function gathered(
  documents: readonly PlainDocument[],
  found: (range: PlainRange, list?: Json) => FoundResource,
  by: FoundResources['by'],
): Result<FoundResources, Issue> {
  const resources: FoundResource[] = []
  const emptyLists: string[] = []
  for (const document of documents) {
    const list = listKind(document.json)
    if (list === undefined) resources.push(found(document))
    else {
      for (const item of document.items ?? []) resources.push(found(item, document.json))
      if ((document.items ?? []).length === 0) emptyLists.push(list)
    }
  }
  if (resources.length > 0 || emptyLists.length > 0) return ok({ resources, emptyLists, by })
  return fail({ ...EMPTY, source: { line: 1, column: 1 } })
}

const EMPTY: Issue = { code: 'text-empty', params: {}, severity: 'error' }

/** `List`, `IPPoolList`, or nothing for a bare list; undefined for a resource. */
function listKind(json: Json): string | undefined {
  if (Array.isArray(json)) return ''
  return isResourceList(json) ? json.kind : undefined
}

function fromLibrary(text: string): Result<FoundResources, readonly Issue[]> {
  const source = readYaml(text)
  if (!source.ok) return source
  const { slots, documents } = source.value
  const shared = documents.map((document) => /[&*]/.test(text.slice(document.range[0], document.range[1])))
  const lists = documents.map(({ contents }): Json => {
    const head = (key: string): Json => (isMap(contents) ? ((contents.get(key) as Json | undefined) ?? null) : null)
    return { apiVersion: head('apiVersion'), kind: head('kind') }
  })
  const resources = slots.map(
    (slot): FoundResource => ({
      json: slot.json,
      placeOf: (path) => placeOf(source.value, slot, path),
      text: () => {
        if (slot.path.length === 0) return documentText(text.slice(...slot.node.range.slice(0, 2)))
        const start = slot.node.range[0]
        const indent = start - (text.lastIndexOf('\n', start - 1) + 1)
        // What an anchor elsewhere in the list stands for is not in the item's own lines.
        return shared[slot.document] ? undefined : unindented(text.slice(start, slot.node.range[1]), indent)
      },
      ...(slot.path.length > 0 && { list: lists[slot.document] }),
    }),
  )
  return ok({ resources, emptyLists: [], by: 'library' })
}

const documentText = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`)

/** `text` with `indent` blanks less before each line but the first. */
function unindented(text: string, indent: number): string {
  const body = indent === 0 ? text : text.replaceAll(new RegExp(`(\\n) {1,${indent}}`, 'g'), '$1')
  return documentText(body)
}

/** The offset of `path` in a resource, or of what is nearest above it, as the YAML library finds it. */
function offsetIn(text: string, { start, end, indent }: PlainRange, path: readonly (string | number)[]): number {
  if (path.length === 0) return start
  const document = parseDocument(' '.repeat(indent) + text.slice(start, end), { version: '1.2', prettyErrors: false })
  let node: unknown = document.contents
  let offset = indent
  for (const key of path) {
    const next: unknown = isMap(node) || isSeq(node) ? node.get(key, true) : undefined
    if (typeof next !== 'object' || next === null || !('range' in next)) break
    node = next
    offset = (next.range as readonly [number, number, number] | null)?.[0] ?? offset
  }
  return start + offset - indent
}

const megabytes = (text: string): number => Math.max(1, Math.round(text.length / 1_000_000))
