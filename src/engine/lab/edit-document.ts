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
export function withManifest(document: LabDocument, manifest: Manifest): LabDocument {
  const key = resourceKey(manifest)
  if (document.manifests.some((other) => resourceKey(other) === key)) {
    return editManifests(document, (other) => (resourceKey(other) === key ? manifest : other))
  }
  const lastOfKind = document.manifests.findLastIndex(({ kind }) => kind === manifest.kind)
  const place = lastOfKind < 0 ? document.manifests.length : lastOfKind + 1
  return { manifests: document.manifests.toSpliced(place, 0, manifest) }
}

export const isResource = (manifest: Manifest, kind: string, name: string): boolean =>
  manifest.kind === kind && manifest.metadata.name === name

export const editResource = (
  document: LabDocument,
  kind: string,
  name: string,
  edit: (manifest: Manifest) => Manifest | undefined,
): LabDocument => editManifests(document, (manifest) => (isResource(manifest, kind, name) ? edit(manifest) : manifest))
