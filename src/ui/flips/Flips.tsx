import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Flip, Question } from '../../analysis/flips/flip'
import { selectFabric } from '../../store/derived'
import { flipText, outcomeText } from '../../words/flip-text'
import { say } from '../../words/i18n'
import { useAnalysis } from '../analysis/use-analysis'
import { LookTag } from '../dock/steps/LookTag'
import { actions, useLab } from '../lab'
import styles from './Flips.module.css'
import '../analysis/doctor-words'

/** The smallest changes that would turn the ping over; each shows what then, and is one click, and one undo, away. */
export function Flips() {
  const from = useLab(({ probe }) => probe?.from)
  const to = useLab(({ probe }) => probe?.to)
  const { namespaces } = useLab(selectFabric)
  if (from === undefined || to === undefined || !namespaces.has(from) || !namespaces.has(to)) return null
  return <FlipsOf from={from} to={to} />
}

function FlipsOf(question: Question) {
  const { t } = useTranslation()
  const { answer = [], done } = useAnalysis({ kind: 'flips', question })
  const [shown, setShown] = useState<Flip>()
  const isLost = answer.some(({ effect }) => effect === 'delivers')
  if (done && answer.length === 0) return <p className={styles.none}>{t('flip.none')}</p>
  return (
    <section className={styles.flips} aria-busy={!done}>
      <h3>{t(answer.length === 0 ? 'flip.searching' : isLost ? 'flip.titleLost' : 'flip.titleAnswered')}</h3>
      <ul aria-label={t('flip.list')}>
        {answer.map((flip) => (
          <li key={JSON.stringify(flip.name)}>
            <button
              type="button"
              className={styles.flip}
              title={t('flip.thereupon', { outcome: say(outcomeText(flip.after)) })}
              onPointerEnter={() => setShown(flip)}
              onPointerLeave={() => setShown(undefined)}
              onFocus={() => setShown(flip)}
              onBlur={() => setShown(undefined)}
              onClick={() => actions().run(flip.commands, flipText(flip))}
            >
              <span>{say(flipText(flip))}</span>
              <LookTag look={lookOf(flip)} />
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.ghost} data-shown={shown !== undefined || undefined} aria-live="polite">
        {shown && t('flip.thereupon', { outcome: say(outcomeText(shown.after)) })}
      </p>
    </section>
  )
}

/** How the packet would go there; lost is lost. */
const lookOf = ({ after }: Flip) => (after.kind === 'lost' ? 'lost' : after.there.carriage)
