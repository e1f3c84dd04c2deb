import { CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAnalysis } from '../../analysis/use-analysis'
import { Assertions } from './Assertions'
import styles from './Doctor.module.css'
import { FindingCard } from './FindingCard'
import '../../analysis/doctor-words'
import '../../step-words'

/** What is wrong with the lab, and whether what its owner wants is so. */
export function DoctorPanel() {
  return (
    <div className={styles.panel}>
      <Findings />
      <Assertions />
    </div>
  )
}

function Findings() {
  const { t } = useTranslation()
  const { answer, done } = useAnalysis({ kind: 'findings' })
  return (
    <section className={styles.findings} aria-label={t('doctorPanel.findings')} aria-busy={!done}>
      {!answer && <p className={styles.quiet}>{t('doctorPanel.looking')}</p>}
      {answer?.length === 0 && (
        <p className={styles.healthy}>
          <CircleCheck size={16} aria-hidden /> {t('doctorPanel.healthy')}
        </p>
      )}
      {answer && answer.length > 0 && (
        <ol className={styles.list} aria-label={t('doctorPanel.list')}>
          {answer.map((finding) => (
            <FindingCard key={`${finding.code} ${JSON.stringify(finding.params)}`} finding={finding} />
          ))}
        </ol>
      )}
    </section>
  )
}
