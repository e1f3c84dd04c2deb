import { type FieldSchema, typeOf } from '../../../io/draft/field-schema'
import { fieldText } from '../../../words/field-text'
import { fieldTypeText } from '../../../words/field-type-text'
import { say } from '../../../words/i18n'
import '../../../words/yaml-words'
import styles from './FieldCard.module.css'

/** The type of a field in one line. */
export function typeLine({ schema }: FieldSchema): string {
  const type = typeOf(schema)
  return type.kind === 'choice' ? type.values.join(' | ') : say(fieldTypeText(type))
}

export const meaningOf = ({ definition, path }: FieldSchema): string | undefined => {
  const said = fieldText(definition, path)
  return said && say(said)
}

/** What holds where the field is left out, if there is one such thing. */
export function defaultOf({ schema }: FieldSchema): string | undefined {
  const usual = schema.default
  if (usual === undefined || usual === '') return undefined
  if (typeof usual === 'object') return Array.isArray(usual) && usual.length > 0 ? usual.join(', ') : undefined
  return String(usual)
}

/** What there is to know of a field: for a tooltip of the editor, which is no part of React's page. */
export function fieldCard(field: FieldSchema): HTMLElement {
  const card = document.createElement('div')
  card.className = styles.card ?? ''
  const name = element('code', String(field.path.findLast((key) => typeof key === 'string') ?? ''))
  const head = element('p', '')
  head.append(name, ' ', element('span', typeLine(field)))
  card.append(head)
  const meaning = meaningOf(field)
  if (meaning) card.append(element('p', meaning))
  const usual = defaultOf(field)
  if (usual !== undefined) card.append(element('p', say({ key: 'yamlEditor.default', params: { value: usual } })))
  return card
}

function element(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag)
  made.textContent = text
  return made
}
