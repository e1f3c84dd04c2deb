import type { ResourceRef } from './resource-ref'

/** A place in the user's text; both count from 1. */
export interface SourcePlace {
  readonly file?: string
  readonly line: number
  readonly column: number
}

/**
 * Something wrong with the user's input. Its words are in the catalogue under `issue.<code>`: `message` names the thing
 * and `hint` what to do, both with `params` filled in.
 */
export interface Issue {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
  readonly severity: 'error' | 'warning'
  readonly resource?: ResourceRef
  /** Where in `LabDocument.manifests`, and the path inside that manifest. */
  readonly manifest?: number
  readonly path?: readonly (string | number)[]
  /** Filled in by whoever has the text. */
  readonly source?: SourcePlace
}
