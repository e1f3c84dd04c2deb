import { useTranslation } from 'react-i18next'
import styles from './Labs.module.css'

export function LabTime({ ms }: { readonly ms: number }) {
  const { i18n } = useTranslation()
  const date = new Date(ms)
  return (
    <time dateTime={date.toISOString()} className={styles.dim}>
      {new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(date)}
    </time>
  )
}
