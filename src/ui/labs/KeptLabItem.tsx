import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newLabId } from '../../store/new-lab-id'
import { duplicateLab, type KeptLab, type KeptVersion, openVersion, removeKept } from '../../store/shelf'
import { say } from '../../words/i18n'
import { actions, useLab } from '../lab'
import styles from './Labs.module.css'
import { LabTime } from './LabTime'

interface Props {
  readonly lab: KeptLab
  /** Of all that are kept. */
  readonly names: readonly string[]
  readonly onChanged: () => void
  readonly onOpened: () => void
}

/** A lab on the shelf: open it, copy it, take it down, or go back to one of its versions. */
export function KeptLabItem({ lab, names, onChanged, onOpened }: Props) {
  const { t } = useTranslation()
  const [showsVersions, setShowsVersions] = useState(false)
  const [asksAgain, setAsksAgain] = useState(false)
  const isOpen = useLab((state) => state.labId === lab.id)
  const [newest] = lab.versions
  if (!newest) return null
  const open = async (version: KeptVersion, edit: string) => {
    const state = await openVersion(lab.id, version.savedMs)
    if (!state?.document) return
    const named = state.labName === undefined ? {} : { name: state.labName }
    actions().openLab(
      { document: state.document, source: state.baseSource ?? '', id: lab.id, ...named },
      { key: edit, params: { name: lab.name } },
    )
    onOpened()
  }
  const copy = () =>
    void duplicateLab(lab, { id: newLabId(), name: freshName(lab.name, names) }, Date.now()).then(onChanged)
  return (
    <li className={styles.lab}>
      <div className={styles.head}>
        <strong>{lab.name}</strong>
        {isOpen && <span className={styles.badge}>{t('labs.isOpen')}</span>}
        <span className={styles.dim}>{t('labs.size', { nodes: newest.nodes, pods: newest.pods })}</span>
        <LabTime ms={newest.savedMs} />
      </div>
      <div className={styles.buttons}>
        {!isOpen && (
          <button
            type="button"
            aria-label={t('labs.openLab', { name: lab.name })}
            onClick={() => void open(newest, 'edit.open-lab')}
          >
            {t('labs.open')}
          </button>
        )}
        <button type="button" aria-label={t('labs.duplicateLab', { name: lab.name })} onClick={copy}>
          {t('labs.duplicate')}
        </button>
        <button
          type="button"
          aria-label={t('labs.versionsOf', { name: lab.name })}
          aria-expanded={showsVersions}
          onClick={() => setShowsVersions(!showsVersions)}
        >
          {t('labs.versions', { count: lab.versions.length })}
        </button>
        <button
          type="button"
          className={asksAgain ? styles.danger : undefined}
          aria-label={t(asksAgain ? 'labs.reallyRemoveLab' : 'labs.removeLab', { name: lab.name })}
          onBlur={() => setAsksAgain(false)}
          onClick={() => (asksAgain ? void removeKept(lab).then(onChanged) : setAsksAgain(true))}
        >
          {t(asksAgain ? 'labs.reallyRemove' : 'labs.remove')}
        </button>
      </div>
      {showsVersions && (
        <ol className={styles.versions}>
          {lab.versions.map((version) => (
            <li key={version.savedMs}>
              <LabTime ms={version.savedMs} />
              <span>{say(version.edit)}</span>
              <button type="button" onClick={() => void open(version, 'edit.restore-version')}>
                {t('labs.restore')}
              </button>
            </li>
          ))}
        </ol>
      )}
    </li>
  )
}

/** `lab 2`, `lab 3` … */
function freshName(name: string, names: readonly string[]): string {
  const stem = name.replace(/ \d+$/, '')
  let number = 2
  while (names.includes(`${stem} ${number}`)) number += 1
  return `${stem} ${number}`
}
