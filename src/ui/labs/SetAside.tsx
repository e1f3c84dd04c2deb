import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { labsSetAside, readSetAside, removeSetAside, type SetAsideLab, textOfSetAside } from '../../store/set-aside'
import { download } from '../download'
import { actions } from '../lab'
import styles from './Labs.module.css'
import { LabTime } from './LabTime'

/** Labs that could not be opened or shown: try again, or take them out as a file. Nothing if there are none. */
export function SetAside({ onOpened }: { readonly onOpened: () => void }) {
  const { t } = useTranslation()
  const [labs, setLabs] = useState<readonly SetAsideLab[]>([])
  const read = useCallback(() => void labsSetAside().then(setLabs, () => undefined), [])
  useEffect(read, [read])
  if (labs.length === 0) return null
  return (
    <section className={styles.aside} aria-label={t('labs.setAside')}>
      <h3>{t('labs.setAside')}</h3>
      <p className={styles.dim}>{t('labs.setAsideWhy')}</p>
      <ul>
        {labs.map((lab) => (
          <SetAsideItem
            key={lab.sinceMs}
            lab={lab}
            onOpened={() => void removeSetAside(lab).then(onOpened)}
            onRemoved={() => void removeSetAside(lab).then(read)}
          />
        ))}
      </ul>
    </section>
  )
}

interface Props {
  readonly lab: SetAsideLab
  readonly onOpened: () => void
  readonly onRemoved: () => void
}

function SetAsideItem({ lab, onOpened, onRemoved }: Props) {
  const { t } = useTranslation()
  const [fault, setFault] = useState<'newer' | 'broken'>()
  const open = () => {
    const result = readSetAside(lab)
    if (!result.ok) return setFault(result.error)
    const { document, baseSource = '', labId, labName } = result.value
    if (!document) return setFault('broken')
    actions().openLab(
      {
        document,
        source: baseSource,
        ...(labId !== undefined && { id: labId }),
        ...(labName !== undefined && { name: labName }),
      },
      { key: 'edit.set-aside' },
    )
    onOpened()
  }
  return (
    <li className={styles.lab}>
      <LabTime ms={lab.sinceMs} />
      <div className={styles.buttons}>
        <button type="button" onClick={open}>
          {t('labs.tryAgain')}
        </button>
        <button
          type="button"
          onClick={() => download('podpath-set-aside.json', 'application/json', textOfSetAside(lab))}
        >
          {t('labs.download')}
        </button>
        <button type="button" onClick={onRemoved}>
          {t('labs.remove')}
        </button>
      </div>
      {fault && <p role="alert">{t('labs.stillBroken', { why: t(`labs.why.${fault}`) })}</p>}
    </li>
  )
}
