import { ChevronDown, ChevronUp } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { haveOneCabling } from '../../../analysis/transition/half-applied'
import {
  entriesOf,
  type Moment,
  type Transition,
  transitionOf,
  type Window,
} from '../../../analysis/transition/transition'
import type { LabDocument } from '../../../engine/lab/document'
import { realize } from '../../../engine/lab/realize'
import { hostName } from '../../../words/host-name'
import { say } from '../../../words/i18n'
import { lossText, outcomeLoss } from '../../../words/pair-text'
import { IconButton } from '../../controls/IconButton'
import styles from './Arriving.module.css'
import changes from './Changes.module.css'

interface Ends {
  readonly before: LabDocument
  readonly after: LabDocument
}

/** What becomes of the pairs while a change has reached some machines and others not yet; only where there is such a time. */
export function Arriving({ before, after }: Ends) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const applies = useMemo(() => haveOneCabling(realize(before), realize(after)), [before, after])
  if (!applies) return null
  return (
    <>
      <h3>
        <button type="button" className={styles.title} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <ChevronDown size={14} aria-hidden />
          {t('changes.arriving.title')}
        </button>
      </h3>
      {isOpen && <Arrival before={before} after={after} />}
    </>
  )
}

function Arrival({ before, after }: Ends) {
  const { t } = useTranslation()
  const [order, setOrder] = useState<readonly string[]>([])
  const transition = useMemo(() => transitionOf(realize(before), realize(after), order), [before, after, order])
  if (typeof transition === 'string') return <p className={changes.quiet}>{t(`changes.arriving.not.${transition}`)}</p>
  return (
    <>
      <p className={changes.quiet}>{t('changes.arriving.model')}</p>
      <Moments transition={transition} onOrder={setOrder} />
      <Windows transition={transition} />
    </>
  )
}

interface MomentsProps {
  readonly transition: Transition
  readonly onOrder: (order: readonly string[]) => void
}

function Moments({ transition, onOrder }: MomentsProps) {
  const { t } = useTranslation()
  const { moments, pairs } = transition
  const swap = (i: number, j: number) => {
    const batches = moments.slice(1).map(({ arrived }) => arrived)
    const [one, other] = [batches[i], batches[j]]
    if (!one || !other) return
    batches[i] = other
    batches[j] = one
    onOrder(batches.flat())
  }
  return (
    <ol className={styles.moments} aria-label={t('changes.arriving.list')}>
      {moments.map((moment, i) => {
        const hosts = moment.arrived.map(hostName).join(', ')
        return (
          <li key={hosts} className={styles.moment}>
            <span className={styles.machines}>{i === 0 ? t('changes.arriving.first') : hosts}</span>
            <Shares moment={moment} pairs={pairs} />
            {i > 0 && (
              <span className={styles.order}>
                <IconButton
                  icon={ChevronUp}
                  label={t('changes.arriving.earlier', { hosts })}
                  disabled={i === 1}
                  onClick={() => swap(i - 1, i - 2)}
                />
                <IconButton
                  icon={ChevronDown}
                  label={t('changes.arriving.later', { hosts })}
                  disabled={i === moments.length - 1}
                  onClick={() => swap(i - 1, i)}
                />
              </span>
            )}
          </li>
        )
      })}
    </ol>
  )
}

/** How the pairs are carried at a moment: a bar for the eye, numbers to read. */
function Shares({ moment, pairs }: { readonly moment: Moment; readonly pairs: number }) {
  const { t } = useTranslation()
  return (
    <span className={styles.shares}>
      <span className={styles.bar} aria-hidden>
        {entriesOf(moment).map(([kind, count]) => (
          <span key={kind} data-look={kind} style={{ flexGrow: count / Math.max(1, pairs) }} />
        ))}
      </span>
      {entriesOf(moment).map(([kind, count]) => (
        <span key={kind} className={changes.carried} data-look={kind}>
          {count.toLocaleString('en')} {t(`changes.arriving.kinds.${kind}`)}
        </span>
      ))}
    </span>
  )
}

function Windows({ transition: { moments, windows } }: { readonly transition: Transition }) {
  const { t } = useTranslation()
  if (windows.length === 0) return <p className={changes.quiet}>{t('changes.arriving.noWindow')}</p>
  const hostsAt = (moment: number): string => moments[moment]?.arrived.map(hostName).join(', ') ?? ''
  return (
    <ul aria-label={t('changes.arriving.windows')}>
      {windows.map((window) => (
        <li key={`${window.from} ${window.witness.join(' ')}`} className={styles.window}>
          <strong>{t('changes.arriving.window', { count: window.count })}</strong>
          <span>
            {t('changes.arriving.fromUntil', { from: hostsAt(window.from), until: hostsAt(window.until) })}{' '}
            <Because window={window} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function Because({ window: { witness, outcome } }: { readonly window: Window }) {
  const { t } = useTranslation()
  const [from, to] = witness.map(hostName) as [string, string]
  const loss = outcomeLoss(outcome)
  return (
    <span className={changes.because}>
      {t('changes.witness', { from, to })}
      {loss && `, ${say(lossText(loss))}`}
    </span>
  )
}
