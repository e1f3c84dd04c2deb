import { useTranslation } from 'react-i18next'
import { selectTrace } from '../../../store/derived'
import pill from '../../controls/pill.module.css'
import { actions, useLab } from '../../lab'
import styles from './NoTaps.module.css'
import { tapsOnTheWay } from './taps-on-the-way'

/** What taps are for, and the quickest way to some. */
export function NoTaps() {
  const { t } = useTranslation()
  const trace = useLab(selectTrace)
  return (
    <div className={styles.empty}>
      <p>{t('captures.none')}</p>
      <p>
        {t('captures.noneHint')}
        {trace && (
          <button type="button" className={pill.pill} onClick={() => actions().addTaps(tapsOnTheWay(trace))}>
            {t('captures.onTheWay')}
          </button>
        )}
      </p>
    </div>
  )
}
