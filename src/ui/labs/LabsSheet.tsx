import { useCallback, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { selectCluster } from '../../store/derived'
import { documentState } from '../../store/lab-state'
import { type KeptLab, keepIfChanged, keptLabs, renameKept } from '../../store/shelf'
import { addWords } from '../../words/add-words'
import { labsWords } from '../../words/en/labs'
import { Sheet } from '../controls/Sheet'
import { actions, useLab } from '../lab'
import { KeptLabItem } from './KeptLabItem'
import styles from './Labs.module.css'
import { SetAside } from './SetAside'

addWords(labsWords)

/** The labs kept in this browser: the open one's name, and the others with their versions. */
export function LabsSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [labs, setLabs] = useState<readonly KeptLab[]>()
  const [failed, setFailed] = useState(false)
  const read = useCallback(() => void keptLabs().then(setLabs, () => setFailed(true)), [])
  useEffect(() => {
    // The open lab is among them as it is now, not as it was minutes ago.
    void keepIfChanged(documentState(actions()), Date.now()).then(read, () => setFailed(true))
  }, [read])
  return (
    <Sheet title={t('labs.title')} closeLabel={t('labs.close')} onClose={onClose}>
      <div className={styles.labs}>
        <OpenLab onRenamed={read} />
        {failed && <p role="alert">{t('labs.failed')}</p>}
        {labs?.length === 0 && <p className={styles.dim}>{t('labs.none')}</p>}
        <ul aria-label={t('labs.kept')}>
          {labs?.map((lab) => (
            <KeptLabItem
              key={lab.id}
              lab={lab}
              names={labs.map(({ name }) => name)}
              onChanged={read}
              onOpened={onClose}
            />
          ))}
        </ul>
        <SetAside onOpened={onClose} />
      </div>
    </Sheet>
  )
}

/** Its name is the Underlay's until it is given another. */
function OpenLab({ onRenamed }: { readonly onRenamed: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const { underlay } = useLab(selectCluster)
  const labName = useLab((state) => state.labName)
  const labId = useLab((state) => state.labId)
  const [typed, setTyped] = useState<string>()
  const rename = () => {
    if (typed === undefined) return
    const name = typed.trim()
    actions().renameLab(name === '' || name === underlay.name ? undefined : name)
    setTyped(undefined)
    void renameKept(labId, name || underlay.name).then(onRenamed)
  }
  return (
    <form
      className={styles.open}
      onSubmit={(event) => {
        event.preventDefault()
        rename()
      }}
    >
      <label htmlFor={id}>{t('labs.openNow')}</label>
      <input
        id={id}
        value={typed ?? labName ?? underlay.name}
        maxLength={80}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={rename}
      />
    </form>
  )
}
