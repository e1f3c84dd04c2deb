import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FilterProblem } from '../../../terminal/tcpdump/filter/filter'
import type { FilterPurpose } from '../../../terminal/tcpdump/filter/filter-reader'
import { parseFilter } from '../../../terminal/tcpdump/filter/parse-filter'
import { say } from '../../../words/i18n'
import styles from './FilterField.module.css'

interface Props {
  readonly value: string
  /** What it is asked of: it holds as soon as it makes sense for one of them. */
  readonly purposes: readonly FilterPurpose[]
  readonly onChange: (value: string) => void
}

const ANYWHERE: readonly FilterPurpose[] = [{ link: 'ethernet', source: 'live' }]

/** Why the expression is no filter anywhere. */
function faultOf(expression: string, purposes: readonly FilterPurpose[]): FilterProblem | undefined {
  const read = (purposes.length > 0 ? purposes : ANYWHERE).map((purpose) => parseFilter(expression, purpose))
  if (read.some(({ ok }) => ok)) return undefined
  return read.flatMap((result) => (result.ok ? [] : [result.error]))[0]
}

/** libpcap's own words, without what tcpdump puts before them. */
export const filterProblemText = (problem: FilterProblem): string =>
  problem.kind === 'says'
    ? problem.text.replace(/^can't parse filter expression: /, '')
    : say({ key: 'captures.notModelled', params: { what: problem.what } })

/** The filter as it is typed; what cannot be read is not taken over, and is said with its column. */
export function FilterField({ value, purposes, onChange }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped((now) => (now.trim() === value ? now : value)), [value])
  const fault = faultOf(typed, purposes)
  const text = fault && t('captures.fault', { column: (fault.at ?? 0) + 1, text: filterProblemText(fault) })
  return (
    <div className={styles.filter}>
      <input
        type="text"
        value={typed}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        aria-label={t('captures.filter')}
        aria-invalid={fault !== undefined}
        aria-describedby={fault && id}
        placeholder={t('captures.filterHint')}
        onChange={({ target }) => {
          setTyped(target.value)
          if (!faultOf(target.value, purposes)) onChange(target.value.trim())
        }}
      />
      {fault && (
        <p id={id} className={styles.fault}>
          <code>
            {typed.slice(0, fault.at)}
            <mark>{typed.slice(fault.at, (fault.at ?? 0) + 12) || '·'}</mark>
          </code>
          {text}
        </p>
      )}
    </div>
  )
}
