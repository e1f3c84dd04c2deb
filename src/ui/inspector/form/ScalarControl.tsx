import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Referent } from '../../../engine/calico/resources/fields'
import type { Json } from '../../../engine/manifest'
import { type FieldSchema, typeOf } from '../../../io/draft/field-schema'
import type { KnownNames } from '../../../io/draft/lab-names'
import { defaultOf } from '../../dock/yaml/field-card'
import styles from './Form.module.css'
import { shownValue, typedValue } from './field-value'
import { useTyped } from './use-typed'

export interface ControlProps {
  readonly id: string
  readonly field: FieldSchema
  readonly value: Json | undefined
  readonly names: KnownNames
  readonly describedBy: string
  readonly invalid: boolean
  /** It must not be left out. */
  readonly required: boolean
  readonly onCommit: (value: Json | undefined) => void
}

/** A choice, a switch, or a line of text, as the field's type asks. */
export function ScalarControl(props: ControlProps) {
  const { id, field, value, names, describedBy, invalid, required, onCommit } = props
  const { t } = useTranslation()
  const type = typeOf(field.schema)
  const common = { id, 'aria-describedby': describedBy, 'aria-invalid': invalid || undefined }
  if (type.kind === 'boolean') {
    const checked = value === undefined ? field.schema.default === true : value === true
    return (
      <input
        {...common}
        type="checkbox"
        role="switch"
        aria-checked={checked}
        className={styles.switch}
        checked={checked}
        onChange={({ target }) => onCommit(target.checked)}
      />
    )
  }
  const referent = field.schema['x-refers-to'] as Referent | undefined
  const choices = type.kind === 'choice' ? type.values : namedChoices(referent, names, field)
  if (!choices) return <TextControl {...props} common={common} />
  const usual = defaultOf(field)
  const chosen = shownValue(field, value)
  return (
    <select
      {...common}
      className={styles.select}
      value={chosen}
      onChange={({ target }) => onCommit(target.value === '' ? undefined : target.value)}
    >
      {(!required || chosen === '') && (
        <option value="">{usual === undefined ? t('form.unset') : t('form.usual', { value: usual })}</option>
      )}
      {[...new Set(chosen === '' ? choices : [...choices, chosen])].map((choice) => (
        <option key={choice}>{choice}</option>
      ))}
    </select>
  )
}

/** What there is to be named is chosen from; selectors and lists of pools are written, with what there is as a help. */
function namedChoices(referent: Referent | undefined, names: KnownNames, field: FieldSchema) {
  if (referent === undefined || referent === 'node-labels' || field.path[1] === 'annotations') return undefined
  return names[referent]
}

interface TextProps extends ControlProps {
  readonly common: { readonly id: string }
}

function TextControl({ common, field, value, names, required, onCommit }: TextProps) {
  const { t } = useTranslation()
  const shown = shownValue(field, value)
  const typing = useTyped(field.path.join('/'), shown, (text) => onCommit(typedValue(field, text)))
  const helpId = useId()
  const type = typeOf(field.schema)
  const referent = field.schema['x-refers-to'] as Referent | undefined
  const helps = referent === 'node-labels' ? ['all()', ...names[referent]] : referent ? names[referent] : []
  const name = String(field.path.at(-1))
  return (
    <span className={styles.line}>
      <input
        {...common}
        {...typing}
        type="text"
        className={styles.text}
        inputMode={type.kind === 'integer' ? 'numeric' : undefined}
        list={helps.length > 0 ? helpId : undefined}
        autoComplete="off"
        spellCheck={false}
        aria-required={required || undefined}
        placeholder={
          defaultOf(field) ??
          (type.kind === 'text' && type.example !== undefined
            ? t('form.such', { example: shownValue(field, type.example) })
            : undefined)
        }
      />
      {/mtu$/i.test(name) && <span className={styles.unit}>{t('form.bytes')}</span>}
      {helps.length > 0 && (
        <datalist id={helpId}>
          {helps.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </span>
  )
}
