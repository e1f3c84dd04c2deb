import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Terminal.module.css'

/** The shell, its commands and xterm are loaded when the tab is first opened. */
const TerminalPanel = lazy(async () => {
  const [{ TerminalPanel }, { addTerminalWords }] = await Promise.all([
    import('./TerminalPanel'),
    import('../../../words/terminal-words'),
  ])
  addTerminalWords()
  return { default: TerminalPanel }
})

export function LazyTerminal() {
  const { t } = useTranslation()
  return (
    <Suspense fallback={<p className={styles.loading}>{t('terminalPanel.loading')}</p>}>
      <TerminalPanel />
    </Suspense>
  )
}
