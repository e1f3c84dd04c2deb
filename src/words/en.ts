import { era } from './en/era'
import { fault } from './en/fault'
import { provenance } from './en/provenance'
import { ui } from './en/ui'

/** The English catalogue. */
export const en = { ...ui, ...era, ...fault, ...provenance } as const
