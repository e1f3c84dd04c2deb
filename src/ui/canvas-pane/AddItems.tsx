import { useTranslation } from 'react-i18next'
import type { Command } from '../../engine/lab/commands'
import { selectPicture } from '../../store/derived'
import type { Element } from '../../store/elements'
import { DropdownMenu } from '../controls/menu/dropdown-menu'
import menu from '../controls/menu.module.css'
import { useLab } from '../lab'
import { addElement, additions } from './element-actions'

/** A menu's items for what can be added: about `element`, or about the whole lab. */
export function AddItems({ element }: { readonly element: Element | undefined }) {
  const picture = useLab(selectPicture)
  const everywhere: readonly Command[] = [
    { kind: 'add-subnet' },
    ...picture.subnets.map(({ name }): Command => ({ kind: 'add-node', subnet: name })),
    ...picture.nodes.map(({ name }): Command => ({ kind: 'add-pod', node: name })),
  ]
  const commands = element && element.kind !== 'router' ? additions(element) : everywhere
  return commands.map((command) => <AddItem key={JSON.stringify(command)} command={command} />)
}

function AddItem({ command }: { readonly command: Command }) {
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
