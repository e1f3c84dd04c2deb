import type { LabDocument } from '../engine/lab/document'
import type { Manifest } from '../engine/manifest'
import { renderSource } from '../io/render-source'
import { blockText, styleOf } from '../io/write-yaml'
import type { Candidate } from './merge-resources'
import type { ResourceText } from './read-files'

/**
 * The text of a lab that was put together from `texts`: each text's own bytes where all of it is in the lab, else the
 * resources' own lines one after the other; what was made up comes last. [IMPORT-2, IMPORT-3]
 */
export function labText(texts: readonly ResourceText[], kept: readonly Candidate[], document: LabDocument): string {
  const style = styleOf(texts.find(({ by }) => by !== 'json')?.text ?? '')
  const pieces = texts.flatMap((text, index) => {
    const own = kept.flatMap((candidate, at) => {
      const manifest = document.manifests[at]
      return candidate.text === index && manifest ? [{ candidate, manifest }] : []
    })
    if (own.length === 0) return []
    const isWhole =
      own.length === text.resources.length && own.every(({ candidate, manifest }) => candidate.found.json === manifest)
    return isWhole && text.by !== 'json' && !text.restated
      ? [text.text]
      : own.map(({ candidate, manifest }) => resourceText(candidate, manifest))
  })
  const inferred = document.manifests.slice(kept.length).map((manifest) => blockText(manifest, style))
  return joined([...pieces, ...inferred], style.eol)
}

function resourceText({ found }: Candidate, manifest: Manifest): string {
  const text = found.text()
  if (text === undefined) return blockText(manifest, styleOf(''))
  return found.json === manifest ? text : renderSource(text, { manifests: [manifest] })
}

function joined(pieces: readonly string[], eol: string): string {
  return pieces
    .map((piece, index) => {
      if (index === pieces.length - 1) return piece
      const closed = piece.endsWith('\n') ? piece : piece + eol
      // A piece may bring its own.
      return /^---\s/.test(pieces[index + 1] ?? '') || /\n---\s*$/.test(closed) ? closed : `${closed}---${eol}`
    })
    .join('')
}
