import type { Said } from './said'

/** What a field takes, as `FieldType` of the lab's schema has it. */
interface TakenType {
  readonly kind: 'choice' | 'boolean' | 'integer' | 'text' | 'list' | 'map'
  readonly minimum?: number
  readonly maximum?: number
  readonly example?: string
  readonly numeric?: true
}

/** The type of a field in words; a choice is said by its values. */
export function fieldTypeText(type: TakenType): Said {
  const key = (name: string, params?: Said['params']): Said => ({
    key: `yamlEditor.type.${name}`,
    ...(params && { params }),
  })
  const { kind, minimum, maximum, example } = type
  if (kind === 'integer' && minimum !== undefined && maximum !== undefined) return key('range', { minimum, maximum })
  if (kind === 'integer' && minimum !== undefined) return key('from', { minimum })
  if (type.numeric) return key('number')
  if (kind === 'text' && example !== undefined) return key('textLike', { example })
  return key(kind)
}
