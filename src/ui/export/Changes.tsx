import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeScript, labDiff } from '../../exporting/change-text'
import { renderSource } from '../../io/render-source'
import { selectCluster } from '../../store/derived'
import type { DocumentState } from '../../store/lab-state'
import { byHandText } from '../../words/by-hand-text'
import { say } from '../../words/i18n'
import { useHistory, useLab } from '../lab'
import styles from './Export.module.css'
import { TextToTake } from './TextToTake'

/** Edits that put another lab in place: what was done before is about that other one. */
const OPENINGS = /^edit\.(start|open|reference|import)/

const lastOpening = (past: readonly Partial<DocumentState>[]): number =>
  Math.max(
    past.findLastIndex(({ edit }) => edit && OPENINGS.test(edit.key)),
    0,
  )

/** From any point of the history to the lab as it is: for a shell, or for a person who reads. */
export function Changes() {
  const { t } = useTranslation()
  const id = useId()
  const now = useLab((state) => state)
  const past = useHistory(({ pastStates }) => pastStates)
  const [from, setFrom] = useState<number>()
  const [form, setForm] = useState<'commands' | 'diff'>('commands')
  const { underlay } = selectCluster(now)
  const chosen = from ?? lastOpening(past)
  const base = past[chosen]
  if (!base?.document) return <p className={styles.nothing}>{t('export.noChanges')}</p>
  const text =
    form === 'commands'
      ? changeScript(base.document, now.document, (what) => say(byHandText(what)))
      : labDiff(
          { name: `a/${underlay.name}.yaml`, text: renderSource(base.baseSource ?? '', base.document) },
          { name: `b/${underlay.name}.yaml`, text: renderSource(now.baseSource, now.document) },
        )
  // A point of the history is its place in it.
  const points = past.map(({ edit }, place) => ({ place, edit }))
  return (
    <>
      <div className={styles.choices}>
        <label htmlFor={id}>{t('export.since')}</label>
        <select id={id} value={chosen} onChange={({ target }) => setFrom(Number(target.value))}>
          {points.map(({ place, edit }) => (
            <option key={place} value={place}>
              {place + 1}. {edit && say(edit)}
            </option>
          ))}
        </select>
        {(['commands', 'diff'] as const).map((each) => (
          <label key={each}>
            <input type="radio" name={`${id}form`} checked={form === each} onChange={() => setForm(each)} />{' '}
            {t(`export.${each}`)}
          </label>
        ))}
      </div>
      {text === '' ? (
        <p className={styles.nothing}>{t('export.noChanges')}</p>
      ) : (
        <TextToTake file={`${underlay.name}.${form === 'commands' ? 'sh' : 'diff'}`} text={text} />
      )}
    </>
  )
}
