import type { LabDocument, Manifest } from '../engine/lab/document'
import { resourceKey } from '../engine/lab/read-resources'
import { isManifest, jsonEquals } from '../engine/manifest'
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
  const wanted = new Map(document.manifests.map((manifest) => [resourceKey(manifest), manifest]))
  const edits: TextEdit[] = []
  for (const each of documents) {
    for (const range of each.items ?? [each]) {
      if (!isManifest(range.json)) continue
      const key = resourceKey(range.json)
      const manifest = wanted.get(key)
      wanted.delete(key)
      if (manifest === range.json || jsonEquals(manifest, range.json)) continue
      edits.push(manifest ? changed(text, range, render, manifest) : removed(text, range, each))
    }
  }
  return { text: applyEdits(text, edits), added: [...wanted.values()] }
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
