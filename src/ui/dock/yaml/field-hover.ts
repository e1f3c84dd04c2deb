import { hoverTooltip } from '@codemirror/view'
import { placeInDraft } from '../../../io/draft/draft-place'
import { type FieldSchema, fieldAt } from '../../../io/draft/field-schema'
import { fieldCard } from './field-card'

export interface FieldHere {
  /** Of the resource. */
  readonly kind: string
  readonly field: FieldSchema
}

/** The field that is written at `offset`, if the lab's schema knows it. */
export function fieldHere(text: string, offset: number): FieldHere | undefined {
  const place = placeInDraft(text, offset)
  if (!place || place.path.length === 0) return undefined
  const field = fieldAt(place.resource, place.path)
  return field && { kind: String(place.resource.kind ?? ''), field }
}

/** What a key or a value means, where the pointer rests on it. */
export const fieldHover = () =>
  hoverTooltip((view, offset) => {
    const text = view.state.doc.toString()
    const place = placeInDraft(text, offset)
    if (!place || place.from === place.to || place.path.length === 0) return null
    // Of a list or a map only the key speaks for it.
    const isWord = !text.slice(place.from, place.to).includes('\n')
    const field = isWord ? fieldAt(place.resource, place.path) : undefined
    if (!field) return null
    return { pos: place.from, end: place.to, above: true, create: () => ({ dom: fieldCard(field) }) }
  })
