import type { Command } from '../../engine/lab/commands'
import { selectPicture } from '../../store/derived'
import { type Element, findElement, hostOf } from '../../store/elements'
import { actions } from '../lab'
import { onFirstInput } from '../on-first-input'
import { outlineOrder } from '../outline/outline-order'

/** A click, or Enter, on anything in the lab; undefined is the ground. `beside`: with Shift, a ping beside the others. */
export function clickElement(id: string | undefined, beside = false): void {
  const { aim, aimAt, aimFrom, chosen, select, show } = actions()
  if (chosen.length > 0) show({ chosen: [] })
  const host = id === undefined ? undefined : hostOf(id)
  if (id === undefined || host === undefined) {
    if (id === undefined && aim) aimFrom(undefined)
    return select(id)
  }
  // A pod begins a ping; once begun, it may go to any host.
  const outcome = aim || id.startsWith('pod:') ? aimAt(host, beside) : undefined
  if (outcome !== 'sent') select(id)
}

const choosing = () => import('./choose-pods')
onFirstInput(choosing)

/** Takes pods into the choice, or out again. */
export const chooseElements = async (ids: readonly string[]): Promise<void> => (await choosing()).choosePods(ids)

/** A mesh of pings among the chosen pods. */
export const pingChosen = async (): Promise<void> => (await choosing()).pingChosenPods()

function removal(element: Element): Command | undefined {
  switch (element.kind) {
    case 'subnet':
      return { kind: 'remove-subnet', subnet: element.subnet.name }
    case 'node':
      return { kind: 'remove-node', node: element.node.name }
    case 'pod':
      return { kind: 'remove-pod', pod: element.pod.name, namespace: element.pod.namespace }
    case 'router':
      return undefined
  }
}

export const canRemove = (element: Element): boolean => removal(element) !== undefined

export function removeElement(id: string | undefined): void {
  const element = findElement(selectPicture(actions()), id)
  const command = element && removal(element)
  if (command && actions().run(command)) actions().select(undefined)
}

/** Runs a command that adds something, and selects what came of it. */
export function addElement(command: Command): void {
  const known = new Set(outlineOrder(selectPicture(actions())).map(({ id }) => id))
  if (!actions().run(command)) return
  const added = outlineOrder(selectPicture(actions())).find(({ id }) => !known.has(id))
  if (added) actions().select(added.id)
}

/** The commands that add something to the picture. */
export type Addition = Extract<Command, { readonly kind: 'add-subnet' | 'add-node' | 'add-pod' }>

/** What can be made inside, or beside, an element. */
export function additions(element: Element | undefined): readonly Addition[] {
  const subnet: Addition = { kind: 'add-subnet' }
  if (element?.kind === 'subnet') return [{ kind: 'add-node', subnet: element.subnet.name }, subnet]
  const node = element?.kind === 'node' || element?.kind === 'pod' ? element.node : undefined
  if (!node) return [subnet]
  return [
    { kind: 'add-pod', node: node.name },
    { kind: 'add-node', subnet: node.subnet.slice('subnet:'.length) },
    subnet,
  ]
}
