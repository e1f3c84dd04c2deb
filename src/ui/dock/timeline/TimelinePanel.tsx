import { type KeyboardEvent, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type EventRow, eventRows, filterRows } from '../../../playback/event-rows'
import { momentAt } from '../../../playback/player'
import { selectPicture } from '../../../store/derived'
import { elementOfHost, hostOf } from '../../../store/elements'
import { type FlowTimeline, selectFlowTimelines } from '../../../store/flows'
import { hostName } from '../../../words/host-name'
import { say } from '../../../words/i18n'
import { stepText } from '../../../words/steps'
import { FlowBadge } from '../../flows/FlowBadge'
import { FlowStrip } from '../../flows/FlowStrip'
import { actions, useLab } from '../../lab'
import { Player } from '../../player/Player'
import { useCompact } from '../../use-media'
import '../../flows/flow-words'
import { type Chosen, EventFilters, SELECTED } from './EventFilters'
import styles from './Timeline.module.css'
import { useWindow } from './use-window'

const ROW_PX = { wide: 26, compact: 62 } as const

/** Every event of every ping in flight, in order of time; a row and the picture go to each other. */
export function TimelinePanel() {
  const { t } = useTranslation()
  const flows = useLab(selectFlowTimelines)
  const selected = useLab((state) => state.selection)
  const [chosen, setChosen] = useState<Chosen>({})
  const rows = useMemo(() => eventRows(flows.map(({ timeline }) => timeline)), [flows])
  const shown = useMemo(() => {
    const host = chosen.host === SELECTED ? selected && hostOf(selected) : chosen.host
    const { host: _, ...others } = chosen
    return filterRows(rows, host === undefined ? others : { ...others, host })
  }, [rows, chosen, selected])
  const hosts = useMemo(() => [...new Set(rows.map(({ host }) => host))], [rows])
  if (flows.length === 0) return <p className={styles.empty}>{t('timeline.empty')}</p>
  return (
    <div className={styles.panel}>
      <Player />
      <FlowStrip />
      <div className={styles.bar}>
        <EventFilters chosen={chosen} onChoose={setChosen} hosts={hosts} flows={flows} />
        <p>{t('timeline.shown', { shown: shown.length, count: rows.length })}</p>
      </div>
      {shown.length === 0 ? <p className={styles.empty}>{t('timeline.none')}</p> : <Rows rows={shown} flows={flows} />}
    </div>
  )
}

interface RowsProps {
  readonly rows: readonly EventRow[]
  readonly flows: readonly FlowTimeline[]
}

/** For each flow the moment it is in, as one text: the same text, the same picture. */
function useMoments(flows: readonly FlowTimeline[]): readonly number[] {
  const text = useLab(({ playheadMs }) =>
    flows.map(({ flow, timeline }) => momentAt(timeline, flow.heldAtMs ?? playheadMs)).join(),
  )
  return useMemo(() => text.split(',').map(Number), [text])
}

function Rows({ rows, flows }: RowsProps) {
  const { t } = useTranslation()
  const rowPx = ROW_PX[useCompact() ? 'compact' : 'wide']
  const { box, first, last, reveal } = useWindow(rows.length, rowPx)
  const moments = useMoments(flows)
  const front = useLab((state) => flows.findIndex(({ flow }) => flow.probe === state.probe))
  const isNow = (row: EventRow) => row.moment === moments[row.flow]
  const now = rows.findIndex((row) => row.flow === front && isNow(row))
  const [active, setActive] = useState(0)
  const wanted = useRef<number>(undefined)
  const follow = useEffectEvent(reveal)
  useEffect(() => {
    if (now >= 0) follow(now)
  }, [now])
  /** A row that is far away exists only after the list has moved. */
  const onShown = (row: HTMLElement, index: number) => {
    if (wanted.current !== index) return
    wanted.current = undefined
    row.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    const to = { Home: 0, End: rows.length - 1 }[event.key] ?? (by === undefined ? undefined : active + by)
    if (to === undefined) return
    event.preventDefault()
    const next = Math.min(Math.max(to, 0), rows.length - 1)
    wanted.current = next
    setActive(next)
    reveal(next)
  }
  return (
    <div ref={box} className={styles.scroll}>
      <ol aria-label={t('timeline.list')} className={styles.rows} style={{ height: rows.length * rowPx }}>
        {rows.slice(first, last).map((row, offset) => {
          const index = first + offset
          const one = flows[row.flow]
          return (
            one && (
              <Row
                key={`${row.flow} ${row.step}`}
                row={row}
                one={one}
                many={flows.length > 1}
                isNow={isNow(row)}
                index={index}
                count={rows.length}
                isActive={index === Math.min(Math.max(active, first), last - 1)}
                onActive={setActive}
                onShown={onShown}
                onKeyDown={onKeyDown}
                top={index * rowPx}
                height={rowPx}
              />
            )
          )
        })}
      </ol>
    </div>
  )
}

interface RowProps {
  readonly row: EventRow
  readonly one: FlowTimeline
  readonly many: boolean
  readonly isNow: boolean
  readonly index: number
  readonly count: number
  readonly isActive: boolean
  readonly onActive: (index: number) => void
  readonly onShown: (row: HTMLElement, index: number) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly top: number
  readonly height: number
}

/** Only the rows in view are made, and each says its place in all. */
function Row({ row, one, many, isNow, index, count, isActive, top, height, ...on }: RowProps) {
  const { t } = useTranslation()
  const { flow, timeline } = one
  const { host, link, timeUs, class: kind, protocol, moment } = row
  const goThere = () => {
    actions().focusFlow(flow)
    actions().goToMoment(moment)
    actions().select(elementOfHost(selectPicture(actions()), host))
    actions().follow()
  }
  return (
    <li aria-setsize={count} aria-posinset={index + 1} style={{ top, height }} className={styles.item}>
      <button
        ref={(button) => {
          if (button) on.onShown(button, index)
        }}
        type="button"
        className={styles.row}
        data-row={index}
        data-class={kind}
        aria-current={isNow ? 'step' : undefined}
        tabIndex={isActive ? 0 : -1}
        onFocus={() => on.onActive(index)}
        onKeyDown={on.onKeyDown}
        onClick={goThere}
      >
        <span className={styles.time}>{t('timeline.ms', { time: (timeUs / 1000).toFixed(3) })}</span>
        {many && <FlowBadge flow={flow} />}
        <span className={styles.place}>
          {hostName(host)} <span>{link}</span>
        </span>
        <span className={styles.protocol} data-look={protocol}>
          {t(`timeline.protocol.${protocol}`)}
        </span>
        <span className={styles.words}>{say(stepText(timeline.trace, row.step))}</span>
      </button>
    </li>
  )
}
