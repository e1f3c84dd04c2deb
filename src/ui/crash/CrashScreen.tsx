import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { actions } from '../lab'
import styles from './CrashScreen.module.css'
import { labText } from './lab-text'

const describe = (fault: unknown): string =>
  fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault)

export function CrashScreen({ fault }: { readonly fault: unknown }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(`# ${describe(fault)}\n${await labText()}`)
    setCopied(true)
  }
  const reset = async () => {
    const { setAsideOpen } = await import('../../store/set-aside')
    await setAsideOpen(actions(), Date.now())
    location.reload()
  }
  return (
    <main className={styles.crash} role="alert">
      <h1>{t('crash.title')}</h1>
      <p>{t('crash.body')}</p>
      <div className={styles.actions}>
        <button type="button" onClick={() => void copy()}>
          {t(copied ? 'crash.copied' : 'crash.copy')}
        </button>
        <button type="button" onClick={() => location.reload()}>
          {t('crash.reload')}
        </button>
        <button type="button" onClick={() => void reset()}>
          {t('crash.reset')}
        </button>
      </div>
      <h2>{t('crash.details')}</h2>
      <pre>{describe(fault)}</pre>
    </main>
  )
}
