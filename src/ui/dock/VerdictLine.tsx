import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Trace } from '../../engine/trace/trace'
import { pingEnd } from '../../playback/ping-end'
import { roundTrip } from '../../playback/round-trip'
import { briefName } from '../../words/host-name'
import { say } from '../../words/i18n'
import { verdictText } from '../../words/verdict'
import { EndIcon } from '../controls/EndIcon'
import { useLab } from '../lab'
import '../why/why-words'
import '../step-words'
import styles from './Dock.module.css'

/** How the ping ended; a badge if its two ways differ. */
export function VerdictLine({ trace }: { readonly trace: Trace }) {
  const { t } = useTranslation()
  const to = useLab((state) => state.probe?.to)
  const end = pingEnd(trace.verdict)
  const asymmetric = (roundTrip(trace)?.asymmetries.length ?? 0) > 0
  return (
    <p className={styles.verdict} data-end={end} role="status">
      <EndIcon end={end} size={15} />
      <span title={say(verdictText(trace, to))}>{say(verdictText(trace, to, briefName))}</span>
      {asymmetric && (
        <strong className={styles.asymmetric}>
          <TriangleAlert size={12} aria-hidden /> {t('why.trip.asymmetric')}
        </strong>
      )}
    </p>
  )
}
