import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeaderView } from '../../../playback/frame-view'
import styles from './Frame.module.css'
import { lookOfHeader, type Region } from './regions'

interface Props {
  readonly totalBytes: number
  readonly headers: readonly HeaderView[]
  readonly lit: Region | undefined
}

/** The packet to scale: its headers one after the other, and where the lit field lies in them. */
export function ByteRuler({ totalBytes, headers, lit }: Props) {
  const { t } = useTranslation()
  const span = (offset: number, length: number): CSSProperties => ({
    left: `${(offset / totalBytes) * 100}%`,
    width: `${(length / totalBytes) * 100}%`,
  })
  return (
    <div className={styles.ruler} role="img" aria-label={t('frame.ruler', { count: totalBytes })}>
      {headers.map((header) => (
        <span
          key={`${header.offset} ${header.protocol}`}
          className={styles.segment}
          data-look={lookOfHeader(header)}
          data-role={header.role}
          style={span(header.offset, header.headerBytes)}
        >
          {header.headerBytes}
        </span>
      ))}
      {lit && <span className={styles.litSpan} style={span(lit.offset, lit.lengthBytes)} />}
    </div>
  )
}
