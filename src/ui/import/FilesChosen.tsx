import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ImportFile } from '../../importing/import-file'
import button from '../controls/button.module.css'
import styles from './Import.module.css'

const MOST_SHOWN = 8

interface Props {
  readonly files: readonly ImportFile[]
  readonly remove: (file: ImportFile) => void
  readonly more: () => void
}

/** What is being imported; each can be taken out again. */
export function FilesChosen({ files, remove, more }: Props) {
  const { t } = useTranslation()
  const hidden = files.length - MOST_SHOWN
  return (
    <ul className={styles.files} aria-label={t('import.chosen')}>
      {files.slice(0, MOST_SHOWN).map((file) => (
        <li key={file.name}>
          <span>{file.name}</span>
          <button type="button" aria-label={t('import.remove', { file: file.name })} onClick={() => remove(file)}>
            <X size={13} aria-hidden />
          </button>
        </li>
      ))}
      {hidden > 0 && <li>{t('import.moreFiles', { count: hidden })}</li>}
      <li>
        <button type="button" className={button.quiet} onClick={more}>
          {t('import.add')}
        </button>
      </li>
    </ul>
  )
}
