import { ChevronDown, EllipsisVertical } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { selectCluster } from '../../store/derived'
import { CheckMark } from '../controls/CheckMark'
import { DropdownMenu } from '../controls/menu/dropdown-menu'
import menu from '../controls/menu.module.css'
import { EraSubmenu } from '../era/EraSubmenu'
import { LazyExport } from '../export/LazyExport'
import { openImport } from '../import/import-door'
import { actions, referenceLab, useLab } from '../lab'
import { LazyLabs } from '../labs/LazyLabs'
import { useRoomForSwitches } from './bar-room'
import { useChosenPool } from './chosen-pool'
import { useFileOnDisk } from './file-on-disk'
import { opensInPlace } from './file-pickers'
import styles from './TopBar.module.css'

/** Fetched when a file is opened or saved. */
const files = () => import('./lab-file')

/** New, open, save; in a narrow window also the switches that the bar has no room for. */
export function LabMenu({ compact }: { readonly compact: boolean }) {
  const { t } = useTranslation()
  const file = useRef<HTMLInputElement>(null)
  const [exporting, setExporting] = useState(false)
  const [showsLabs, setShowsLabs] = useState(false)
  const switchesInBar = useRoomForSwitches()
  const labId = useLab((state) => state.labId)
  const last = useFileOnDisk()
  const onDisk = last?.labId === labId ? last : undefined
  return (
    <>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger className={styles.menuButton} aria-label={compact ? t('topBar.more') : undefined}>
          {compact ? (
            <EllipsisVertical size={17} aria-hidden />
          ) : (
            <>
              {t('topBar.lab')}
              <ChevronDown size={14} aria-hidden />
            </>
          )}
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.content} align="end" sideOffset={6} collisionPadding={8}>
            {!switchesInBar && <NetworkItems />}
            <EraSubmenu />
            <DropdownMenu.Item
              className={menu.item}
              onSelect={() => actions().openLab(referenceLab, { key: 'edit.reference' })}
            >
              {t('topBar.newReference')}
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menu.item} onSelect={() => setShowsLabs(true)}>
              {t('topBar.labs')}
            </DropdownMenu.Item>
            <DropdownMenu.Item
              className={menu.item}
              onSelect={() => (opensInPlace() ? void files().then((io) => io.openInPlace()) : file.current?.click())}
            >
              {t('topBar.open')}
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menu.item} onSelect={() => openImport()}>
              {t('topBar.import')}
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menu.item} onSelect={() => void files().then((io) => io.saveFile())}>
              {onDisk ? t('topBar.saveTo', { file: onDisk.name }) : t('topBar.save')}
            </DropdownMenu.Item>
            {onDisk && (
              <DropdownMenu.Item className={menu.item} onSelect={() => void files().then((io) => io.saveFile(true))}>
                {t('topBar.saveElsewhere')}
              </DropdownMenu.Item>
            )}
            <DropdownMenu.Item className={menu.item} onSelect={() => setExporting(true)}>
              {t('topBar.export')}
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {showsLabs && <LazyLabs onClose={() => setShowsLabs(false)} />}
      {exporting && <LazyExport onClose={() => setExporting(false)} />}
      <input
        ref={file}
        type="file"
        hidden
        accept=".yaml,.yml,.json,application/yaml,application/json"
        onChange={({ target }) => {
          const chosen = target.files?.[0]
          target.value = ''
          if (chosen) void files().then((io) => io.openFile(chosen))
        }}
      />
    </>
  )
}

function NetworkItems() {
  const pool = useChosenPool()
  const { t } = useTranslation()
  const mesh = useLab((state) => selectCluster(state).bgpConfiguration.nodeToNodeMeshEnabled)
  const { run } = actions()
  return (
    <>
      {pool && (
        <DropdownMenu.CheckboxItem
          className={menu.item}
          checked={pool.natOutgoing}
          onCheckedChange={(enabled) => run({ kind: 'set-nat-outgoing', pool: pool.name, enabled })}
        >
          <CheckMark />
          {t('topBar.natOutgoing')}
        </DropdownMenu.CheckboxItem>
      )}
      <DropdownMenu.CheckboxItem
        className={menu.item}
        checked={mesh}
        onCheckedChange={(enabled) => run({ kind: 'set-bgp-mesh', enabled })}
      >
        <CheckMark />
        {t('topBar.bgpMesh')}
      </DropdownMenu.CheckboxItem>
      <DropdownMenu.Separator className={menu.separator} />
    </>
  )
}
