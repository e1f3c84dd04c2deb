import type { LabDocument, Manifest } from '../engine/lab/document'
import { isManifest, jsonEquals } from '../engine/manifest'
import { pairResources } from './pair-resources'
import { type PlainDocument, type PlainRange, readPlainYaml } from './plain-yaml'
import { applyEdits, type TextEdit } from './text-edit'

let last: { readonly text: string; readonly documents: readonly PlainDocument[] | undefined } | undefined

function documentsOf(text: string): readonly PlainDocument[] | undefined {
  if (last?.text === text) return last.documents
  const read = readPlainYaml(text)
  last = { text, documents: read.ok ? read.value : undefined }
  return last.documents
}

/** What is left of a large text, and the manifests that are new. */
export interface RenderedPlain {
  readonly text: string
  readonly added: readonly Manifest[]
}

/**
 * A large text made to say what `document` says, resource by resource: only those that changed are looked at, each by
 * itself. Undefined if the text is not as the tools print.
 * @param render writes one resource anew, in its own lines
 */
export function renderPlain(
  text: string,
  document: LabDocument,
  render: (lines: string, manifest: Manifest) => string,
): RenderedPlain | undefined {
  const documents = documentsOf(text)
  if (!documents) return undefined
  const places = documents.flatMap((each) => (each.items ?? [each]).map((range) => ({ each, range })))
  const { next, added } = pairResources(
    places.map(({ range }) => range.json),
    document.manifests,
  )
  const edits = places.flatMap(({ each, range }, index): readonly TextEdit[] => {
    const manifest = next[index]
    if (!isManifest(range.json) || manifest === range.json || jsonEquals(manifest, range.json)) return []
    return [manifest ? changed(text, range, render, manifest) : removed(text, range, each)]
  })
  return { text: applyEdits(text, edits), added }
}

function changed(
  text: string,
  { start, end, indent }: PlainRange,
  render: (lines: string, manifest: Manifest) => string,
  manifest: Manifest,
): TextEdit {
  const margin = ' '.repeat(indent)
  const lines = indent === 0 ? text.slice(start, end) : text.slice(start, end).replaceAll(`\n${margin}`, '\n')
  const written = render(lines, manifest)
  return { start, end, text: indent === 0 ? written : written.replaceAll(/\n(?=[^\r\n])/g, `\n${margin}`) }
}

/** An item goes with its dash. */
const removed = (text: string, range: PlainRange, document: PlainDocument): TextEdit =>
  range === document
    ? { start: range.start, end: range.end, text: '' }
    : { start: text.lastIndexOf('\n', range.start - 1) + 1, end: range.end, text: '' }
