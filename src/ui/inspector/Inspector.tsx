import { useTranslation } from 'react-i18next'
import { HostSection } from './HostSection'
import styles from './Inspector.module.css'
import { LazyPacket } from './LazyPacket'

/** What is selected, and the packet under way. */
export function Inspector() {
  const { t } = useTranslation()
  return (
    <aside className={styles.inspector} aria-label={t('inspector.label')}>
      <HostSection />
      <LazyPacket />
    </aside>
  )
}
