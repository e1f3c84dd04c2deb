import { Pause, Play, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { pingEnd } from '../../playback/ping-end'
import { type FlowTimeline, selectFlowTimelines } from '../../store/flows'
import { hostName } from '../../words/host-name'
import { EndIcon } from '../controls/EndIcon'
import { actions, useLab } from '../lab'
import { FlowBadge } from './FlowBadge'
import styles from './Flows.module.css'
import './flow-words'

/** All pings in flight, if there are several: how each ends; a click puts it in front. */
export function FlowStrip() {
  const { t } = useTranslation()
  const all = useLab(selectFlowTimelines)
  const front = useLab((state) => state.probe)
  if (all.length < 2) return null
  return (
    <div className={styles.strip}>
      <ul aria-label={t('flows.list')}>
        {all.map((one) => (
          <FlowItem key={one.flow.number} one={one} inFront={one.flow.probe === front} />
        ))}
      </ul>
      <button type="button" className={styles.clear} onClick={() => actions().clearProbe()}>
        {t('flows.removeAll')}
      </button>
    </div>
  )
}

function FlowItem({ one: { flow, timeline }, inFront }: { readonly one: FlowTimeline; readonly inFront: boolean }) {
  const { t } = useTranslation()
  const { probe, number, heldAtMs } = flow
  const end = pingEnd(timeline.trace.verdict)
  const [from, to] = [hostName(probe.from), hostName(probe.to)]
  const outcome = t(`flows.outcome.${end}`)
  const held = heldAtMs !== undefined
  const Hold = held ? Play : Pause
  return (
    <li className={styles.item} aria-current={inFront || undefined} data-end={end}>
      <button
        type="button"
        aria-label={t('flows.show', { number, from, to, outcome })}
        aria-pressed={inFront}
        onClick={() => actions().focusFlow(flow)}
      >
        <FlowBadge flow={flow} /> {from} → {to} <EndIcon end={end} size={13} />
      </button>
      {!inFront && (
        <button
          type="button"
          className={styles.tool}
          aria-label={t(held ? 'flows.release' : 'flows.hold', { number })}
          onClick={() => actions().holdFlow(flow, !held)}
        >
          <Hold size={12} aria-hidden />
        </button>
      )}
      <button
        type="button"
        className={styles.tool}
        aria-label={t('flows.remove', { number })}
        onClick={() => actions().removeFlow(flow)}
      >
        <X size={13} aria-hidden />
      </button>
    </li>
  )
}
