import { Slider } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { momentAt } from '../../playback/player'
import type { Timeline } from '../../playback/timeline'
import { selectDurationMs } from '../../store/flows'
import { actions, useLab } from '../lab'
import styles from './Player.module.css'

const PAGE_STEPS = 4

function goBy(steps: number, timeline: Timeline): void {
  const index = momentAt(timeline, actions().playheadMs) + steps
  actions().goToMoment(Math.min(Math.max(index, 0), timeline.moments.length - 1))
}

/** The ping's time as a slider, with a tick where each step begins; its arrow keys go from step to step, the page keys by several. */
export function Scrubber({ timeline }: { readonly timeline: Timeline }) {
  const { t } = useTranslation()
  const playheadMs = useLab((state) => state.playheadMs)
  const { moments } = timeline
  const durationMs = useLab(selectDurationMs)
  return (
    <Slider.Root
      className={styles.slider}
      min={0}
      max={durationMs}
      step={1}
      value={[playheadMs]}
      onValueChange={([value = 0]) => {
        actions().pause()
        actions().seek(value)
      }}
      onKeyDownCapture={(event) => {
        const page = { PageUp: 1, PageDown: -1 }[event.key]
        const direction = { ArrowRight: 1, ArrowUp: 1, '.': 1, ArrowLeft: -1, ArrowDown: -1, ',': -1 }[event.key]
        if (event.key === ' ') {
          if (actions().playing) actions().pause()
          else actions().play()
        } else if (direction === 1 || direction === -1) actions().step(direction)
        else if (page) goBy(page * PAGE_STEPS, timeline)
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <Slider.Track className={styles.track}>
        <Slider.Range className={styles.range} />
        {moments.map(({ index, atMs, look }) => (
          <span
            key={index}
            className={styles.tick}
            data-look={look}
            style={{ left: `${(atMs / durationMs) * 100}%` }}
          />
        ))}
      </Slider.Track>
      <Slider.Thumb
        className={styles.thumb}
        aria-label={t('player.position')}
        aria-valuetext={t('player.positionText', { step: momentAt(timeline, playheadMs) + 1, steps: moments.length })}
      />
    </Slider.Root>
  )
}
