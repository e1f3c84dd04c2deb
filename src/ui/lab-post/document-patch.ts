import type { LabDocument, Manifest } from '../../engine/lab/document'

/** A document as it differs from another: what it shares by place, what is new in whole. */
export interface DocumentPatch {
  /** For each manifest its place in the other, or -1: the next of `added`. */
  readonly kept: Int32Array
  readonly added: readonly Manifest[]
}

/**
 * An edit shares the manifests it leaves alone; so does what is made of the patch. Copying a large lab from thread to thread
 * for every edit would be felt, and whoever gets it would have to read all of it anew.
 */
export function patchBetween(before: LabDocument, after: LabDocument): DocumentPatch {
  const places = new Map(before.manifests.map((manifest, place) => [manifest, place]))
  const added: Manifest[] = []
  const kept = Int32Array.from(after.manifests, (manifest) => {
    const place = places.get(manifest)
    if (place === undefined) added.push(manifest)
    return place ?? -1
  })
  return { kept, added }
}

export function patched(before: LabDocument, { kept, added }: DocumentPatch): LabDocument {
  const next = added.values()
  const manifests = Array.from(kept, (place) => (place < 0 ? next.next().value : before.manifests[place]))
  return { manifests: manifests.filter((manifest) => manifest !== undefined) }
}

export const NO_DOCUMENT: LabDocument = { manifests: [] }
