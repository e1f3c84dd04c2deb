import { Plus, Search, X } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { selectFabric } from '../../../store/derived'
import { createTerminals, type Terminals } from '../../../store/terminals'
import { type HostName, WORKSTATION } from '../../../terminal/command'
import { FileDrop } from '../../controls/FileDrop'
import { IconButton } from '../../controls/IconButton'
import { DropdownMenu } from '../../controls/menu/dropdown-menu'
import menu from '../../controls/menu.module.css'
import { actions, labStore, useLab } from '../../lab'
import { machineName } from './prompt'
import { ReplayView } from './ReplayView'
import { type Found, Screen, type Sought } from './Screen'
import { SearchField } from './SearchField'
import { SessionMenu } from './SessionMenu'
import styles from './Terminal.module.css'
import { useReplay } from './use-replay'

/** One for the page: what a terminal runs goes on while another tab of the dock is looked at. */
let shared: Terminals | undefined
const sharedTerminals = (): Terminals => {
  shared ??= createTerminals(labStore)
  return shared
}

/** A terminal for every host that is wanted, and the workstation; over them, what came of a replay. */
export function TerminalPanel() {
  const { t } = useTranslation()
  const open = useLab((state) => state.terminals)
  const inFront = useLab((state) => state.terminalInFront)
  const [sought, setSought] = useState<Sought>()
  const [found, setFound] = useState<Found>()
  const { replay, start, close } = useReplay()
  const startSearch = useCallback(() => setSought((now) => now ?? { text: '', way: 'fresh' }), [])
  const endSearch = () => {
    setSought(undefined)
    setFound(undefined)
  }
  useEffect(() => {
    if (actions().terminals.length === 0) actions().openTerminal(WORKSTATION)
  }, [])
  return (
    <FileDrop label={t('terminalPanel.drop')} onFile={start}>
      <div className={styles.bar}>
        <ul className={styles.hosts} aria-label={t('terminalPanel.list')}>
          {open.map((host) => (
            <HostTab key={host} host={host} inFront={host === inFront} onChoose={close} />
          ))}
        </ul>
        <OpenMenu onChoose={close} />
        {open.length === 1 && open[0] === WORKSTATION && <p className={styles.tip}>{t('terminalPanel.tip')}</p>}
        <div className={styles.tools}>
          {sought && <SearchField sought={sought} found={found} onChange={setSought} onClose={endSearch} />}
          <IconButton icon={Search} label={t('terminalPanel.search')} onClick={startSearch} />
          <SessionMenu onReplay={start} />
        </div>
      </div>
      {replay && <ReplayView replay={replay} onClose={close} />}
      {open.map((host) => (
        <Screen
          key={host}
          host={host}
          terminals={sharedTerminals()}
          inFront={host === inFront && !replay}
          sought={sought}
          onSearch={startSearch}
          onFound={setFound}
        />
      ))}
    </FileDrop>
  )
}

interface HostTabProps {
  readonly host: HostName
  readonly inFront: boolean
  readonly onChoose: () => void
}

function HostTab({ host, inFront, onChoose }: HostTabProps) {
  const { t } = useTranslation()
  const name = machineName(host)
  return (
    <li className={styles.host} data-in-front={inFront || undefined}>
      <button type="button" aria-pressed={inFront} onClick={() => choose(host, onChoose)}>
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

function choose(host: HostName, onChoose: () => void): void {
  onChoose()
  actions().openTerminal(host)
}

/** Hosts by what they are: the workstation, nodes, routers, pods. */
function OpenMenu({ onChoose }: { readonly onChoose: () => void }) {
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
            <DropdownMenu.Item key={host} className={menu.item} onSelect={() => choose(host, onChoose)}>
              {machineName(host)}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
