import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { hostName } from '../../words/host-name'
import { actions, useLab } from '../lab'
import { useCompact, useTouch } from '../use-media'
import styles from './CanvasPane.module.css'

const ChoiceBar = lazy(async () => ({ default: (await import('./ChoiceBar')).ChoiceBar }))

/** What to do next: for a first visitor, and while a ping is being aimed. */
export function CanvasHint() {
  const { t } = useTranslation()
  const compact = useCompact()
  const touch = useTouch()
  const aim = useLab((state) => state.aim)
  const isChoosing = useLab((state) => state.chosen.length > 0)
  const welcome = useLab((state) => !state.welcomed && !state.probe)
  if (aim)
    return (
      <p className={styles.hint}>
        {t(touch ? 'canvas.aimedTouch' : 'canvas.aimed', { from: hostName(aim.from) })}
        <button type="button" onClick={() => actions().aimFrom(undefined)}>
          {t('canvas.cancel')}
        </button>
      </p>
    )
  if (isChoosing)
    return (
      <Suspense>
        <ChoiceBar />
      </Suspense>
    )
  if (welcome) return <p className={styles.hint}>{t(touch ? 'canvas.welcomeTouch' : 'canvas.welcome')}</p>
  return compact ? null : <p className={styles.footer}>{t('canvas.footer')}</p>
}
