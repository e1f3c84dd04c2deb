import { type Document, parseDocument } from 'yaml'
import type { Json, LabDocument, Manifest } from '../engine/lab/document'
import { jsonEquals } from '../engine/manifest'
import { pairResources } from './pair-resources'
import { reconcile, Unreconcilable } from './reconcile'
import { renderPlain } from './render-plain'
import { applyEdits } from './text-edit'
import { blockText, styleOf, type YamlStyle } from './write-yaml'
import { readYaml, type Slot, type YamlSource } from './yaml-source'

/**
 * `baseSource` made to say what `document` says. Everything that did not change keeps its bytes; resources that are
 * new come at the end, in documents of their own.
 */
export function renderSource(baseSource: string, document: LabDocument): string {
  if (baseSource.length > LARGE) {
    const plain = renderPlain(baseSource, document, (lines, manifest) => renderSource(lines, { manifests: [manifest] }))
    if (plain) return appended(plain.text, plain.added, styleOf(baseSource))
  }
  return renderByLibrary(baseSource, document)
}

/** The library's picture of a text takes a second a megabyte, and much memory. */
const LARGE = 200_000

function renderByLibrary(baseSource: string, document: LabDocument): string {
  const source = readYaml(baseSource)
  if (!source.ok) return freshText(document.manifests, styleOf(baseSource))
  const { next, added } = pairResources(
    source.value.slots.map(({ json }) => json),
    document.manifests,
  )
  return appended(renderKept(source.value, next), added, source.value.style)
}

const freshText = (manifests: readonly Manifest[], style: YamlStyle): string =>
  manifests.map((manifest) => blockText(manifest, style)).join(`---${style.eol}`)

function appended(text: string, manifests: readonly Manifest[], style: YamlStyle): string {
  if (manifests.length === 0) return text
  const added = freshText(manifests, style)
  if (text.trim() === '') return added
  return `${text}${text.endsWith('\n') ? '' : style.eol}---${style.eol}${added}`
}

function renderKept(source: YamlSource, next: readonly (Manifest | undefined)[]): string {
  const changes = source.documents.map((): Change[] => [])
  for (const [index, slot] of source.slots.entries()) changes[slot.document]?.push({ slot, next: next[index] })
  const edits = source.documents.flatMap((document, index) => {
    const own = changes[index] ?? []
    if (own.every(({ slot, next }) => slot.json === next || jsonEquals(slot.json, next))) return []
    const [start, , end] = document.range
    return [{ start, end, text: renderDocument(source, document, own) }]
  })
  return applyEdits(source.text, edits)
}

interface Change {
  readonly slot: Slot
  readonly next: Manifest | undefined
}

/** One document's text, from its `---` to the next one's. Empty if its only resource is gone. */
function renderDocument({ text, style }: YamlSource, document: Document.Parsed, changes: readonly Change[]): string {
  const [start, , end] = document.range
  const old = document.toJS() as Json
  const root = rootOf(old, changes)
  if (root === undefined) return ''
  const written = edited(text, document, old, root, style)
  if (written !== undefined && says(written, root)) return written
  // Anchors, or a layout that edits cannot keep: the document is written anew, and its comments are lost.
  const chunk = text.slice(start, end)
  return `${chunk.startsWith('---') ? `---${style.eol}` : ''}${blockText(root, style)}`
}

function edited(text: string, document: Document.Parsed, old: Json, root: Json, style: YamlStyle): string | undefined {
  const [start, , end] = document.range
  try {
    return applyEdits(text, reconcile({ text, style }, document.contents, old, root), start, end)
  } catch (error) {
    if (error instanceof Unreconcilable) return undefined
    throw error
  }
}

/** What the whole document is to say: the resource, or the list with its items as they are now. */
function rootOf(old: Json, changes: readonly Change[]): Json | undefined {
  const items = changes.flatMap(({ next }) => (next ? [next] : []))
  if (changes.every(({ slot }) => slot.path.length === 0)) return items[0]
  return Array.isArray(old) ? items : { ...(old as { readonly [key: string]: Json }), items }
}

function says(text: string, root: Json): boolean {
  const parsed = parseDocument(text, { version: '1.2', merge: true, prettyErrors: false })
  return parsed.errors.length === 0 && jsonEquals(parsed.toJS() as Json, root)
}
