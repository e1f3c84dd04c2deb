import { useTranslation } from 'react-i18next'
import type { Found, Sought } from './Screen'
import styles from './Terminal.module.css'

interface Props {
  readonly sought: Sought
  readonly found: Found | undefined
  readonly onChange: (sought: Sought) => void
  readonly onClose: () => void
}

/** It opens because it was asked for. */
const focus = (input: HTMLInputElement | null): void => input?.focus()

/** Typing finds the nearest above; Enter the next, Shift-Enter the one before. */
export function SearchField({ sought, found, onChange, onClose }: Props) {
  const { t } = useTranslation()
  const { text } = sought
  return (
    <>
      {text !== '' && found && (
        <span role="status" className={styles.found}>
          {found.count === 0
            ? t('terminalPanel.foundNone')
            : t('terminalPanel.found', { at: found.index + 1, count: found.count })}
        </span>
      )}
      <input
        ref={focus}
        type="search"
        className={styles.search}
        value={text}
        placeholder={t('terminalPanel.search')}
        aria-label={t('terminalPanel.search')}
        onChange={({ target }) => onChange({ text: target.value, way: 'fresh' })}
        onKeyDown={({ key, shiftKey }) => {
          if (key === 'Escape') onClose()
          else if (key === 'Enter') onChange({ text, way: shiftKey ? 'previous' : 'next' })
        }}
      />
    </>
  )
}
