import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ERAS, type Era } from '../../engine/calico/resources/cluster-information'
import { changedRoutes } from '../../store/changed-routes'
import { selectCluster } from '../../store/derived'
import { eraChanges, eraName } from '../../words/era-text'
import { say } from '../../words/i18n'
import { CheckMark } from '../controls/CheckMark'
import { DropdownMenu } from '../controls/menu/dropdown-menu'
import menu from '../controls/menu.module.css'
import { actions, useLab } from '../lab'
import styles from './Era.module.css'

/** The choice itself, in whatever menu it stands. */
export function EraItems() {
  const era = useLab((state) => selectCluster(state).information.era)
  return (
    <DropdownMenu.RadioGroup
      value={era}
      onValueChange={(chosen) => actions().run({ kind: 'set-era', era: chosen as Era })}
    >
      {ERAS.map((each) => (
        <EraItem key={each} era={each} isChosen={each === era} />
      ))}
    </DropdownMenu.RadioGroup>
  )
}

function EraItem({ era, isChosen }: { readonly era: Era; readonly isChosen: boolean }) {
  const { t } = useTranslation()
  const document = useLab((state) => state.document)
  // Of the lab that the menu was opened on, as in the menu of modes.
  const [count] = useState(() => (isChosen ? undefined : changedRoutes(document, { kind: 'set-era', era })))
  const name = say(eraName(era))
  return (
    <DropdownMenu.RadioItem value={era} className={`${menu.item} ${styles.item}`} textValue={name}>
      <CheckMark />
      <span>
        <strong>{name}</strong>
        <span className={styles.says}>{say(eraChanges(era))}</span>
        {count !== undefined && <span className={styles.effect}>{t('era.routes', { count })}</span>}
      </span>
    </DropdownMenu.RadioItem>
  )
}
