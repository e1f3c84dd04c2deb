import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Capture } from '../../../terminal/capture/capture-rows'
import type { Tap } from '../../../terminal/capture/tap'
import { useLab } from '../../lab'
import shared from './Captures.module.css'
import { FrameDetails } from './FrameDetails'
import styles from './SidePane.module.css'
import { SightingTable } from './SightingTable'
import { isChosen, type ShownRow } from './shown-row'

interface Props {
  readonly rows: readonly ShownRow[]
  readonly isNow: (row: ShownRow) => boolean
  readonly taps: readonly Tap[]
  readonly seen: Capture
}

const VIEWS = ['frame', 'who'] as const

/** Beside the frames: the one that was chosen, or where the ping is; or which tap sees which packet. */
export function SidePane({ rows, isNow, taps, seen }: Props) {
  const { t } = useTranslation()
  const choice = useLab((state) => state.captureChoice)
  const [view, setView] = useState<(typeof VIEWS)[number]>('frame')
  const shown = rows.find((row) => isChosen(row, choice)) ?? rows.find(isNow)
  return (
    <section className={shared.side} aria-label={t('captures.details')}>
      <fieldset className={styles.views} aria-label={t('captures.views')}>
        {VIEWS.map((each) => (
          <button key={each} type="button" aria-pressed={view === each} onClick={() => setView(each)}>
            {t(`captures.${each}`)}
          </button>
        ))}
      </fieldset>
      <div className={shared.scroll}>
        {view === 'who' ? <SightingTable taps={taps} seen={seen} /> : <FrameDetails shown={shown} />}
      </div>
    </section>
  )
}
