import { type CSSProperties, type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Grid } from '../../../analysis/matrix/grid'
import { measured } from '../../../analysis/matrix/measures'
import { hostNames } from '../../../words/host-name'
import { actions } from '../../lab'
import styles from './Matrix.module.css'
import { heatOf, type Scale } from './MeasuredLegend'
import { type Place, type Pointed, wordsOf } from './pointed'
import { headsFor, useWindow } from './use-window'

interface Props {
  readonly grid: Grid
  readonly shown: { readonly rows: readonly number[]; readonly columns: readonly number[] }
  readonly pointed: Pointed
  /** What the cells are coloured by; absent: by how their pings are carried. */
  readonly scale: Scale | undefined
  readonly describedBy: string
}

/** The cells in sight, and no others: a thousand nodes have a million. */
export function MatrixGrid({ grid, shown, pointed, scale, describedBy }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const { rows, columns } = shown
  const called = hostNames(grid.groups.map(({ name }) => name))
  const letters = grid.groups.reduce((most, { name }) => Math.max(most, called(name).length), 0)
  const heads = headsFor(letters)
  const isWide = scale !== undefined && [...scale.counts.keys()].some((value) => String(value).length > 2)
  const { rowsInSight, columnsInSight, cellPx, reveal } = useWindow(box, rows.length, columns.length, heads, isWide)
  const cursor = { row: indexIn(rows, pointed.at?.row), column: indexIn(columns, pointed.at?.column) }

  const ping = ({ row, column }: Place): void => {
    const [from, to] = grid.cell(row, column)?.witness ?? []
    if (from !== undefined && to !== undefined) actions().sendProbe({ from, to })
  }
  const go = (row: number, column: number): void => {
    const [r, c] = [Math.min(Math.max(row, 0), rows.length - 1), Math.min(Math.max(column, 0), columns.length - 1)]
    pointed.point({ row: rows[r] ?? 0, column: columns[c] ?? 0 })
    reveal(r, c)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key]
    const isPing = event.key === 'Enter' || event.key === ' '
    if (!step && !isPing) return
    event.preventDefault()
    event.stopPropagation()
    if (step) go(...step(cursor.row, cursor.column, { rows: rows.length, columns: columns.length }))
    else if (pointed.at) ping(pointed.at)
  }
  const sized = { '--cell': `${cellPx}px`, '--left': `${heads.leftPx}px`, '--top': `${heads.topPx}px` } as CSSProperties
  return (
    // The arrow keys move a cursor over cells of which only those in sight are there.
    <div
      ref={box}
      className={styles.box}
      style={sized}
      role="application"
      aria-label={t('matrix.label')}
      aria-describedby={describedBy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys that move and ping are its own
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => pointed.at ?? go(0, 0)}
      onPointerLeave={() => pointed.point(undefined)}
    >
      <div
        className={styles.sheet}
        style={{
          width: `calc(var(--left) + ${columns.length * cellPx}px)`,
          height: `calc(var(--top) + ${rows.length * cellPx}px)`,
        }}
      >
        <div className={styles.heads} style={{ width: `calc(var(--left) + ${columns.length * cellPx}px)` }}>
          <span className={styles.corner} />
          {columnsInSight.map((index) => (
            <span
              key={index}
              className={styles.columnHead}
              data-at={cursor.column === index || undefined}
              style={{ left: `calc(var(--left) + ${index * cellPx}px)` }}
            >
              <span>{called(grid.groups[columns[index] ?? 0]?.name ?? '')}</span>
            </span>
          ))}
        </div>
        {rowsInSight.map((index) => {
          const row = rows[index] ?? 0
          return (
            <div key={index} className={styles.row} style={{ top: `calc(var(--top) + ${index * cellPx}px)` }}>
              <span className={styles.rowHead} data-at={cursor.row === index || undefined}>
                {called(grid.groups[row]?.name ?? '')}
              </span>
              {columnsInSight.map((at) => (
                <Cell
                  key={at}
                  grid={grid}
                  place={{ row, column: columns[at] ?? 0 }}
                  at={at}
                  cellPx={cellPx}
                  pointed={pointed}
                  scale={scale}
                  onPing={ping}
                />
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}

const indexIn = (places: readonly number[], place: number | undefined): number =>
  place === undefined ? 0 : Math.max(places.indexOf(place), 0)

type Step = (row: number, column: number, size: { rows: number; columns: number }) => readonly [number, number]

const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: (row, column) => [row - 1, column],
  ArrowDown: (row, column) => [row + 1, column],
  ArrowLeft: (row, column) => [row, column - 1],
  ArrowRight: (row, column) => [row, column + 1],
  PageUp: (row, column) => [row - 10, column],
  PageDown: (row, column) => [row + 10, column],
  Home: (row) => [row, 0],
  End: (row, _, { columns }) => [row, columns - 1],
}

interface CellProps {
  readonly grid: Grid
  readonly place: Place
  readonly at: number
  readonly cellPx: number
  readonly pointed: Pointed
  readonly scale: Scale | undefined
  readonly onPing: (place: Place) => void
}

function Cell({ grid, place, at, cellPx, pointed, scale, onPing }: CellProps) {
  const { t } = useTranslation()
  const cell = grid.cell(place.row, place.column)
  const isHere = pointed.at?.row === place.row && pointed.at.column === place.column
  const left = { left: `calc(var(--left) + ${at * cellPx}px)` }
  if (!cell) return <span className={styles.cell} style={left} data-here={isHere || undefined} data-none />
  const value = scale && measured(cell.outcome, scale.measure)
  const isOneWay = cell.outcome.kind !== 'lost' && !cell.outcome.sameWay
  return (
    <button
      type="button"
      // The keys belong to the whole grid.
      tabIndex={-1}
      className={styles.cell}
      style={value === undefined || !scale ? left : { ...left, ...heatOf(value, scale) }}
      data-look={value === undefined ? cell.kind : undefined}
      data-heat={value}
      data-here={isHere || undefined}
      data-other-way={isOneWay || undefined}
      aria-label={isHere ? wordsOf(grid, place) : `${t(`matrix.kinds.${cell.kind}`)}`}
      onPointerEnter={() => pointed.point(place)}
      onClick={() => {
        pointed.point(place)
        onPing(place)
      }}
    >
      {cellPx >= 18 && signOf()}
    </button>
  )

  function signOf(): string {
    if (!cell) return ''
    const more = cell.counts.size > 1 ? '+' : ''
    if (value !== undefined) return String(value).length > 2 && cellPx < 26 ? '' : `${value}`
    const isLossy = cell.outcome.kind !== 'lost' && cell.outcome.cables
    return `${t(`matrix.signs.${cell.kind}`)}${more}${isLossy ? '~' : ''}`
  }
}
