import { useTranslation } from 'react-i18next'
import type { Finding } from '../../../analysis/doctor/finding'
import { useAnalysis } from '../../analysis/use-analysis'
import styles from './Doctor.module.css'
import '../../analysis/doctor-words'

/** What only might matter is not counted. */
const matters = ({ severity }: Finding): boolean => severity !== 'notice'

export function DoctorTabMark() {
  const { t } = useTranslation()
  const { answer = [] } = useAnalysis({ kind: 'findings' })
  const found = answer.filter(matters)
  if (found.length === 0) return null
  const worst = found.some(({ severity }) => severity === 'error') ? 'error' : 'warning'
  return (
    <span
      className={styles.count}
      data-severity={worst}
      role="img"
      aria-label={t('doctorPanel.count', { count: found.length })}
    >
      {found.length}
    </span>
  )
}
