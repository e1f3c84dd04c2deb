import { useId, useState } from 'react'
import type { Issue } from '../../../engine/issue'
import { type Json, valueAt } from '../../../engine/manifest'
import { fieldAt, typeOf } from '../../../io/draft/field-schema'
import type { FormSection } from '../../../store/forms/form-sections'
import { meaningOf } from '../../dock/yaml/field-card'
import { ChoicesControl } from './ChoicesControl'
import { commitField } from './commit-field'
import styles from './Form.module.css'
import type { FieldProps } from './field-props'
import { ListControl } from './ListControl'
import { MapControl } from './MapControl'
import { Refusal } from './Refusal'
import { ScalarControl } from './ScalarControl'

/** As it is called in its entry, or in the part of the resource it stands in: `bgp.asNumber`, `ipipMode`. */
function nameIn({ base, manifest }: FormSection, path: readonly (string | number)[]): string {
  const place = path.findLastIndex((key) => typeof key === 'number')
  const group = path[1] === 'annotations' ? 2 : 1
  const own = path.slice(Math.max(place + 1, base.length, manifest.kind === 'Underlay' && base.length > 0 ? 0 : group))
  return own.map((key) => String(key).replace(/^.*\//, '')).join('.')
}

/** One field of a resource with its name, its meaning, and what Calico has against what was entered. */
export function FormField({ section, path, names, brief, required = false, draft }: FieldProps) {
  const id = useId()
  const [issues, setIssues] = useState<readonly Issue[]>([])
  const field = fieldAt(section.manifest, path)
  if (!field) return null
  const value = draft ? draft.value : valueAt(section.manifest, path)
  const type = typeOf(field.schema)
  const name = nameIn(section, path)
  const onCommit = (next: Json | undefined) =>
    draft ? draft.onChange(next) : setIssues(commitField(section, path, next))
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const describedBy = [...(brief ? [] : [hintId]), ...(issues.length > 0 ? [errorId] : [])].join(' ')
  const control = { id, field, value, names, describedBy, required, invalid: issues.length > 0, onCommit }
  const item = type.kind === 'list' ? fieldAt(section.manifest, [...path, 0]) : undefined
  const itemType = item && typeOf(item.schema)
  const isGroup = type.kind === 'list' || type.kind === 'map'
  const label = brief ? styles.brief : styles.name
  return (
    <div className={styles.field} data-kind={type.kind} data-brief={brief}>
      {isGroup ? (
        <h4 id={id} className={label}>
          {name}
        </h4>
      ) : (
        <label htmlFor={id} className={label}>
          {name}
        </label>
      )}
      {!isGroup && <ScalarControl {...control} />}
      {!brief && (
        <p id={hintId} className={styles.hint}>
          {meaningOf(field)}
        </p>
      )}
      {type.kind === 'map' && <MapControl {...control} name={name} />}
      {itemType?.kind === 'choice' && <ChoicesControl {...control} values={itemType.values} />}
      {item && itemType?.kind !== 'choice' && (
        <ListControl
          section={section}
          path={path}
          item={item}
          labelledBy={id}
          name={name}
          names={names}
          Field={FormField}
        />
      )}
      {issues.length > 0 && <Refusal id={errorId} issues={issues} />}
    </div>
  )
}
