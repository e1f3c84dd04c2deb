import { X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { pingEnd } from '../../playback/ping-end'
import { momentAt } from '../../playback/player'
import type { Timeline } from '../../playback/timeline'
import { durationOf, selectWorlds, type World } from '../../store/worlds'
import { briefName } from '../../words/host-name'
import { say } from '../../words/i18n'
import { stepText } from '../../words/steps'
import { verdictText } from '../../words/verdict'
import { EndIcon } from '../controls/EndIcon'
import { IconButton } from '../controls/IconButton'
import { actions, useLab } from '../lab'
import { WorldCanvas } from './WorldCanvas'
import './world-words'
import styles from './Worlds.module.css'

/** Never, CrossSubnet and Always side by side: one packet, one clock, over the lab's own canvas. */
export function WorldsPane() {
  const { t } = useTranslation()
  const worlds = useLab(selectWorlds)
  useEffect(() => {
    actions().show({ worldsMs: durationOf(worlds) })
    return () => actions().show({ worldsMs: 0 })
  }, [worlds])
  if (worlds.length === 0) return null
  return (
    <section className={styles.pane} aria-label={t('worlds.label')}>
      {worlds.map((world) => (
        <WorldColumn key={world.mode} world={world} />
      ))}
      <div className={styles.close}>
        <IconButton icon={X} label={t('worlds.close')} onClick={() => actions().show({ worldsOpen: false })} />
      </div>
    </section>
  )
}

function WorldColumn({ world }: { readonly world: World }) {
  const { t } = useTranslation()
  const { mode, isCurrent, timeline, commands } = world
  const tunnel = t(`worlds.tunnel.${world.tunnel}`)
  return (
    <article className={styles.world} aria-current={isCurrent || undefined}>
      <header>
        <h2>{t('worlds.title', { tunnel, mode })}</h2>
        {isCurrent ? (
          <span>{t('worlds.now')}</span>
        ) : (
          <button type="button" aria-label={t('worlds.useMode', { mode })} onClick={() => actions().run(commands)}>
            {t('worlds.use')}
          </button>
        )}
      </header>
      <WorldCanvas world={world} label={t('worlds.canvas', { tunnel, mode })} />
      {timeline && <Outcome timeline={timeline} />}
    </article>
  )
}

/** What the packet is doing there now, and how it ends. */
function Outcome({ timeline }: { readonly timeline: Timeline }) {
  const { t } = useTranslation()
  const to = useLab((state) => state.probe?.to)
  const index = useLab((state) => momentAt(timeline, state.playheadMs))
  const { trace, moments } = timeline
  const step = moments[index]?.step
  const end = pingEnd(trace.verdict)
  return (
    <footer>
      <p className={styles.step}>
        <span>{t('worlds.step', { step: index + 1, steps: moments.length })}</span>{' '}
        {step !== undefined && say(stepText(trace, step))}
      </p>
      <p className={styles.verdict} data-end={end}>
        <EndIcon end={end} size={14} />{' '}
        <span title={say(verdictText(trace, to))}>{say(verdictText(trace, to, briefName))}</span>
      </p>
    </footer>
  )
}
