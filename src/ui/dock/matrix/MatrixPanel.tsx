import { Copy, Table } from 'lucide-react'
import { useDeferredValue, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AXES, type Axis, axisFor, groupsOn } from '../../../analysis/matrix/axes'
import { type Grid, gridOf } from '../../../analysis/matrix/grid'
import { matrixOf } from '../../../analysis/matrix/matrix'
import { MEASURES, type Measure, measuredCounts } from '../../../analysis/matrix/measures'
import { countsOf, pingGroups } from '../../../analysis/matrix/summary'
import type { PairKind } from '../../../analysis/pairs/outcome'
import { selectCluster, selectFabric } from '../../../store/derived'
import { infoNotice } from '../../../store/notice'
import { actions, useLab } from '../../lab'
import './matrix-words'
import { useTouch } from '../../use-media'
import { csvOf, textOf } from './copied'
import styles from './Matrix.module.css'
import { MatrixGrid } from './MatrixGrid'
import { MeasuredLegend } from './MeasuredLegend'
import { usePointed } from './pointed'

/** All pairs: how a ping from each row to each column is carried, or that it is lost. */
export function MatrixPanel() {
  const { t } = useTranslation()
  const hintId = useId()
  const touch = useTouch()
  const cluster = useDeferredValue(useLab(selectCluster))
  const fabric = useDeferredValue(useLab(selectFabric))
  const [wanted, setWanted] = useState<Axis>()
  const [notableOnly, setNotableOnly] = useState(false)
  const axis = wanted ?? axisFor(cluster)
  const grid = useMemo(() => {
    const groups = groupsOn(axis, cluster).filter(({ hosts }) => hosts.every((host) => fabric.namespaces.has(host)))
    const matrix = matrixOf(
      fabric,
      groups.flatMap(({ hosts }) => hosts),
    )
    return { ...gridOf(matrix, groups), matrix, counts: countsOf(pingGroups(matrix)) }
  }, [axis, cluster, fabric])
  const [measure, setMeasure] = useState<Measure>()
  const scale = useMemo(
    () => measure && { measure, counts: measuredCounts(grid.matrix, measure) },
    [grid.matrix, measure],
  )
  const shown = useMemo(() => placesOf(grid, notableOnly), [grid, notableOnly])
  const pointed = usePointed()
  const hints = [t(touch ? 'matrix.hintTouch' : 'matrix.hint'), axis.includes('-by-') && t('matrix.mixed')]
  const hint = hints.filter(Boolean).join(' ')
  const pings = [...grid.counts.values()].reduce((sum, count) => sum + count, 0)
  const copy = async (text: string) => {
    const key = await navigator.clipboard.writeText(text).then(
      () => 'matrix.copied',
      () => 'matrix.notCopied',
    )
    actions().notify(infoNotice({ key }))
  }
  return (
    <div className={styles.panel}>
      <div className={styles.bar}>
        <label className={styles.field}>
          <span>{t('matrix.axis')}</span>
          <select value={axis} onChange={(event) => setWanted(event.target.value as Axis)}>
            {AXES.map((each) => (
              <option key={each} value={each}>
                {t(`matrix.axes.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className={styles.field}>
          <span>{t('matrix.measure')}</span>
          <select
            value={measure ?? ''}
            onChange={({ target }) => setMeasure(MEASURES.find((each) => each === target.value))}
          >
            <option value="">{t('matrix.measures.carried')}</option>
            {MEASURES.map((each) => (
              <option key={each} value={each}>
                {t(`matrix.measures.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className={styles.field}>
          <input type="checkbox" checked={notableOnly} onChange={(event) => setNotableOnly(event.target.checked)} />
          <span>{t('matrix.notable')}</span>
        </label>
        <ul className={styles.legend} aria-label={t('matrix.summary', { count: pings })}>
          {scale && <MeasuredLegend scale={scale} />}
          {[...grid.counts].map(([kind, count]) =>
            scale && !isUnmeasured(kind) ? null : (
              <li key={kind}>
                <span className={styles.sign} data-look={kind} aria-hidden>
                  {t(`matrix.signs.${kind}`)}
                </span>
                {t('matrix.some', { count, kind: t(`matrix.kinds.${kind}`) })}
              </li>
            ),
          )}
        </ul>
        <span className={styles.copies}>
          <button type="button" className={styles.copy} onClick={() => copy(textOf(grid, shown, measure))}>
            <Copy size={13} aria-hidden /> {t('matrix.copyText')}
          </button>
          <button type="button" className={styles.copy} onClick={() => copy(csvOf(grid, shown, measure))}>
            <Table size={13} aria-hidden /> {t('matrix.copyCsv')}
          </button>
        </span>
      </div>
      {pings === 0 ? (
        <p className={styles.quiet}>{t('matrix.tooFew')}</p>
      ) : shown.rows.length === 0 ? (
        <p className={styles.quiet}>{t('matrix.nothingNotable')}</p>
      ) : (
        <>
          <p className={styles.said} id={hintId} aria-live="polite">
            {pointed.words(grid) ?? hint}
          </p>
          <MatrixGrid
            key={`${axis} ${notableOnly}`}
            grid={grid}
            shown={shown}
            pointed={pointed}
            scale={scale}
            describedBy={hintId}
          />
        </>
      )}
    </div>
  )
}

/** There is nothing to measure of a ping that is not answered. */
const isUnmeasured = (kind: PairKind): boolean => kind === 'lost' || kind === 'unknown'

function placesOf(grid: Grid, notableOnly: boolean): { rows: readonly number[]; columns: readonly number[] } {
  if (notableOnly) return grid.notable()
  const all = [...grid.groups.keys()]
  return { rows: all, columns: all }
}
