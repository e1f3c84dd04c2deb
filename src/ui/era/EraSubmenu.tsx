import { useTranslation } from 'react-i18next'
import { selectCluster } from '../../store/derived'
import { eraShortName } from '../../words/era-text'
import { say } from '../../words/i18n'
import { DropdownMenu } from '../controls/menu/dropdown-menu'
import menu from '../controls/menu.module.css'
import { useLab } from '../lab'
import { useRoomForEra } from '../top-bar/bar-room'
import { EraItems } from './EraItems'

/** The choice where the bar has no room for it: inside the menu of the lab. */
export function EraSubmenu() {
  const { t } = useTranslation()
  const era = useLab((state) => selectCluster(state).information.era)
  if (useRoomForEra()) return null
  return (
    <>
      <DropdownMenu.Label className={menu.label}>
        {t('era.calico')} <span className={menu.keys}>{say(eraShortName(era))}</span>
      </DropdownMenu.Label>
      <EraItems />
      <DropdownMenu.Separator className={menu.separator} />
    </>
  )
}
