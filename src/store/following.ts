import type { LabDocument } from '../engine/lab/document'
import type { LabState } from './lab-state'

/** What of the view goes with an edit, such as a selection with the name of what is selected. */
export interface Following {
  there(state: LabState): Partial<LabState>
  /** With its undo. */
  back(state: LabState): Partial<LabState>
}

const byDocument = new WeakMap<LabDocument, Following>()

/** Remembers it for as long as the history has the document that the edit made. */
export function rememberFollowing(made: LabDocument, following: Following): void {
  byDocument.set(made, following)
}

/** What the view changes to, now that history has gone from one document to another. */
export function followed(state: LabState, from: LabDocument, way: keyof Following): Partial<LabState> {
  if (state.document === from) return {}
  return byDocument.get(way === 'back' ? from : state.document)?.[way](state) ?? {}
}
