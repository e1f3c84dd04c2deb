/** Plain data, as YAML and JSON have it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

export type JsonObject = { readonly [key: string]: Json }

/** A resource as the cluster prints it. Fields that the lab does not model stay in it and are written back. */
export interface Manifest extends JsonObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: JsonObject & { readonly name: string }
}

/**
 * The one thing the lab stores; all else is computed from it. Resources stand in the order of the file (lists are
 * flattened); an edit replaces the manifests it changes and shares the rest, so identity tells what changed.
 */
export interface LabDocument {
  readonly manifests: readonly Manifest[]
}
