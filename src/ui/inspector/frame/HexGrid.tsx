import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeaderView } from '../../../playback/frame-view'
import styles from './Frame.module.css'
import { headerAt, lookOfHeader, type Region, regionAt } from './regions'
import { hasMoved, useRoving } from './use-roving'

const COLUMNS = 16
/** All headers are in these; the rest of a large packet is its payload. */
const FIRST_BYTES = 256

interface Props {
  readonly bytes: Uint8Array
  readonly headers: readonly HeaderView[]
  readonly regions: readonly Region[]
  readonly lit: Region | undefined
  readonly onLight: (region: Region | undefined) => void
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')

/** The bytes, sixteen a row; those of the lit field are lit, and a byte lights the field it belongs to. */
export function HexGrid({ bytes, headers, regions, lit, onLight }: Props) {
  const { t } = useTranslation()
  const [cursor, setCursor] = useState(0)
  const [whole, setWhole] = useState(false)
  const count = whole ? bytes.length : Math.min(bytes.length, FIRST_BYTES)
  const goTo = (byte: number) => {
    setCursor(byte)
    onLight(regionAt(regions, byte))
  }
  const { group, onKeyDown } = useRoving(count, cursor, goTo, COLUMNS)
  const rows = Array.from({ length: Math.ceil(count / COLUMNS) }, (_, row) => row * COLUMNS)
  const isLit = (byte: number) => lit !== undefined && byte >= lit.offset && byte < lit.offset + lit.lengthBytes
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: bytes in rows are a grid to walk in, not a table to read */}
      <div
        ref={group}
        role="grid"
        aria-label={t('frame.hex')}
        className={styles.hex}
        onKeyDown={onKeyDown}
        onPointerLeave={(event) => hasMoved(event) && onLight(undefined)}
      >
        {rows.map((start) => (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: its cells are
          <div key={start} role="row" className={styles.hexRow}>
            <span className={styles.offset} aria-hidden>
              {hex(start, 4)}
            </span>
            {[...bytes.subarray(start, Math.min(start + COLUMNS, count))].map((value, column) => {
              const byte = start + column
              const region = regionAt(regions, byte)
              const header = headerAt(headers, byte)
              return (
                <Byte
                  key={byte}
                  byte={byte}
                  value={value}
                  look={header ? lookOfHeader(header) : 'plain'}
                  isLit={isLit(byte)}
                  isChanged={region?.was !== undefined}
                  isActive={byte === cursor}
                  name={region?.name}
                  goTo={goTo}
                />
              )
            })}
          </div>
        ))}
      </div>
      {count < bytes.length && (
        <button type="button" className={styles.more} onClick={() => setWhole(true)}>
          {t('frame.more', { count: bytes.length - count })}
        </button>
      )}
    </>
  )
}

interface ByteProps {
  readonly byte: number
  readonly value: number
  readonly look: string
  readonly isLit: boolean
  readonly isChanged: boolean
  readonly isActive: boolean
  readonly name: string | undefined
  readonly goTo: (byte: number) => void
}

const Byte = memo(
  function Byte({ byte, value, look, isLit, isChanged, isActive, name, goTo }: ByteProps) {
    const { t } = useTranslation()
    const said = { offset: byte, value: `0x${hex(value, 2)}` }
    const field = name === undefined ? undefined : name === 'payload' ? t('frame.payload') : t(`field.${name as 'ttl'}`)
    return (
      // biome-ignore lint/a11y/useSemanticElements: as the grid
      <span
        role="gridcell"
        aria-label={field === undefined ? t('frame.byteBare', said) : t('frame.byte', { ...said, field })}
        tabIndex={isActive ? 0 : -1}
        data-index={byte}
        data-look={look}
        data-lit={isLit || undefined}
        data-changed={isChanged || undefined}
        onPointerMove={() => goTo(byte)}
        onFocus={() => goTo(byte)}
      >
        {hex(value, 2)}
      </span>
    )
  },
  (a, b) =>
    a.value === b.value &&
    a.look === b.look &&
    a.isLit === b.isLit &&
    a.isChanged === b.isChanged &&
    a.isActive === b.isActive &&
    a.name === b.name,
)
