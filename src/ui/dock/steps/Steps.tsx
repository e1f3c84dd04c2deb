import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Moment, Timeline } from '../../../playback/timeline'
import { selectFabric } from '../../../store/derived'
import type { ProbeQuestion } from '../../../store/lab-state'
import { hostName } from '../../../words/host-name'
import { say } from '../../../words/i18n'
import { stepText } from '../../../words/steps'
import { actions, useLab } from '../../lab'
import { LazyPlayer } from '../../player/LazyPlayer'
import { useMoment } from '../../use-moment'
import { FirstSteps } from './FirstSteps'
import { LookTag } from './LookTag'
import { Loss } from './Loss'
import styles from './Steps.module.css'

/** Every decision on the packet's way, in words; a click goes there. */
export function Steps() {
  const { t } = useTranslation()
  const current = useMoment()
  const probe = useLab((state) => state.probe)
  if (!current && !probe) return <FirstSteps />
  if (!current) return probe && <Unsendable {...probe} />
  const { timeline, moment } = current
  return (
    <div className={styles.steps}>
      <LazyPlayer />
      <div className={styles.body}>
        <div className={styles.scroll}>
          <ol aria-label={t('steps.list')}>
            {timeline.moments.map((each) => (
              <StepRow key={each.index} timeline={timeline} moment={each} now={moment.index} />
            ))}
          </ol>
        </div>
        <Loss trace={timeline.trace} />
      </div>
    </div>
  )
}

/** An end of the ping was removed. */
function Unsendable({ from, to }: ProbeQuestion) {
  const { t } = useTranslation()
  const { namespaces } = useLab(selectFabric)
  const gone = namespaces.has(from) ? to : from
  return (
    <div className={styles.empty}>
      <p>{t('steps.emptyFor', { gone: hostName(gone), from: hostName(from), to: hostName(to) })}</p>
      <button type="button" className={styles.suggestion} onClick={() => actions().clearProbe()}>
        {t('steps.clear')}
      </button>
    </div>
  )
}

interface RowProps {
  readonly timeline: Timeline
  readonly moment: Moment
  /** Index of the moment under way. */
  readonly now: number
}

/** So that what comes next is seen too. Scrolls the list alone, not what the list is in. */
function scrollToMiddle(row: HTMLElement): void {
  let box = row.parentElement
  while (box && !/auto|scroll/.test(getComputedStyle(box).overflowY)) box = box.parentElement
  if (!box) return
  const { top, height } = row.getBoundingClientRect()
  box.scrollTop += top - box.getBoundingClientRect().top - (box.clientHeight - height) / 2
}

function StepRow({ timeline, moment, now }: RowProps) {
  const { t } = useTranslation()
  const row = useRef<HTMLButtonElement>(null)
  const current = moment.index === now
  useEffect(() => {
    if (current && row.current) scrollToMiddle(row.current)
  }, [current])
  const { at, layers, look, step } = moment
  return (
    <li>
      <button
        ref={row}
        type="button"
        className={styles.row}
        data-look={look}
        data-later={moment.index > now || undefined}
        aria-current={current ? 'step' : undefined}
        onClick={() => actions().goToMoment(moment.index)}
      >
        <span className={styles.number}>{moment.index + 1}</span>
        <span className={styles.place}>
          {hostName(at.namespace)} <span>{at.link ?? t('steps.routing')}</span>
        </span>
        <span className={styles.words}>{say(stepText(timeline.trace, step))}</span>
        <LookTag look={look} />
        <span className={styles.size}>{sizeWords(layers)}</span>
      </button>
    </li>
  )
  function sizeWords([outer, inner]: Moment['layers']): string {
    if (!outer) return ''
    const bytes = outer.lengthBytes
    return inner
      ? t('steps.ttlTwice', { outer: outer.ttl, inner: inner.ttl, bytes })
      : t('steps.ttlBytes', { ttl: outer.ttl, bytes })
  }
}
