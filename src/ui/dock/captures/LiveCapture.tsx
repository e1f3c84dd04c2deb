import { Download, Pause, Play, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { selectFabric } from '../../../store/derived'
import { showFrame } from '../../../store/show-frame'
import { type Capture, capture } from '../../../terminal/capture/capture-rows'
import { linkOfTap, type Tap } from '../../../terminal/capture/tap'
import { IconButton } from '../../controls/IconButton'
import { actions, labStore, useLab } from '../../lab'
import { useMoment } from '../../use-moment'
import { AddTap } from './AddTap'
import styles from './Captures.module.css'
import { FilterField } from './FilterField'
import { FrameList } from './FrameList'
import { NoTaps } from './NoTaps'
import { OpenFile } from './OpenFile'
import { SidePane } from './SidePane'
import { saveCapture } from './save-capture'
import type { ShownRow } from './shown-row'
import { TapList } from './TapList'
import { WhyEmpty } from './WhyEmpty'

/** What the taps saw of all that was sent, as it is sent. */
export function LiveCapture() {
  const taps = useLab((state) => state.taps)
  const filter = useLab((state) => state.captureFilter)
  const log = useLab((state) => state.sentLog)
  const heard = useMemo(() => log.filter(({ uncaptured }) => !uncaptured), [log])
  const seen = useMemo(() => capture(taps, filter, heard), [taps, filter, heard])
  const rows = useMemo(() => seen.rows.map((row): ShownRow => ({ kind: 'sent', row })), [seen])
  const current = useMoment()
  // Of a ping that was sent again, by an undo say, the last time counts.
  const playing = heard.findLast(({ trace }) => trace === current?.timeline.trace)
  const isNow = ({ kind, row }: ShownRow): boolean =>
    kind === 'sent' && row.sent === playing && current?.moment.steps.includes(row.tapped.step.index) === true
  return (
    <>
      <Bar taps={taps} seen={seen} />
      {taps.length === 0 ? (
        <NoTaps />
      ) : (
        <div className={styles.body}>
          <TapList taps={taps} seen={seen} />
          <div className={styles.main}>
            <WhyEmpty taps={taps} filter={filter} seen={seen} heard={heard} />
            {rows.length > 0 && (
              <FrameList
                rows={rows}
                isNow={isNow}
                onChoose={(shown) => shown.kind === 'sent' && showFrame(labStore, shown.row)}
              />
            )}
          </div>
          <SidePane rows={rows} isNow={isNow} taps={taps} seen={seen} />
        </div>
      )}
    </>
  )
}

function Bar({ taps, seen }: { readonly taps: readonly Tap[]; readonly seen: Capture }) {
  const { t } = useTranslation()
  const paused = useLab((state) => state.capturePaused)
  const filter = useLab((state) => state.captureFilter)
  const links = useLinks(taps)
  return (
    <div className={styles.bar}>
      <AddTap />
      {taps.length > 0 && (
        <FilterField
          value={filter}
          purposes={links}
          onChange={(captureFilter) => actions().showCaptures({ captureFilter })}
        />
      )}
      <div className={styles.tools}>
        <IconButton
          icon={paused ? Play : Pause}
          label={t(paused ? 'captures.resume' : 'captures.pause')}
          aria-pressed={paused}
          onClick={() => actions().showCaptures({ capturePaused: !paused })}
        />
        <IconButton
          icon={Trash2}
          label={t('captures.clear')}
          disabled={seen.frames.length === 0}
          onClick={() => actions().showCaptures({ sentLog: [], captureChoice: undefined })}
        />
        <IconButton
          icon={Download}
          label={t('captures.save')}
          disabled={seen.rows.length === 0}
          onClick={() => saveCapture(taps, seen.rows)}
        />
        <OpenFile />
      </div>
    </div>
  )
}

/** The links that the filter has to make sense on. */
function useLinks(taps: readonly Tap[]) {
  const fabric = useLab(selectFabric)
  return useMemo(() => {
    const links = taps.flatMap(({ host, link }) => {
      const namespace = fabric.namespaces.get(host)
      const kind = namespace && linkOfTap(namespace, link)
      return kind ? [kind] : []
    })
    return [...new Set(links)].map((link) => ({ link, source: 'live' as const }))
  }, [taps, fabric])
}
