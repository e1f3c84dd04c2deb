import { selectPicture } from '../../store/derived'
import { findElement, nameOf } from '../../store/elements'
import type { Carry } from '../../store/lab-state'
import { moveCommand, moveTargets } from '../../store/move'
import { carryOutcome } from '../canvas-pane/drop-words'
import { chooseElements, removeElement } from '../canvas-pane/element-actions'
import { actions } from '../lab'
import { type Direction, neighbourOf } from './outline-order'

type Focus = (element: string | undefined) => void

const DIRECTIONS: readonly string[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End']
const isDirection = (key: string): key is Direction => DIRECTIONS.includes(key)

const elementName = (id: string): string => {
  const element = findElement(selectPicture(actions()), id)
  return element ? nameOf(element) : id
}

/** Shows where the carried thing is now, and says it. */
function carryOver(carry: Carry): void {
  const target = carry.targets[carry.target]
  if (target === undefined) return
  actions().setCarry(carry)
  tellOf(carry, target)
}

/** Once more when there is more to tell, if it is still there. */
function tellOf(carry: Carry, target: string): void {
  const again = () => {
    if (actions().carry === carry) tellOf(carry, target)
  }
  actions().announce({
    key: 'outline.carrying',
    params: {
      name: elementName(carry.element),
      target: elementName(target),
      outcome: carryOutcome(carry.element, target, again),
    },
  })
}

function pickUp(id: string): void {
  const targets = moveTargets(selectPicture(actions()), id)
  if (targets.length > 0) carryOver({ element: id, targets, target: 0 })
}

function drop({ element, targets, target }: Carry): void {
  const into = targets[target]
  actions().setCarry(undefined)
  if (target === 0 || into === undefined) return cancelled(element)
  const command = moveCommand(selectPicture(actions()), element, into)
  if (command && actions().run(command)) actions().select(element)
}

const cancelled = (element: string) =>
  actions().announce({ key: 'outline.carryCancelled', params: { name: elementName(element) } })

/** While something is carried, the keys are about it. True if the key was. */
function onCarryKey(key: string, carry: Carry, focus: Focus): boolean {
  const count = carry.targets.length
  const turn = key === 'ArrowDown' || key === 'ArrowRight' ? 1 : key === 'ArrowUp' || key === 'ArrowLeft' ? -1 : 0
  if (turn !== 0) carryOver({ ...carry, target: (carry.target + turn + count) % count })
  else if (key === 'Enter' || key === ' ' || key === 'm') {
    drop(carry)
    focus(carry.element)
  } else if (key === 'Escape') {
    actions().setCarry(undefined)
    cancelled(carry.element)
  } else return false
  return true
}

function onPlainKey(key: string, id: string, focus: Focus): boolean {
  if (isDirection(key)) focus(neighbourOf(selectPicture(actions()), id, key))
  else if (key === 'm' || key === ' ') pickUp(id)
  else if (key === 'x') chooseElements([id])
  else if (key === 'Delete' || key === 'Backspace') {
    focus(neighbourOf(selectPicture(actions()), id, 'ArrowUp'))
    removeElement(id)
  } else return false
  return true
}

/** Keys on an element of the outline; Enter is the button's own click. */
export function onOutlineKey(event: KeyboardEvent, id: string, focus: Focus): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const { carry } = actions()
  const taken = carry ? onCarryKey(event.key, carry, focus) : onPlainKey(event.key, id, focus)
  if (taken) event.preventDefault()
}
