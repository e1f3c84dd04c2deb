import { Plus, X } from 'lucide-react'
import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { withField } from '../../../engine/calico/resources/edit-manifest'
import type { Issue } from '../../../engine/issue'
import { isJsonObject, type Json, type Manifest, valueAt } from '../../../engine/manifest'
import { type FieldSchema, fieldAt, typeOf } from '../../../io/draft/field-schema'
import type { KnownNames } from '../../../io/draft/lab-names'
import type { FormSection } from '../../../store/forms/form-sections'
import { commitField } from './commit-field'
import styles from './Form.module.css'
import type { FieldProps } from './field-props'
import { Refusal } from './Refusal'

type Path = readonly (string | number)[]

interface Props {
  readonly section: FormSection
  readonly path: Path
  /** What an entry is. */
  readonly item: FieldSchema
  readonly labelledBy: string
  readonly name: string
  readonly names: KnownNames
  /** What draws an entry's fields; lists are fields themselves. */
  readonly Field: ComponentType<FieldProps>
}

/** The fields of an entry, those of maps inside it as its own; no path: the entry is a value itself. */
function partsOf(manifest: Manifest, item: FieldSchema, path: Path): readonly Path[] {
  const { properties } = item.schema
  if (typeOf(item.schema).kind !== 'map' || !isJsonObject(properties)) return [[]]
  return Object.keys(properties).flatMap((key): readonly Path[] => {
    const inner = fieldAt(manifest, [...path, 0, key])
    return inner && typeOf(inner.schema).kind === 'map'
      ? partsOf(manifest, inner, [...path, 0, key]).map((part) => [key, ...part])
      : [[key]]
  })
}

/** Entries that can be changed, taken out, and added to. */
export function ListControl({ section, path, item, labelledBy, name, names, Field }: Props) {
  const { t } = useTranslation()
  const [isAdding, setAdding] = useState(false)
  const list = valueAt(section.manifest, path)
  const entries: readonly Json[] = Array.isArray(list) ? list : []
  const parts = partsOf(section.manifest, item, path)
  const required = Array.isArray(item.schema.required) ? item.schema.required : []
  const put = (next: readonly Json[]) => commitField(section, path, next.length > 0 ? next : undefined)
  return (
    <>
      <ul className={styles.entries} aria-labelledby={labelledBy}>
        {entries.map((_, index) => {
          const title = t('form.entry', { field: name, number: index + 1 })
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place in the list
            <li key={index} className={styles.entry}>
              <fieldset aria-label={title}>
                {parts.map((part) => (
                  <Field
                    key={part.join('/')}
                    section={section}
                    path={[...path, index, ...part]}
                    names={names}
                    brief
                    required={required.includes(String(part[0]))}
                  />
                ))}
              </fieldset>
              <button
                type="button"
                className={styles.icon}
                aria-label={t('form.removeEntry', { entry: title })}
                onClick={() => put(entries.filter((_, at) => at !== index))}
              >
                <X size={14} aria-hidden />
              </button>
            </li>
          )
        })}
      </ul>
      {isAdding ? (
        <NewEntry
          {...{ section, path, parts, names, name, Field }}
          required={required.map(String)}
          index={entries.length}
          onAdd={(entry) => put([...entries, entry])}
          onDone={() => setAdding(false)}
        />
      ) : (
        <button
          type="button"
          className={styles.add}
          aria-label={t('form.add', { field: name })}
          onClick={() => setAdding(true)}
        >
          <Plus size={13} aria-hidden /> {t('form.addEntry')}
        </button>
      )}
    </>
  )
}

interface NewProps extends Pick<Props, 'section' | 'path' | 'names' | 'name' | 'Field'> {
  readonly parts: readonly Path[]
  readonly required: readonly string[]
  readonly index: number
  readonly onAdd: (entry: Json) => readonly Issue[]
  readonly onDone: () => void
}

/** An entry is the lab's only when it is whole. */
function NewEntry({ section, path, parts, names, name, Field, required, index, onAdd, onDone }: NewProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<Manifest>({ apiVersion: '-', kind: '-', metadata: { name: '-' } })
  const [issues, setIssues] = useState<readonly Issue[]>([])
  const add = () => {
    const refused = onAdd(draft.entry ?? {})
    setIssues(refused)
    if (refused.length === 0) onDone()
  }
  return (
    <div className={styles.fresh}>
      <fieldset aria-label={t('form.entry', { field: name, number: index + 1 })}>
        {parts.map((part) => (
          <Field
            key={part.join('/')}
            section={section}
            path={[...path, index, ...part]}
            names={names}
            brief
            required={required.includes(String(part[0]))}
            draft={{
              value: valueAt(draft, ['entry', ...part]),
              onChange: (value) => setDraft(withField(draft, ['entry', ...part], value)),
            }}
          />
        ))}
      </fieldset>
      {issues.length > 0 && <Refusal issues={issues} />}
      <p className={styles.buttons}>
        <button type="button" className={styles.primary} onClick={add}>
          {t('form.addEntry')}
        </button>
        <button type="button" className={styles.add} onClick={onDone}>
          {t('form.cancel')}
        </button>
      </p>
    </div>
  )
}
