import type { Manifest } from '../manifest'

export type { Json, JsonObject, Manifest } from '../manifest'

/**
 * The one thing the lab stores; all else is computed from it. Resources stand in the order of the file (lists are
 * flattened); an edit replaces the manifests it changes and shares the rest, so identity tells what changed.
 */
export interface LabDocument {
  readonly manifests: readonly Manifest[]
}
