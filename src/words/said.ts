/** A sentence before it is in a language: a key of the catalogue, and what fills its gaps. */
export interface Said {
  readonly key: string
  readonly params?: { readonly [name: string]: string | number | Said }
}
