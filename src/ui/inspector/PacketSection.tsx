import { Tabs } from 'radix-ui'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { packetView, type Since } from '../../playback/packet-view'
import { selectPicture } from '../../store/derived'
import { elementOfHost } from '../../store/elements'
import { hostName } from '../../words/host-name'
import { say } from '../../words/i18n'
import { routeText } from '../../words/provenance-text'
import { stepDetails, stepText } from '../../words/steps'
import tabs from '../controls/tabs.module.css'
import { actions, useLab } from '../lab'
import { type CurrentMoment, useMoment } from '../use-moment'
import { WhyEvidence } from '../why/WhyEvidence'
import { Frame } from './frame/Frame'
import styles from './Inspector.module.css'
import { lookupOf } from './lookup-of'
import { SizePanel } from './SizePanel'
import { TtlPanel } from './TtlPanel'
import { useSubject } from './use-subject'
import '../step-words'

/** Why the packet is where it is, what it looks like there, and what its way made of its TTL and its size. */
export function PacketSection({ alone = false }: { readonly alone?: boolean }) {
  const { t } = useTranslation()
  const [tab, setTab] = useState<PacketTab>('packet')
  const current = useMoment()
  if (!current) return alone ? <p className={styles.nothing}>{t('packet.none')}</p> : null
  return (
    <section className={styles.packet} aria-label={t('packet.title')}>
      <Elsewhere current={current} />
      <WhyBox current={current} />
      <Tabs.Root value={tab} onValueChange={(chosen) => setTab(chosen as PacketTab)}>
        <Tabs.List className={`${tabs.list} ${styles.packetTabs}`} aria-label={t('frame.tabs.label')}>
          {PACKET_TABS.map((each) => (
            <Tabs.Trigger key={each} value={each} className={tabs.tab}>
              {t(`frame.tabs.${each}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="packet">
          <PacketHere {...current} />
        </Tabs.Content>
        <Tabs.Content value="why" className={styles.evidence}>
          <WhyEvidence {...current} fallback={<p className={styles.none}>{t('frame.nothingWhy')}</p>} />
        </Tabs.Content>
        <Tabs.Content value="ttl">
          <TtlPanel {...current} />
        </Tabs.Content>
        <Tabs.Content value="size">
          <SizePanel {...current} />
        </Tabs.Content>
      </Tabs.Root>
    </section>
  )
}

const PACKET_TABS = ['packet', 'why', 'ttl', 'size'] as const
type PacketTab = (typeof PACKET_TABS)[number]

/** The frame as it leaves, compared with what it was before. */
function PacketHere(current: CurrentMoment) {
  const { t } = useTranslation()
  const [since, setSince] = useState<Since>('host')
  const { timeline, moment } = current
  const view = packetView(timeline.trace, frameStep(current), since)
  const kind = timeline.trace.packets[moment.packet]?.kind ?? 'request'
  const host = hostName(moment.at.namespace)
  return (
    <>
      <div className={styles.compare}>
        <h2>
          {t('packet.title')} · {t(`packet.${kind}`)}
        </h2>
        <select
          aria-label={t('frame.since.label')}
          value={since}
          onChange={({ target }) => setSince(target.value as Since)}
        >
          <option value="host">{t('frame.since.host', { host })}</option>
          <option value="step">{t('frame.since.step')}</option>
        </select>
      </div>
      <Frame view={view} />
    </>
  )
}

/** Says which host the packet is on, if the inspector is about another, and goes there. */
function Elsewhere({ current: { moment, timeline } }: { readonly current: CurrentMoment }) {
  const { t } = useTranslation()
  const { id } = useSubject()
  const picture = useLab(selectPicture)
  const { namespace, link } = moment.at
  if (id === elementOfHost(picture, namespace)) return null
  const host = hostName(namespace)
  return (
    <header className={styles.elsewhere}>
      <h2>{t('packet.elsewhere', { host, place: link ?? t('steps.routing') })}</h2>
      <p>{t('player.positionText', { step: moment.index + 1, steps: timeline.moments.length })}</p>
      <button type="button" onClick={() => actions().follow()}>
        {t('packet.goThere', { host })}
      </button>
    </header>
  )
}

/** The last of the moment's steps shows the packet as it leaves. */
const frameStep = ({ moment }: CurrentMoment): number => moment.steps.at(-1) ?? moment.step

function WhyBox({ current }: { readonly current: CurrentMoment }) {
  const { trace } = current.timeline
  const { step, look, at } = current.moment
  const route = lookupOf(current)?.route
  const sentence = say(stepText(trace, step))
  const reasons = [...(route ? [routeText(route, at.namespace)] : []), ...stepDetails(trace, step)].map(say)
  // Both the step's sentence and its details may have given the route's reason already.
  const more = [...new Set(reasons)].filter((reason) => !sentence.includes(reason))
  return (
    <div className={styles.why} data-look={look}>
      <p>
        <strong>{sentence}</strong>
      </p>
      {more.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
    </div>
  )
}
