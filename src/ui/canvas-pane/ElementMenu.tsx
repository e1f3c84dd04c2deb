import { useTranslation } from 'react-i18next'
import type { ScreenPoint } from '../../canvas/canvas'
import { chosenPods, chosenWith } from '../../store/choice'
import { selectFabric, selectPicture } from '../../store/derived'
import { type Element, findElement, hostOf, nameOf } from '../../store/elements'
import { meshOf } from '../../store/mesh'
import { moveCommand, moveTargets } from '../../store/move'
import { hostName } from '../../words/host-name'
import { DropdownMenu } from '../controls/menu/dropdown-menu'
import menu from '../controls/menu.module.css'
import { LazyFaultMenu } from '../faults/LazyFaultMenu'
import { actions, useLab } from '../lab'
import { AddItems } from './AddItems'
import styles from './CanvasPane.module.css'
import { canRemove, chooseElements, pingChosen, removeElement } from './element-actions'
import './choice-words'

export interface MenuPlace {
  readonly element: string | undefined
  readonly at: ScreenPoint
}

interface Props {
  readonly place: MenuPlace | undefined
  readonly onClose: () => void
}

/** The menu of one element, or of the ground, where the pointer is. */
export function ElementMenu({ place, onClose }: Props) {
  const { t } = useTranslation()
  const element = findElement(useLab(selectPicture), place?.element)
  return (
    <DropdownMenu.Root open={place !== undefined} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span className={styles.anchor} style={{ left: place?.at.x ?? 0, top: place?.at.y ?? 0 }} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.content} align="start" collisionPadding={8}>
          {element && place?.element && <ElementItems id={place.element} element={element} />}
          {place && !element && <MeshItem element={undefined} />}
          {place && !element && <ChosenItem />}
          {place && <LazyFaultMenu element={element} />}
          <DropdownMenu.Separator className={menu.separator} />
          <DropdownMenu.Label className={menu.label}>{t('canvas.add')}</DropdownMenu.Label>
          <AddItems element={element} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function ElementItems({ id, element }: { readonly id: string; readonly element: Element }) {
  const { t } = useTranslation()
  const aim = useLab((state) => state.aim)
  const isPinging = useLab((state) => state.probe !== undefined)
  const host = hostOf(id)
  const name = nameOf(element)
  return (
    <>
      {host !== undefined && aim && aim.from !== host && (
        <DropdownMenu.Item className={menu.item} onSelect={() => actions().sendProbe({ from: aim.from, to: host })}>
          {t('canvas.pingTo', { name, from: hostName(aim.from) })}
        </DropdownMenu.Item>
      )}
      {host !== undefined && aim && aim.from !== host && isPinging && (
        <DropdownMenu.Item
          className={menu.item}
          onSelect={() => actions().sendProbe({ from: aim.from, to: host }, true)}
        >
          {t('canvas.pingToBeside', { name, from: hostName(aim.from) })}
        </DropdownMenu.Item>
      )}
      {host !== undefined && (
        <DropdownMenu.Item
          className={menu.item}
          onSelect={() => {
            actions().select(id)
            actions().aimFrom(host)
          }}
        >
          {t('canvas.pingFrom', { name })}
        </DropdownMenu.Item>
      )}
      <MeshItem element={id} />
      <ChosenItem />
      {element.kind !== 'router' && <ChooseItem id={id} element={element} />}
      {host !== undefined && (
        <DropdownMenu.Item className={menu.item} onSelect={() => actions().openTerminal(host)}>
          {t('canvas.terminal', { name })} <span className={menu.keys}>t</span>
        </DropdownMenu.Item>
      )}
      {host !== undefined && <CaptureItems host={host} />}
      <MoveItems id={id} />
      {canRemove(element) && (
        <DropdownMenu.Item className={menu.item} onSelect={() => removeElement(id)}>
          {t('canvas.remove', { name })}
        </DropdownMenu.Item>
      )}
      <DropdownMenu.Separator className={menu.separator} />
    </>
  )
}

/** Several pings at once, if there are pods for them. */
function MeshItem({ element }: { readonly element: string | undefined }) {
  const { t } = useTranslation()
  const picture = useLab(selectPicture)
  const found = findElement(picture, element)
  const probes = meshOf(picture, element)
  if (probes.length < 2) return null
  const label = () => {
    if (!found) return t('canvas.pingPairs')
    return t(found.kind === 'pod' ? 'canvas.pingAllFrom' : 'canvas.pingPairsIn', { name: nameOf(found) })
  }
  return (
    <DropdownMenu.Item className={menu.item} onSelect={() => actions().sendProbes(probes)}>
      {label()}
    </DropdownMenu.Item>
  )
}

/** Pings among the pods that were picked out. */
function ChosenItem() {
  const { t } = useTranslation()
  const picture = useLab(selectPicture)
  const chosen = useLab((state) => state.chosen)
  const count = chosenPods(picture, { chosen }).length
  if (count < 2) return null
  return (
    <DropdownMenu.Item className={menu.item} onSelect={pingChosen}>
      {t('choice.pingIn', { count })} <span className={menu.keys}>p</span>
    </DropdownMenu.Item>
  )
}

/** What Ctrl and a click does, for fingers and keys. */
function ChooseItem({ id, element }: { readonly id: string; readonly element: Element }) {
  const { t } = useTranslation()
  const picture = useLab(selectPicture)
  const chosen = useLab((state) => state.chosen)
  const pods = chosenWith(picture, [], [id])
  if (pods.length === 0) return null
  const isIn = pods.every((pod) => chosen.includes(pod))
  return (
    <DropdownMenu.Item className={menu.item} onSelect={() => chooseElements([id])}>
      {t(isIn ? 'choice.takeOut' : element.kind === 'pod' ? 'choice.takeIn' : 'choice.takeAllIn', {
        name: nameOf(element),
      })}{' '}
      <span className={menu.keys}>x</span>
    </DropdownMenu.Item>
  )
}

/** A capture listens on all devices of the host, or on one. */
function CaptureItems({ host }: { readonly host: string }) {
  const { t } = useTranslation()
  const links = useLab(selectFabric).namespaces.get(host)?.links ?? []
  const devices = links.filter(({ type }) => type.kind !== 'loopback').map(({ name }) => name)
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={menu.item}>{t('canvas.capture')}</DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className={menu.content} collisionPadding={8}>
          {['any', ...devices].map((link) => (
            <DropdownMenu.Item key={link} className={menu.item} onSelect={() => actions().addTaps([{ host, link }])}>
              {link}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  )
}

function MoveItems({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const picture = useLab(selectPicture)
  const others = moveTargets(picture, id).slice(1)
  if (others.length === 0) return null
  const moveTo = (target: string) => {
    const command = moveCommand(picture, id, target)
    if (command && actions().run(command)) actions().select(id)
  }
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={menu.item}>{t('canvas.moveTo')}</DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className={menu.content} collisionPadding={8}>
          {others.map((target) => (
            <DropdownMenu.Item key={target} className={menu.item} onSelect={() => moveTo(target)}>
              {target.slice(target.indexOf(':') + 1)}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  )
}
