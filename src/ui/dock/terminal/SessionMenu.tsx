import { EllipsisVertical } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { DropdownMenu } from '../../controls/menu/dropdown-menu'
import menu from '../../controls/menu.module.css'
import { useLab } from '../../lab'
import { saveSession } from './session-file'
import styles from './Terminal.module.css'

/** What was typed, as a file; and such a file, typed again. */
export function SessionMenu({ onReplay }: { readonly onReplay: (file: File) => void }) {
  const { t } = useTranslation()
  const isEmpty = useLab((state) => state.terminalEntries.length === 0)
  const file = useRef<HTMLInputElement>(null)
  return (
    <>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger className={styles.open} aria-label={t('terminalPanel.session')}>
          <EllipsisVertical size={16} aria-hidden />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.content} align="end" sideOffset={6} collisionPadding={8}>
            <DropdownMenu.Item className={menu.item} disabled={isEmpty} onSelect={() => saveSession('markdown')}>
              {t('terminalPanel.saveMarkdown')}
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menu.item} disabled={isEmpty} onSelect={() => saveSession('transcript')}>
              {t('terminalPanel.saveTranscript')}
            </DropdownMenu.Item>
            <DropdownMenu.Separator className={menu.separator} />
            <DropdownMenu.Item className={menu.item} onSelect={() => file.current?.click()}>
              {t('terminalPanel.replay')}
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <input
        ref={file}
        type="file"
        hidden
        accept=".yaml,.yml,.json,application/yaml"
        onChange={({ target }) => {
          const chosen = target.files?.[0]
          target.value = ''
          if (chosen) onReplay(chosen)
        }}
      />
    </>
  )
}
