import { useTranslation } from 'react-i18next'
import { formatPrefix } from '../../engine/net/prefix'
import { selectCluster } from '../../store/derived'
import { CheckMark } from '../controls/CheckMark'
import { DropdownMenu } from '../controls/menu/dropdown-menu'
import { SelectTrigger } from '../controls/menu/SelectTrigger'
import menu from '../controls/menu.module.css'
import { Tip } from '../controls/Tip'
import { actions, useLab } from '../lab'
import { useChosenPool } from './chosen-pool'

/** Only where there is a choice. */
export function PoolPicker() {
  const { t } = useTranslation()
  const { pools } = useLab(selectCluster)
  const chosen = useChosenPool()
  if (pools.length < 2 || !chosen) return null
  return (
    <DropdownMenu.Root>
      <Tip text={t('hint.pool')}>
        <SelectTrigger chosen={chosen.name} aria-label={t('topBar.poolPicker', { pool: chosen.name })} />
      </Tip>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.content} sideOffset={6} collisionPadding={8}>
          <DropdownMenu.RadioGroup value={chosen.name} onValueChange={(poolName) => actions().show({ poolName })}>
            {pools.map((pool) => (
              <DropdownMenu.RadioItem key={pool.name} value={pool.name} className={menu.item}>
                <CheckMark />
                {pool.name} <span className={menu.keys}>{formatPrefix(pool.cidr)}</span>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
