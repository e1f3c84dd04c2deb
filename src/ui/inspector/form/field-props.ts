import type { Json } from '../../../engine/manifest'
import type { KnownNames } from '../../../io/draft/lab-names'
import type { FormSection } from '../../../store/forms/form-sections'

/** One field of a form. */
export interface FieldProps {
  readonly section: FormSection
  readonly path: readonly (string | number)[]
  readonly names: KnownNames
  /** Without its meaning: in a list, which says it once. */
  readonly brief?: true
  readonly required?: boolean
  /** Of an entry that the lab does not have yet, in place of what the lab has. */
  readonly draft?: { readonly value: Json | undefined; readonly onChange: (value: Json | undefined) => void }
}
