import { ArrowLeft } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpenedCapture } from '../../../store/lab-state'
import { readFrames } from '../../../terminal/capture/read-frames'
import { linkOfNumber } from '../../../terminal/capture/tap'
import { actions, useLab } from '../../lab'
import styles from './Captures.module.css'
import { FilterField } from './FilterField'
import { FrameDetails } from './FrameDetails'
import { FrameList } from './FrameList'
import { OpenFile } from './OpenFile'
import { isChosen, type ShownRow } from './shown-row'

/** A capture file from outside, in place of the lab's own captures. */
export function FileCapture({ opened: { name, file } }: { readonly opened: OpenedCapture }) {
  const { t } = useTranslation()
  const filter = useLab((state) => state.captureFilter)
  const choice = useLab((state) => state.captureChoice)
  const { interfaces, frames } = file
  const purposes = useMemo(() => {
    const links = interfaces.flatMap(({ linkType }) => linkOfNumber(linkType) ?? [])
    return [...new Set(links)].map((link) => ({ link, source: 'file' as const }))
  }, [interfaces])
  const rows = useMemo(() => {
    const places = interfaces.map((device, index) =>
      interfaces.length === 1 && device.name === undefined
        ? ''
        : (device.name ?? t('captures.file.interface', { number: index })),
    )
    return readFrames(file, filter).rows.map((row): ShownRow => {
      return { kind: 'read', row, place: places[row.interface] ?? '' }
    })
  }, [file, filter, interfaces, t])
  const unread = interfaces.find(({ linkType }) => !linkOfNumber(linkType))
  const summary =
    rows.length === frames.length
      ? t('captures.file.summary', { name, count: frames.length })
      : t('captures.file.shown', { shown: rows.length, count: frames.length })
  return (
    <>
      <div className={styles.bar}>
        <button
          type="button"
          className={styles.add}
          onClick={() =>
            actions().showCaptures({ captureFile: undefined, captureChoice: undefined, captureFilter: '' })
          }
        >
          <ArrowLeft size={14} aria-hidden /> {t('captures.file.back')}
        </button>
        <p className={styles.summary}>{summary}</p>
        <FilterField
          value={filter}
          purposes={purposes}
          onChange={(captureFilter) => actions().showCaptures({ captureFilter })}
        />
        <div className={styles.tools}>
          <OpenFile />
        </div>
      </div>
      <div className={styles.body}>
        <div className={styles.main}>
          {unread && <p className={styles.hint}>{t('captures.unread', { type: unread.linkType })}</p>}
          {rows.length === 0 ? (
            <p className={styles.hint}>{t(frames.length === 0 ? 'captures.file.empty' : 'captures.file.noneLeft')}</p>
          ) : (
            <FrameList
              rows={rows}
              onChoose={({ kind, row }) =>
                kind === 'read' && actions().showCaptures({ captureChoice: { kind, frame: row.index } })
              }
            />
          )}
        </div>
        <section className={styles.side} aria-label={t('captures.details')}>
          <div className={styles.scroll}>
            <FrameDetails shown={rows.find((row) => isChosen(row, choice))} />
          </div>
        </section>
      </div>
    </>
  )
}
