import { useTranslation } from 'react-i18next'
import { LazyFlips } from '../../flips/LazyFlips'
import { FlowStrip } from '../../flows/FlowStrip'
import { Player } from '../../player/Player'
import type { CurrentMoment } from '../../use-moment'
import { EqualPathList } from '../../why/EqualPathList'
import { LazyLossSightings } from '../captures/LazyLossSightings'
import { Loss } from './Loss'
import { RoundTripNote } from './RoundTripNote'
import { StepRow } from './StepRow'
import styles from './Steps.module.css'
import '../../step-words'

/** Every decision on the packet's way, in words, and how both ways went; a click goes there. */
export function StepList({ timeline, moment }: CurrentMoment) {
  const { t } = useTranslation()
  return (
    <div className={styles.steps}>
      <Player />
      <FlowStrip />
      <div className={styles.body}>
        <div className={styles.scroll}>
          <ol aria-label={t('steps.list')}>
            {timeline.moments.map((each) => (
              <StepRow key={each.index} timeline={timeline} moment={each} now={moment.index} />
            ))}
          </ol>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may have to be scrolled by keys */}
        <section className={styles.side} aria-label={t('why.trip.outcome')} tabIndex={0}>
          <Loss trace={timeline.trace} />
          <RoundTripNote trace={timeline.trace} />
          <LazyLossSightings trace={timeline.trace} />
          <EqualPathList trace={timeline.trace} />
          <LazyFlips />
        </section>
      </div>
    </div>
  )
}
