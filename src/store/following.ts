import type { LabDocument } from '../engine/lab/document'
import type { LabState } from './lab-state'

/** What of the view goes with an edit, such as a selection with the name of what is selected. */
export interface Following {
  there(state: LabState): Partial<LabState>
  /** With its undo. */
  back(state: LabState): Partial<LabState>
}

/** History may keep the manifests in another document. */
const byManifests = new WeakMap<LabDocument['manifests'], Following>()

/** Remembers it for as long as the history has the document that the edit made. */
export function rememberFollowing({ manifests }: LabDocument, following: Following): void {
  byManifests.set(manifests, following)
}

/** What the view changes to, now that history has gone from one document to another. */
export function followed(state: LabState, from: LabDocument, way: keyof Following): Partial<LabState> {
  const { manifests } = state.document
  if (manifests === from.manifests) return {}
  return byManifests.get(way === 'back' ? from.manifests : manifests)?.[way](state) ?? {}
}
