import { Plus, Search, X } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { selectFabric } from '../../../store/derived'
import { createTerminals, type Terminals } from '../../../store/terminals'
import { type HostName, WORKSTATION } from '../../../terminal/command'
import { IconButton } from '../../controls/IconButton'
import { DropdownMenu } from '../../controls/menu/dropdown-menu'
import menu from '../../controls/menu.module.css'
import { actions, labStore, useLab } from '../../lab'
import { machineName } from './prompt'
import { Screen } from './Screen'
import styles from './Terminal.module.css'

/** One for the page: what a terminal runs goes on while another tab of the dock is looked at. */
let shared: Terminals | undefined
const sharedTerminals = (): Terminals => {
  shared ??= createTerminals(labStore)
  return shared
}

/** A terminal for every host that is wanted, and the workstation. */
export function TerminalPanel() {
  const { t } = useTranslation()
  const open = useLab((state) => state.terminals)
  const inFront = useLab((state) => state.terminalInFront)
  const [sought, setSought] = useState<string>()
  const startSearch = useCallback(() => setSought((now) => now ?? ''), [])
  useEffect(() => {
    if (actions().terminals.length === 0) actions().openTerminal(WORKSTATION)
  }, [])
  return (
    <div className={styles.panel}>
      <div className={styles.bar}>
        <ul className={styles.hosts} aria-label={t('terminalPanel.list')}>
          {open.map((host) => (
            <HostTab key={host} host={host} inFront={host === inFront} />
          ))}
        </ul>
        <OpenMenu />
        <div className={styles.tools}>
          {sought !== undefined && <SearchField value={sought} onChange={setSought} />}
          <IconButton icon={Search} label={t('terminalPanel.search')} onClick={startSearch} />
        </div>
      </div>
      {open.map((host) => (
        <Screen
          key={host}
          host={host}
          terminals={sharedTerminals()}
          inFront={host === inFront}
          sought={sought}
          onSearch={startSearch}
        />
      ))}
    </div>
  )
}

function HostTab({ host, inFront }: { readonly host: HostName; readonly inFront: boolean }) {
  const { t } = useTranslation()
  const name = machineName(host)
  return (
    <li className={styles.host} data-in-front={inFront || undefined}>
      <button type="button" aria-pressed={inFront} onClick={() => actions().openTerminal(host)}>
        {name}
      </button>
      <button
        type="button"
        className={styles.close}
        aria-label={t('terminalPanel.close', { host: name })}
        onClick={() => actions().closeTerminal(host)}
      >
        <X size={13} aria-hidden />
      </button>
    </li>
  )
}

/** Hosts by what they are: the workstation, nodes, routers, pods. */
function OpenMenu() {
  const { t } = useTranslation()
  const { namespaces } = useLab(selectFabric)
  const ofRole = (...roles: readonly string[]) =>
    [...namespaces.values()].filter(({ role }) => roles.includes(role)).map(({ name }) => name)
  const groups = [[WORKSTATION], ofRole('node'), ofRole('router'), ofRole('pod')]
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={styles.open} aria-label={t('terminalPanel.open')}>
        <Plus size={15} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.content} align="start" sideOffset={6} collisionPadding={8}>
          <DropdownMenu.Label className={menu.label}>{t('terminalPanel.openOn')}</DropdownMenu.Label>
          {groups.flat().map((host) => (
            <DropdownMenu.Item key={host} className={menu.item} onSelect={() => actions().openTerminal(host)}>
              {machineName(host)}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function SearchField({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (value: string | undefined) => void
}) {
  const { t } = useTranslation()
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: it opens because it was asked for
      autoFocus
      type="search"
      className={styles.search}
      value={value}
      placeholder={t('terminalPanel.search')}
      aria-label={t('terminalPanel.search')}
      onChange={({ target }) => onChange(target.value)}
      onKeyDown={({ key }) => key === 'Escape' && onChange(undefined)}
    />
  )
}
