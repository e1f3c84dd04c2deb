import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLab } from '../../lab'
import styles from './FrameList.module.css'
import { isChosen, rowDirection, rowKey, rowLook, rowPlace, rowText, rowTime, type ShownRow } from './shown-row'

interface Props {
  readonly rows: readonly ShownRow[]
  /** Whether the ping that plays is there now. */
  readonly isNow?: (row: ShownRow) => boolean
  readonly onChoose: (row: ShownRow) => void
}

const ROW_PX = 25
const PAGE_ROWS = 10

/** As many frames as there are, of which the ones in view are drawn. A list box: arrow keys choose. */
export function FrameList({ rows, isNow = () => false, onChoose }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const choice = useLab((state) => state.captureChoice)
  const chosen = rows.findIndex((row) => isChosen(row, choice))
  const now = rows.findIndex(isNow)
  const list = useVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_PX,
    getScrollElement: () => box.current,
    overscan: 12,
  })
  const shown = chosen >= 0 && isNow(rows[chosen] as ShownRow) ? chosen : now
  useEffect(() => {
    if (shown >= 0) list.scrollToIndex(shown, { align: 'auto' })
  }, [shown, list])
  const choose = (index: number) => {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)]
    if (!row) return
    list.scrollToIndex(rows.indexOf(row), { align: 'auto' })
    onChoose(row)
  }
  const onKey = (event: KeyboardEvent) => {
    const from = chosen >= 0 ? chosen : now
    const target = targetOf(event.key, from, rows.length)
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    choose(target)
  }
  const optionId = (index: number): string => `${id}-${index}`
  return (
    <div
      ref={box}
      className={styles.list}
      role="listbox"
      tabIndex={0}
      aria-label={t('captures.list')}
      aria-activedescendant={chosen >= 0 ? optionId(chosen) : undefined}
      onKeyDown={onKey}
      onFocus={() => box.current?.focus()} // a row that was clicked leaves it to the list, which has the keys
      onClick={({ target }) => {
        const row = target instanceof Element && target.closest<HTMLElement>('[data-index]')
        if (row) choose(Number(row.dataset.index))
      }}
    >
      <div style={{ height: list.getTotalSize() }} role="presentation">
        {list.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          if (!row) return null
          const direction = rowDirection(row)
          const look = rowLook(row)
          return (
            <div
              key={rowKey(row)}
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              data-index={index}
              className={styles.row}
              style={{ transform: `translateY(${start}px)`, height: ROW_PX }}
              aria-selected={index === chosen}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              data-look={look}
              data-now={isNow(row) || undefined}
            >
              <span className={styles.time}>{rowTime(row)}</span>
              {rowPlace(row) !== '' && <span className={styles.place}>{rowPlace(row)}</span>}
              <span className={styles.direction}>{direction ? t(`captures.direction.${direction}`) : ''}</span>
              <span className={styles.tag}>{look === 'local' || look === 'direct' ? '' : look}</span>
              <span className={styles.text}>{rowText(row)}</span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

function targetOf(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return from + 1
    case 'ArrowUp':
      return from - 1
    case 'PageDown':
      return from + PAGE_ROWS
    case 'PageUp':
      return from - PAGE_ROWS
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
