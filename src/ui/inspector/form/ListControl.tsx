import { Plus, X } from 'lucide-react'
import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { withField } from '../../../engine/calico/resources/edit-manifest'
import type { Issue } from '../../../engine/issue'
import { isJsonObject, type Json, type Manifest, valueAt } from '../../../engine/manifest'
import { type FieldSchema, fieldAt, typeOf } from '../../../io/draft/field-schema'
import type { KnownNames } from '../../../io/draft/lab-names'
import type { FormSection } from '../../../store/forms/form-sections'
import { withoutEntry } from '../../../store/forms/without-entry'
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
  const required = Array.isArray(item.schema.required) ? item.schema.required.map(String) : []
  const titleOf = (index: number) => t('form.entry', { field: name, number: index + 1 })
  const titles = entries.map((_, index) => titleOf(index))
  const put = (next: readonly Json[]) => commitField(section, path, next.length > 0 ? next : undefined)
  return (
    <>
      <ul className={styles.entries} aria-labelledby={labelledBy}>
        {titles.map((title, index) => (
          <li key={title} className={styles.entry}>
            <EntryFields {...{ section, parts, names, required, title, Field }} path={[...path, index]} />
            <button
              type="button"
              className={styles.icon}
              aria-label={t('form.removeEntry', { entry: title })}
              onClick={() => put(withoutEntry(entries, index))}
            >
              <X size={14} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {isAdding ? (
        <NewEntry
          {...{ section, parts, names, required, Field }}
          path={[...path, entries.length]}
          title={titleOf(entries.length)}
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

interface EntryProps extends Pick<Props, 'section' | 'names' | 'Field'> {
  /** Of the entry. */
  readonly path: Path
  readonly parts: readonly Path[]
  readonly required: readonly string[]
  readonly title: string
  /** What a part of it is, if the lab does not have it yet. */
  readonly draftOf?: (part: Path) => NonNullable<FieldProps['draft']>
}

function EntryFields({ section, path, parts, names, required, title, Field, draftOf }: EntryProps) {
  return (
    <fieldset aria-label={title}>
      {parts.map((part) => (
        <Field
          key={part.join('/')}
          section={section}
          path={[...path, ...part]}
          names={names}
          brief
          required={required.includes(String(part[0]))}
          {...(draftOf && { draft: draftOf(part) })}
        />
      ))}
    </fieldset>
  )
}

interface NewProps extends EntryProps {
  readonly onAdd: (entry: Json) => readonly Issue[]
  readonly onDone: () => void
}

/** An entry is the lab's only when it is whole. */
function NewEntry({ onAdd, onDone, ...entry }: NewProps) {
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
      <EntryFields
        {...entry}
        draftOf={(part) => ({
          value: valueAt(draft, ['entry', ...part]),
          onChange: (value) => setDraft(withField(draft, ['entry', ...part], value)),
        })}
      />
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
