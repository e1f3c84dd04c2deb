import { Plus } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { selectFabric, selectTrace } from '../../../store/derived'
import { isSameTap, type Tap, tapKey, tapsOfHost } from '../../../terminal/capture/tap'
import { hostName } from '../../../words/host-name'
import { DropdownMenu } from '../../controls/menu/dropdown-menu'
import menu from '../../controls/menu.module.css'
import { actions, useLab } from '../../lab'
import styles from './Captures.module.css'
import { tapsOnTheWay } from './taps-on-the-way'

/** Hosts by what they are, each with its devices. */
export function AddTap() {
  const { t } = useTranslation()
  const { namespaces } = useLab(selectFabric)
  const trace = useLab(selectTrace)
  const groups = (['node', 'router', 'pod'] as const).map((role) => {
    const hosts = [...namespaces.values()].filter((namespace) => namespace.role === role).map(({ name }) => name)
    return { role, hosts }
  })
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={styles.add}>
        <Plus size={14} aria-hidden /> {t('captures.add')}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.content} align="start" sideOffset={6} collisionPadding={8}>
          {trace && (
            <>
              <DropdownMenu.Item className={menu.item} onSelect={() => actions().addTaps(tapsOnTheWay(trace))}>
                {t('captures.onTheWay')}
              </DropdownMenu.Item>
              <DropdownMenu.Separator className={menu.separator} />
            </>
          )}
          {groups.map(
            ({ role, hosts }) =>
              hosts.length > 0 && (
                <Fragment key={role}>
                  <DropdownMenu.Label className={menu.label}>{t(`captures.${role}s`)}</DropdownMenu.Label>
                  {hosts.map((host) => (
                    <HostItem key={host} host={host} />
                  ))}
                </Fragment>
              ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function HostItem({ host }: { readonly host: string }) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={menu.item}>{hostName(host)}</DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className={menu.content} collisionPadding={8}>
          <DeviceItems host={host} />
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  )
}

function DeviceItems({ host }: { readonly host: string }) {
  const { t } = useTranslation()
  const fabric = useLab(selectFabric)
  const taps = useLab((state) => state.taps)
  const isTapped = (tap: Tap): boolean => taps.some((other) => isSameTap(other, tap))
  return tapsOfHost(fabric, host).map((tap) => (
    <DropdownMenu.Item
      key={tapKey(tap)}
      className={menu.item}
      disabled={isTapped(tap)}
      onSelect={() => actions().addTaps([tap])}
    >
      {tap.link === 'any' ? t('captures.any') : tap.link}
    </DropdownMenu.Item>
  ))
}
