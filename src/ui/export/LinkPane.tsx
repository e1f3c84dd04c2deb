import { useTranslation } from 'react-i18next'
import { shareFragment } from '../../io/share-link'
import styles from './Export.module.css'
import { useSharedLab } from './shared-lab'
import { TextToTake } from './TextToTake'

/** A link with the whole lab in its fragment, which no browser sends anywhere. */
export function LinkPane() {
  const { t } = useTranslation()
  const { lab, choices } = useSharedLab()
  const link = `${location.origin}${location.pathname}${shareFragment(lab)}`
  return (
    <>
      <div className={styles.choices}>{choices}</div>
      <TextToTake file={t('export.linkName')} text={link} wraps />
      <p>{t('export.linkLength', { count: link.length })}</p>
    </>
  )
}
