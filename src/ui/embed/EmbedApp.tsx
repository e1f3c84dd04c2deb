import { Download, ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { selectTrace } from '../../store/derived'
import { addWords } from '../../words/add-words'
import { embed } from '../../words/en/embed'
import { CanvasPane } from '../canvas-pane/CanvasPane'
import { LazyTipLayer } from '../controls/LazyTipLayer'
import { CrashBoundary } from '../crash/CrashBoundary'
import { VerdictLine } from '../dock/VerdictLine'
import { useLab } from '../lab'
import { LiveRegion } from '../notice/LiveRegion'
import { Player } from '../player/Player'
import { usePlayerClock } from '../player/use-player-clock'
import { useChosenPool } from '../top-bar/chosen-pool'
import { EncapMenu } from '../top-bar/EncapMenu'
import styles from './Embed.module.css'
import type { EmbedMode } from './embed-mode'
import { openWhole } from './open-whole'

addWords(embed)

const save = async (): Promise<void> => (await import('../top-bar/lab-file')).downloadLab()

interface Props {
  readonly mode: EmbedMode
  /** A page of its own, with no app beside it to open the whole in. */
  readonly alone?: boolean
}

/** The lab as a guest in another page: picture, ping and verdict; the whole of it is a click away. */
export function EmbedApp({ mode, alone = false }: Props) {
  const { t } = useTranslation()
  const trace = useLab(selectTrace)
  usePlayerClock()
  return (
    <CrashBoundary>
      <main className={styles.embed} aria-label={t('embed.label')}>
        <header className={styles.bar}>
          {mode === 'play' && <Mode />}
          {alone ? (
            <button type="button" className={styles.open} onClick={() => void save()}>
              {t('embed.save')} <Download size={14} aria-hidden />
            </button>
          ) : (
            <button type="button" className={styles.open} onClick={openWhole}>
              {t('embed.open')} <ExternalLink size={14} aria-hidden />
            </button>
          )}
        </header>
        <div className={styles.canvas} inert={mode === 'watch'}>
          <CanvasPane guest={mode} />
        </div>
        {trace && (
          <footer className={styles.footer}>
            <div className={styles.verdict}>
              <VerdictLine trace={trace} />
            </div>
            <Player />
          </footer>
        )}
      </main>
      <LiveRegion />
      <LazyTipLayer />
    </CrashBoundary>
  )
}

function Mode() {
  const pool = useChosenPool()
  return pool ? <EncapMenu pool={pool} tunnel="ipip" /> : null
}
