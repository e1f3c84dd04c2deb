import { SunMoon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Theme } from '../../store/lab-state'
import { CheckMark } from '../controls/CheckMark'
import { IconButton } from '../controls/IconButton'
import { DropdownMenu } from '../controls/menu/dropdown-menu'
import menu from '../controls/menu.module.css'
import { actions, useLab } from '../lab'

const THEMES: readonly Theme[] = ['system', 'light', 'dark']

export function ThemeMenu() {
  const { t } = useTranslation()
  const theme = useLab((state) => state.theme)
  const motion = useLab((state) => state.motion)
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <IconButton icon={SunMoon} label={t('topBar.theme')} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.content} align="end" sideOffset={6} collisionPadding={8}>
          <DropdownMenu.RadioGroup value={theme} onValueChange={(value) => actions().show({ theme: value as Theme })}>
            {THEMES.map((choice) => (
              <DropdownMenu.RadioItem key={choice} value={choice} className={menu.item}>
                <CheckMark />
                {t(`topBar.themes.${choice}`)}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className={menu.separator} />
          <DropdownMenu.CheckboxItem
            className={menu.item}
            checked={motion === 'still'}
            onCheckedChange={(still) => actions().show({ motion: still ? 'still' : 'system' })}
          >
            <CheckMark />
            {t('topBar.stillSteps')}
          </DropdownMenu.CheckboxItem>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
