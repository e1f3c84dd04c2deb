import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { chosenPods, pairsOf } from '../../store/choice'
import { selectPicture } from '../../store/derived'
import { MOST_FLOWS } from '../../store/flows'
import { actions, useLab } from '../lab'
import { useTouch } from '../use-media'
import styles from './CanvasPane.module.css'
import './choice-words'
import { pingChosen } from './element-actions'

/** How many pods are picked out, and what can be done with them. */
export function ChoiceBar() {
  const { t } = useTranslation()
  const touch = useTouch()
  const picture = useLab(selectPicture)
  const chosen = useLab((state) => state.chosen)
  const count = chosenPods(picture, { chosen }).length
  const pairs = pairsOf(count)
  return (
    <p className={styles.hint} data-choice>
      <span>{t('choice.chosen', { count })}</span>
      {pairs > 0 ? (
        <button type="button" onClick={pingChosen}>
          {pairs > MOST_FLOWS
            ? t('choice.pingSome', { sent: MOST_FLOWS, count: pairs })
            : t('choice.ping', { count: pairs })}
        </button>
      ) : (
        !touch && <span>{t('choice.more')}</span>
      )}
      <button type="button" aria-label={t('choice.clear')} onClick={() => actions().show({ chosen: [] })}>
        <X size={15} aria-hidden />
      </button>
    </p>
  )
}
