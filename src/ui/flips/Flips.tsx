import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Flip, Question } from '../../analysis/flips/flip'
import { selectFabric } from '../../store/derived'
import { flipText, outcomeText } from '../../words/flip-text'
import { say } from '../../words/i18n'
import { useAnalysis } from '../analysis/use-analysis'
import { LookTag } from '../dock/steps/LookTag'
import { actions, useLab } from '../lab'
import { Breakers } from './Breakers'
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
  const [pointed, setPointed] = useState<string>()
  const { answer: found = [], isNew, done } = useAnalysis({ kind: 'flips', question })
  // What turned over another lab's ping says nothing of this one.
  const answer = isNew ? found : []
  const shown = answer.find(({ name }) => JSON.stringify(name) === pointed)
  const isLost = answer.some(({ effect }) => effect === 'delivers')
  if (done && answer.length === 0) return <p className={styles.none}>{t('flip.none')}</p>
  const title = answer.length === 0 ? 'flip.searching' : isLost ? 'flip.titleLost' : 'flip.titleAnswered'
  return (
    <section className={styles.flips} aria-busy={!done}>
      <h3 data-shown={shown !== undefined || undefined} aria-live="polite">
        {shown ? t('flip.thereupon', { outcome: say(outcomeText(shown.after)) }) : t(title)}
      </h3>
      <ul aria-label={t('flip.list')}>
        {answer.map((flip) => (
          <li key={JSON.stringify(flip.name)}>
            <button
              type="button"
              className={styles.flip}
              onPointerEnter={() => setPointed(JSON.stringify(flip.name))}
              onPointerLeave={() => setPointed(undefined)}
              onFocus={() => setPointed(JSON.stringify(flip.name))}
              onBlur={() => setPointed(undefined)}
              onClick={() => actions().run(flip.commands, flipText(flip))}
            >
              <span>{say(flipText(flip))}</span>
              <LookTag look={lookOf(flip)} />
            </button>
          </li>
        ))}
      </ul>
      {done && !isLost && <Breakers question={question} />}
    </section>
  )
}

/** How the packet would go there; lost is lost. */
const lookOf = ({ after }: Flip) => (after.kind === 'lost' ? 'lost' : after.there.carriage)
