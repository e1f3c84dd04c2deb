import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportFile } from '../../importing/import-file'
import { WHOLE_EXPORT } from '../../importing/missing'
import button from '../controls/button.module.css'
import { Command } from './Command'
import { pickedFiles } from './dropped-files'
import styles from './Import.module.css'

interface Props {
  readonly isFirst: boolean
  readonly add: (files: readonly ImportFile[]) => void
  readonly back: () => void
}

/** Choose files or a folder, or paste; with the command that prints all that is read. */
export function ImportWays({ isFirst, add, back }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const [text, setText] = useState('')
  return (
    <>
      <p>{t('import.intro')}</p>
      <Command text={WHOLE_EXPORT} />
      <div className={styles.ways}>
        <FileButton label={t('import.files')} add={add} />
        <FileButton label={t('import.folder')} add={add} folder />
        <span className={styles.dim}>{t('import.orDrop')}</span>
      </div>
      <label htmlFor={id} className={styles.label}>
        {t('import.paste')}
      </label>
      <textarea
        id={id}
        className={styles.paste}
        value={text}
        placeholder={t('import.pasteHint')}
        spellCheck={false}
        onChange={({ target }) => setText(target.value)}
      />
      <div className={styles.buttons}>
        {!isFirst && (
          <button type="button" className={button.button} onClick={back}>
            {t('import.back')}
          </button>
        )}
        <button
          type="button"
          className={button.primary}
          disabled={text.trim() === ''}
          onClick={() => add([{ name: 'paste', content: text }])}
        >
          {t('import.read')}
        </button>
      </div>
    </>
  )
}

function FileButton({
  label,
  add,
  folder = false,
}: {
  readonly label: string
  readonly add: Props['add']
  readonly folder?: boolean
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className={button.button} onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={label}
        {...(folder && { webkitdirectory: '' })}
        onChange={({ target }) => {
          const chosen = [...(target.files ?? [])]
          target.value = ''
          void pickedFiles(chosen).then(add)
        }}
      />
    </>
  )
}
