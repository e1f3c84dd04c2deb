import { useTranslation } from 'react-i18next'
import { ERAS } from '../../engine/calico/resources/cluster-information'
import { selectCluster } from '../../store/derived'
import { eraName, eraShortName } from '../../words/era-text'
import { say } from '../../words/i18n'
import { DropdownMenu } from '../controls/menu/dropdown-menu'
import { SelectTrigger } from '../controls/menu/SelectTrigger'
import menu from '../controls/menu.module.css'
import { Tip } from '../controls/Tip'
import { useLab } from '../lab'
import { useRoomForEra } from '../top-bar/bar-room'
import styles from './Era.module.css'
import { EraItems } from './EraItems'

/** The same cluster under each generation of Calico; the menu says of each what is new in it and what it would do. */
export function EraMenu() {
  const { t } = useTranslation()
  const era = useLab((state) => selectCluster(state).information.era)
  if (!useRoomForEra()) return null
  return (
    <div className={styles.field}>
      <span aria-hidden>{t('era.calico')}</span>
      <DropdownMenu.Root>
        <Tip text={t('era.hint')}>
          <SelectTrigger
            chosen={say(eraShortName(era))}
            choices={ERAS.map((each) => say(eraShortName(each)))}
            aria-label={t('era.choose', { release: say(eraName(era)) })}
          />
        </Tip>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={`${menu.content} ${styles.menu}`} sideOffset={6} collisionPadding={8}>
            <EraItems />
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  )
}
