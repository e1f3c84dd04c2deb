import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PacketView } from '../../../playback/packet-view'
import { ByteRuler } from './ByteRuler'
import styles from './Frame.module.css'
import './frame-words'
import { HeaderTree } from './HeaderTree'
import { HexGrid } from './HexGrid'
import { allRegions, headersIn, type Region } from './regions'
import { useHeaderTitle } from './use-header-title'

/** A frame three times: to scale, as headers with their fields, and as bytes. What is pointed at in one is lit in all. */
export function Frame({ view }: { readonly view: PacketView }) {
  const { t } = useTranslation()
  const titleOf = useHeaderTitle()
  const [litId, setLitId] = useState<string>()
  const { outermost, bytes, removed } = view
  const headers = useMemo(() => headersIn(outermost), [outermost])
  const regions = useMemo(() => allRegions(outermost), [outermost])
  const lit = regions.find(({ id }) => id === litId)
  const onLight = (region: Region | undefined) => setLitId(region?.id)
  if (!outermost) return null
  return (
    <div className={styles.frame}>
      <ByteRuler totalBytes={bytes.length} headers={headers} lit={lit} />
      <p className={styles.caption}>{lit ? caption(lit) : t('frame.hint')}</p>
      <HeaderTree outermost={outermost} regions={regions} lit={lit} onLight={onLight} />
      {removed.length > 0 && (
        <p className={styles.removed}>
          {t('frame.removed', { headers: removed.map((header) => titleOf(header, false)).join(', ') })}
        </p>
      )}
      <HexGrid bytes={bytes} headers={headers} regions={regions} lit={lit} onLight={onLight} />
    </div>
  )

  function caption({ header, name, value, offset, lengthBytes }: Region): string {
    const wrapped = headers.some(({ role, offset: at }) => role === 'outer' && at < header.offset)
    const field = name === 'payload' ? '' : t(`field.${name as 'ttl'}`)
    const said = { header: titleOf(header, wrapped), field, value, from: offset, to: offset + lengthBytes - 1 }
    return t(lengthBytes === 1 ? 'frame.litOne' : 'frame.lit', said)
  }
}
