import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Breaker } from '../../analysis/flips/breakers'
import type { Question } from '../../analysis/flips/flip'
import { breakerText, flipText } from '../../words/flip-text'
import { hostName } from '../../words/host-name'
import { say } from '../../words/i18n'
import { useAnalysis } from '../analysis/use-analysis'
import pill from '../controls/pill.module.css'
import { actions } from '../lab'
import styles from './Flips.module.css'

/** On demand, as it tries everything there is: every single change or failure that breaks the pair. */
export function Breakers({ question: { from, to } }: { readonly question: Question }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <div className={styles.breakers}>
      <button type="button" className={pill.pill} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t(isOpen ? 'flip.breakers.close' : 'flip.breakers.find')}
      </button>
      {isOpen && <Found question={{ from, to }} />}
    </div>
  )
}

function Found({ question }: { readonly question: Question }) {
  const { t } = useTranslation()
  const { answer, isNew, done } = useAnalysis({ kind: 'breakers', question })
  if (!answer || !isNew) return <p className={styles.none}>{t('flip.searching')}</p>
  const { found, tried, all } = answer
  const counts = { found: found.length, tried, all }
  if (done && found.length === 0) return <p className={styles.none}>{t('flip.breakers.none', counts)}</p>
  return (
    <>
      <p className={styles.count} aria-live="polite">
        {t(done ? 'flip.breakers.title' : 'flip.breakers.progress', counts)}
      </p>
      <ul aria-label={t('flip.breakers.list')} aria-busy={!done}>
        {found.map((breaker) => (
          <BreakerItem key={JSON.stringify(breaker.name)} breaker={breaker} />
        ))}
      </ul>
    </>
  )
}

/** What breaks it, and the packet that shows it; a click does it, one undo step. */
function BreakerItem({ breaker }: { readonly breaker: Breaker }) {
  const { t } = useTranslation()
  const hosts = breaker.witness.map(hostName).join(' → ')
  return (
    <li>
      <button
        type="button"
        className={styles.breaker}
        onClick={() => actions().run(breaker.commands, flipText(breaker))}
      >
        <b>{say(flipText(breaker))}</b>
        <span>
          {say(breakerText(breaker))}. {t('flip.breakers.witness', { hosts })}
        </span>
      </button>
    </li>
  )
}
