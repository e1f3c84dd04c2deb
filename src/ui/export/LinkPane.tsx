import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { redactLab } from '../../exporting/redact/redact-lab'
import { renderSource } from '../../io/render-source'
import { type SharedLab, shareFragment } from '../../io/share-link'
import { momentAt } from '../../playback/player'
import { selectTimeline } from '../../store/derived'
import { useLab } from '../lab'
import styles from './Export.module.css'
import { TextToTake } from './TextToTake'

/** A link with the whole lab in its fragment, which no browser sends anywhere. */
export function LinkPane() {
  const { t } = useTranslation()
  const id = useId()
  const state = useLab((all) => all)
  const [withPing, setWithPing] = useState(true)
  const [redacted, setRedacted] = useState(false)
  const { document: lab, baseSource, probe } = state
  const timeline = selectTimeline(state)
  const other = redacted ? redactLab(lab) : undefined
  const hostNamed = other?.hostNamed ?? ((host: string) => host)
  const shared: SharedLab = {
    lab: other?.text ?? renderSource(baseSource, lab),
    ...(withPing && probe && { ping: { from: hostNamed(probe.from), to: hostNamed(probe.to) } }),
    ...(withPing && timeline && !state.playing && { moment: momentAt(timeline, state.playheadMs) }),
  }
  const link = `${location.origin}${location.pathname}${shareFragment(shared)}`
  return (
    <>
      <div className={styles.choices}>
        <label>
          <input
            type="checkbox"
            checked={withPing && probe !== undefined}
            disabled={probe === undefined}
            onChange={({ target }) => setWithPing(target.checked)}
          />{' '}
          {t('export.linkPing')}
        </label>
        <label>
          <input
            type="checkbox"
            aria-describedby={`${id}redact`}
            checked={redacted}
            onChange={({ target }) => setRedacted(target.checked)}
          />{' '}
          {t('export.linkRedacted')}
        </label>
        <span id={`${id}redact`}>{t('export.linkRedactedHint')}</span>
      </div>
      <TextToTake file={t('export.linkName')} text={link} wraps />
      <p>{t('export.linkLength', { count: link.length })}</p>
    </>
  )
}
