import { useTranslation } from 'react-i18next'
import { packetView } from '../../playback/packet-view'
import { say } from '../../words/i18n'
import { routeText } from '../../words/route-text'
import { stepDetails, stepText } from '../../words/steps'
import { type CurrentMoment, useMoment } from '../use-moment'
import { Header } from './Header'
import styles from './Inspector.module.css'
import { lookupOf } from './lookup-of'

/** Why the packet is where it is, and its headers there. */
export function PacketSection({ alone = false }: { readonly alone?: boolean }) {
  const { t } = useTranslation()
  const current = useMoment()
  if (!current) return alone ? <p className={styles.nothing}>{t('packet.none')}</p> : null
  const { timeline, moment } = current
  const view = packetView(timeline.trace, frameStep(current))
  const kind = timeline.trace.packets[moment.packet]?.kind ?? 'request'
  return (
    <section className={styles.packet} aria-label={t('packet.title')}>
      <WhyBox current={current} />
      <h2>
        {t('packet.title')} · {t(`packet.${kind}`)}
      </h2>
      {view.outermost && <Header header={view.outermost} />}
    </section>
  )
}

/** The last of the moment's steps shows the packet as it leaves. */
const frameStep = ({ moment }: CurrentMoment): number => moment.steps.at(-1) ?? moment.step

function WhyBox({ current }: { readonly current: CurrentMoment }) {
  const { trace } = current.timeline
  const { step, look, at } = current.moment
  const route = lookupOf(current)?.route
  // The step's own details may begin with the same route.
  const reasons = new Set([...(route ? [routeText(route, at.namespace)] : []), ...stepDetails(trace, step)].map(say))
  return (
    <div className={styles.why} data-look={look}>
      <p>
        <strong>{say(stepText(trace, step))}</strong>
      </p>
      {[...reasons].map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
    </div>
  )
}
