import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { type Measure, shareOf } from '../../../analysis/matrix/measures'
import styles from './Matrix.module.css'

/** What the cells are coloured by, and which values there are. */
export interface Scale {
  readonly measure: Measure
  readonly counts: ReadonlyMap<number, number>
}

export const heatOf = (value: number, { counts }: Scale): CSSProperties =>
  ({ '--heat': `${Math.round(6 + shareOf(value, counts) * 40)}%` }) as CSSProperties

/** More values than these are told by the least and the most of them. */
const MOST_VALUES = 6

export function MeasuredLegend({ scale }: { readonly scale: Scale }) {
  const { t } = useTranslation()
  const { measure, counts } = scale
  const all = [...counts]
  const shown = all.length <= MOST_VALUES ? all : [...all.slice(0, 1), ...all.slice(-1)]
  return shown.map(([value, count]) => (
    <li key={value}>
      <span className={styles.sign} data-heat style={heatOf(value, scale)} aria-hidden />
      {t('matrix.valued', { count, value: t(`matrix.values.${measure}`, { value }) })}
    </li>
  ))
}
