import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import button from '../controls/button.module.css'
import styles from './Import.module.css'

/** A command to be run elsewhere, and a button that takes it there. */
export function Command({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  return (
    <span className={styles.command}>
      <code>
        {text.split(/(?<=,)/).map((part) => (
          <Fragment key={part}>
            {part}
            <wbr />
          </Fragment>
        ))}
      </code>
      <button
        type="button"
        className={button.quiet}
        aria-label={t('import.copyCommand', { command: text })}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {t(copied ? 'import.copied' : 'import.copy')}
      </button>
    </span>
  )
}
