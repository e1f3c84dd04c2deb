import { ArrowLeft, ArrowRight, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Trace } from '../../../engine/trace/trace'
import { type RoundTrip, roundTrip, type Way } from '../../../playback/round-trip'
import { hostName } from '../../../words/host-name'
import { LookTag } from './LookTag'
import '../../why/why-words'
import styles from './Steps.module.css'

/** Both ways of the ping, side by side; what is not the same of them is said in a sentence. */
export function RoundTripNote({ trace }: { readonly trace: Trace }) {
  const { t } = useTranslation()
  const trip = roundTrip(trace)
  if (!trip || trip.there.machines.length === 0) return null
  const { there, back, asymmetries } = trip
  return (
    <section className={styles.trip} aria-label={t('why.trip.title')}>
      <dl>
        <WayLine what={t('why.trip.there')} way={there} icon={ArrowRight} />
        {back && <WayLine what={t('why.trip.back')} way={back} icon={ArrowLeft} />}
      </dl>
      {back && !back.delivered && (
        <p>{t('why.trip.lostBack', { host: hostName(back.machines.at(-1) ?? trace.probe.from) })}</p>
      )}
      {asymmetries.length > 0 && (
        <p>
          <span className={styles.badge}>
            <TriangleAlert size={12} aria-hidden /> {t('why.trip.asymmetric')}
          </span>{' '}
          {sentences(trip).join(' ')}
        </p>
      )}
    </section>
  )

  function sentences({ there, back, asymmetries }: RoundTrip): string[] {
    if (!back) return []
    const [sender = '', receiver = ''] = [there.machines[0], there.machines.at(-1)].map((name) => hostName(name ?? ''))
    const names = { sender, receiver }
    const wrapping = () => {
      if (back.wrapping === 'bare') return t('why.trip.wrappedOut', names)
      if (there.wrapping === 'bare') return t('why.trip.wrappedIn', names)
      return t('why.trip.otherWrapping', { there: there.wrapping, back: back.wrapping })
    }
    return asymmetries.map((one) => (one === 'wrapping' ? wrapping() : t('why.trip.machines')))
  }
}

interface LineProps {
  readonly what: string
  readonly way: Way
  readonly icon: typeof ArrowRight
}

function WayLine({ what, way, icon: Icon }: LineProps) {
  const { t } = useTranslation()
  const { machines, wrapping, delivered } = way
  const look = wrapping !== 'bare' ? wrapping : machines.length > 1 ? 'direct' : 'local'
  const names = machines.map(hostName)
  return (
    <>
      <dt>
        <Icon size={13} aria-hidden /> {what}
      </dt>
      <dd>
        <span>{names.join(' → ')}</span> <LookTag look={look} />
        {!delivered && <span className={styles.lostAt}>{t('why.trip.lost', { host: names.at(-1) ?? '' })}</span>}
      </dd>
    </>
  )
}
