import type { LabDocument, Manifest } from './document'
import { resourceKey } from './read-resources'

/** The document with each manifest as `edit` makes it, or without it where that is undefined. Unchanged, it is itself. */
export function editManifests(document: LabDocument, edit: (manifest: Manifest) => Manifest | undefined): LabDocument {
  let changed = false
  const manifests = document.manifests.flatMap((manifest) => {
    const edited = edit(manifest)
    if (edited !== manifest) changed = true
    return edited ?? []
  })
  return changed ? { manifests } : document
}

/** The document with `manifest` in place of the one of that kind and name, or else behind the last of its kind. */
export const withManifest = (document: LabDocument, manifest: Manifest): LabDocument =>
  withManifests(document, [manifest])

/** As `withManifest` for each, in one pass over the document. */
export function withManifests(document: LabDocument, written: readonly Manifest[]): LabDocument {
  const byName = groupByName(written)
  const made = new Set(written)
  const replaced = editManifests(document, (manifest) => {
    const same = byName.get(manifest.metadata.name)?.find((other) => isSameResource(other, manifest))
    if (!same) return manifest
    made.delete(same)
    return same
  })
  return [...made].reduce(behindItsKind, replaced)
}

function groupByName(manifests: readonly Manifest[]): Map<string, Manifest[]> {
  const groups = new Map<string, Manifest[]>()
  for (const manifest of manifests) {
    const group = groups.get(manifest.metadata.name)
    if (group) group.push(manifest)
    else groups.set(manifest.metadata.name, [manifest])
  }
  return groups
}

function behindItsKind(document: LabDocument, manifest: Manifest): LabDocument {
  const last = document.manifests.findLastIndex(({ kind }) => kind === manifest.kind)
  const place = last < 0 ? document.manifests.length : last + 1
  return { manifests: document.manifests.toSpliced(place, 0, manifest) }
}

const isSameResource = (a: Manifest, b: Manifest): boolean => a.kind === b.kind && resourceKey(a) === resourceKey(b)

export const isResource = (manifest: Manifest, kind: string, name: string): boolean =>
  manifest.kind === kind && manifest.metadata.name === name

export const editResource = (
  document: LabDocument,
  kind: string,
  name: string,
  edit: (manifest: Manifest) => Manifest | undefined,
): LabDocument => editManifests(document, (manifest) => (isResource(manifest, kind, name) ? edit(manifest) : manifest))
