import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { countOf } from '../../../analysis/difference/route-changes'
import type { LabDocument } from '../../../engine/lab/document'
import { differenceOf, tollOf } from '../../../store/differences'
import { addWords } from '../../../words/add-words'
import { changes as words } from '../../../words/en/changes'
import { say } from '../../../words/i18n'
import { actions, useLab } from '../../lab'
import '../../step-words'
import { Arriving } from './Arriving'
import styles from './Changes.module.css'
import { PairChanges } from './PairChanges'
import { type Point, usePoints } from './points'
import { RouteChanges } from './RouteChanges'

addWords(words)

/** What one moment of the lab has that another has not: at first, what the last edit did. */
export function Changes() {
  const { t } = useTranslation()
  const points = usePoints()
  const document = useLab((state) => state.document)
  const lastChange = useLab((state) => state.lastChange)
  // Another edit makes the choice stale: what is asked for then is what it did.
  const [chosen, setChosen] = useState<{ readonly of: typeof lastChange; readonly ends: readonly [Point, Point] }>()
  useEffect(() => actions().show({ seenChange: lastChange }), [lastChange])
  if (points.length < 2) return <p className={styles.none}>{t('changes.none')}</p>
  const ends = chosen?.of === lastChange ? chosen?.ends : undefined
  const [from, to] = ends ?? [undefined, undefined]
  const before = from?.document ?? lastChange?.before
  const after = to?.document ?? document
  const pick = (which: 0 | 1, point: Point | undefined) => {
    if (!point) return
    const now = points.find((each) => each.document === document) ?? point
    const first = points.find((each) => each.document === lastChange?.before) ?? points[0] ?? point
    const next: readonly [Point, Point] = which === 0 ? [point, to ?? now] : [from ?? first, point]
    setChosen({ of: lastChange, ends: next })
  }
  return (
    <div className={styles.changes}>
      <div className={styles.choice}>
        <PointPicker label={t('changes.from')} points={points} chosen={before} onPick={(point) => pick(0, point)} />
        <PointPicker label={t('changes.to')} points={points} chosen={after} onPick={(point) => pick(1, point)} />
        {ends && (
          <button type="button" className={styles.more} onClick={() => setChosen(undefined)}>
            {t('changes.lastChange')}
          </button>
        )}
      </div>
      {before && <DifferenceView before={before} after={after} canPing={after === document} />}
    </div>
  )
}

interface PickerProps {
  readonly label: string
  readonly points: readonly Point[]
  readonly chosen: Point['document'] | undefined
  readonly onPick: (point: Point | undefined) => void
}

function PointPicker({ label, points, chosen, onPick }: PickerProps) {
  const at = points.findIndex(({ document }) => document === chosen)
  return (
    <label>
      <span>{label}</span>
      <select value={at} onChange={(event) => onPick(points[Number(event.target.value)])}>
        {at < 0 && <option value={-1}>…</option>}
        {points.map(({ said }, i) => (
          <option key={say(said)} value={i}>
            {say(said)}
          </option>
        ))}
      </select>
    </label>
  )
}

interface ViewProps {
  readonly before: LabDocument
  readonly after: LabDocument
  readonly canPing: boolean
}

function DifferenceView({ before, after, canPing }: ViewProps) {
  const { t } = useTranslation()
  const difference = differenceOf(before, after)
  const { routes, pairs, come, gone } = difference
  const toll = tollOf(difference)
  if (toll.routes === 0 && pairs?.groups.length === 0 && come.length + gone.length === 0) {
    return <p className={styles.quiet}>{t('changes.nothing')}</p>
  }
  return (
    <>
      <h3>{t('changes.pairsTitle')}</h3>
      {pairs ? (
        <PairChanges changes={pairs} canPing={canPing} />
      ) : (
        <p className={styles.quiet}>{t('changes.uncounted')}</p>
      )}
      {come.length + gone.length > 0 && (
        <p className={styles.quiet}>{t('changes.pods', { come: come.length, gone: gone.length })}</p>
      )}
      <Arriving before={before} after={after} />
      <h3>
        {t('changes.routesTitle')}{' '}
        <small>
          {t('changes.routeCount', {
            count: countOf(routes.total),
            hosts: t('changes.host', { count: routes.counts.size }),
          })}
        </small>
      </h3>
      <RouteChanges changes={routes} />
    </>
  )
}
