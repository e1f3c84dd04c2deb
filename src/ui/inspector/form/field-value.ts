import type { Json } from '../../../engine/manifest'
import { type FieldSchema, typeOf } from '../../../io/draft/field-schema'

/** A pod's annotations hold lists, as JSON in a text. */
const isTextList = ({ path }: FieldSchema): boolean => String(path.at(-1)).startsWith('cni.projectcalico.org/')

/** A value as a form shows it for editing. */
export function shownValue(field: FieldSchema, value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  if (isTextList(field) && typeof value === 'string') {
    const list = parsed(value)
    return Array.isArray(list) ? list.join(', ') : value
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What was typed, as the resource has it; undefined: nothing, so the field is left out. What does not fit is left to Calico's rules. */
export function typedValue(field: FieldSchema, text: string): Json | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  const type = typeOf(field.schema)
  if (isTextList(field)) return JSON.stringify(trimmed.split(/\s*,\s*/).filter((each) => each !== ''))
  const isNumeric = type.kind === 'integer' || (type.kind === 'text' && type.numeric === true)
  // What may be text too means something else with a point in it: the AS number 1.10.
  const isFraction = field.schema.type === 'number' && /^\d{1,9}\.\d{1,9}$/.test(trimmed)
  if (isFraction) return Number(trimmed)
  return isNumeric && /^-?\d{1,15}$/.test(trimmed) && field.path[1] !== 'annotations' ? Number(trimmed) : trimmed
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
