import { useTranslation } from 'react-i18next'
import { selectPicture } from '../../store/derived'
import type { Element } from '../../store/elements'
import { DropdownMenu } from '../controls/menu/dropdown-menu'
import menu from '../controls/menu.module.css'
import { useLab } from '../lab'
import { type Addition, addElement, additions } from './element-actions'

/** With more places than these, a menu of its own lists them. */
const FEW_PLACES = 6

/** A menu's items for what can be added: about `element`, or about the whole lab. */
export function AddItems({ element }: { readonly element: Element | undefined }) {
  const { t } = useTranslation()
  const { subnets, nodes } = useLab(selectPicture)
  if (element && element.kind !== 'router')
    return additions(element).map((command) => <AddItem key={command.kind} command={command} />)
  return (
    <>
      <AddItem command={{ kind: 'add-subnet' }} />
      <Places label={t('canvas.addNode')} commands={subnets.map(({ name }) => ({ kind: 'add-node', subnet: name }))} />
      <Places label={t('canvas.addPod')} commands={nodes.map(({ name }) => ({ kind: 'add-pod', node: name }))} />
    </>
  )
}

/** The same thing, into each of the places it can be put in. */
function Places({ label, commands }: { readonly label: string; readonly commands: readonly Addition[] }) {
  const items = commands.map((command) => <AddItem key={JSON.stringify(command)} command={command} />)
  if (commands.length <= FEW_PLACES) return items
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={menu.item}>{label}</DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className={menu.content} collisionPadding={8}>
          {items}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  )
}

function AddItem({ command }: { readonly command: Addition }) {
  const { t } = useTranslation()
  const words = () => {
    if (command.kind === 'add-node') return t('canvas.addNodeTo', { subnet: command.subnet })
    return command.kind === 'add-pod' ? t('canvas.addPodTo', { node: command.node }) : t('canvas.addSubnet')
  }
  return (
    <DropdownMenu.Item className={menu.item} onSelect={() => addElement(command)}>
      {words()}
    </DropdownMenu.Item>
  )
}
