import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Issue } from '../../../engine/issue'
import { renameElement, renamingOf } from '../../../store/forms/rename-element'
import { actions } from '../../lab'
import styles from './Form.module.css'
import { focusName } from './focus-name'
import { Refusal } from './Refusal'
import { useTyped } from './use-typed'

/** The name of what is selected: all that names it follows. Nothing for what is called as Calico wants it. */
export function NameField({ element }: { readonly element: string }) {
  const name = renamingOf(element, '')?.name
  return name === undefined ? null : <Named element={element} name={name} />
}

function Named({ element, name }: { readonly element: string; readonly name: string }) {
  const { t } = useTranslation()
  const id = useId()
  const [issues, setIssues] = useState<readonly Issue[]>([])
  const typing = useTyped(element, name, async (text) => {
    const isHere = document.activeElement?.id === id
    const renaming = renamingOf(element, text.trim())
    // It comes with the YAML's library, which a form does without until then.
    const { renderSource } = await import('../../../io/render-source')
    const refused = renaming ? renameElement(actions(), renaming, renderSource) : []
    setIssues(refused)
    if (refused.length === 0 && isHere) focusName()
  })
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.name}>
        {t('form.name')}
      </label>
      <span className={styles.line}>
        <input
          {...typing}
          id={id}
          type="text"
          className={styles.text}
          data-name-field
          autoComplete="off"
          spellCheck={false}
          aria-invalid={issues.length > 0 || undefined}
          aria-describedby={`${id}-hint ${id}-error`}
          aria-keyshortcuts="F2"
        />
      </span>
      <p id={`${id}-hint`} className={styles.hint}>
        {t('form.nameHint')}
      </p>
      {issues.length > 0 && <Refusal id={`${id}-error`} issues={issues} />}
    </div>
  )
}
