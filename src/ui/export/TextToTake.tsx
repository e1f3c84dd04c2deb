import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import button from '../controls/button.module.css'
import { download } from '../download'
import styles from './Export.module.css'

interface Props {
  readonly file: string
  readonly text: string
  /** One long line, and nothing to be saved as a file. */
  readonly wraps?: boolean
}

/** A text to be copied, or saved as a file. */
export function TextToTake({ file, text, wraps = false }: Props) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState<string>()
  return (
    <>
      <textarea
        className={styles.text}
        aria-label={file}
        value={text}
        readOnly
        wrap={wraps ? 'soft' : 'off'}
        spellCheck={false}
      />
      <div className={styles.buttons}>
        <button
          type="button"
          className={button.button}
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(text))}
        >
          {t(copied === text ? 'export.copied' : 'export.copy')}
        </button>
        {!wraps && (
          <button type="button" className={button.button} onClick={() => download(file, 'text/plain', text)}>
            {t('export.download', { file })}
          </button>
        )}
      </div>
    </>
  )
}
