import { ChevronDown, ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Moment, Timeline } from '../../../playback/timeline'
import { hostName } from '../../../words/host-name'
import { say } from '../../../words/i18n'
import { stepText } from '../../../words/steps'
import { actions } from '../../lab'
import { useEvidence, WhyEvidence } from '../../why/WhyEvidence'
import { LookTag } from './LookTag'
import styles from './Steps.module.css'

interface Props {
  readonly timeline: Timeline
  readonly moment: Moment
  /** Index of the moment under way. */
  readonly now: number
}

/** To the middle, so that what comes next is seen too, or to the top. Scrolls the list alone, not what the list is in. */
function scrollTo(row: HTMLElement, place: 'middle' | 'top'): void {
  let box = row.parentElement
  while (box && !/auto|scroll/.test(getComputedStyle(box).overflowY)) box = box.parentElement
  if (!box) return
  const { top, height } = row.getBoundingClientRect()
  const above = place === 'middle' ? (box.clientHeight - height) / 2 : 0
  box.scrollTop += top - box.getBoundingClientRect().top - above
}

/** A step in words; opened, the evidence for it. */
export function StepRow({ timeline, moment, now }: Props) {
  const { t } = useTranslation()
  const row = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const hasEvidence = useEvidence({ timeline, moment }).length > 0
  const current = moment.index === now
  useEffect(() => {
    if (current && row.current) scrollTo(row.current, 'middle')
  }, [current])
  useEffect(() => {
    if (open && row.current) scrollTo(row.current, 'top')
  }, [open])
  const { at, layers, look, step, index } = moment
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <li className={styles.item}>
      <button
        ref={row}
        type="button"
        className={styles.row}
        data-look={look}
        data-later={index > now || undefined}
        aria-current={current ? 'step' : undefined}
        onClick={() => actions().goToMoment(index)}
      >
        <span className={styles.number}>{index + 1}</span>
        <span className={styles.place}>
          {hostName(at.namespace)} <span>{at.link ?? t('steps.routing')}</span>
        </span>
        <span className={styles.words}>{say(stepText(timeline.trace, step))}</span>
        <LookTag look={look} />
        <span className={styles.size}>{sizeWords(layers)}</span>
      </button>
      {hasEvidence && (
        <button
          type="button"
          className={styles.open}
          aria-expanded={open}
          aria-label={t(open ? 'why.close' : 'why.open', { step: index + 1 })}
          onClick={() => {
            actions().pause() // the list follows the packet, and would carry away what is being read
            setOpen(!open)
          }}
        >
          <Chevron size={15} aria-hidden />
        </button>
      )}
      {open && (
        <div className={styles.evidence}>
          <WhyEvidence timeline={timeline} moment={moment} />
        </div>
      )}
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
