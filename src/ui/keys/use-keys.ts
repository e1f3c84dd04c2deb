import { useEffect } from 'react'
import { hostOf } from '../../store/elements'
import { WORKSTATION } from '../../terminal/command'
import { pingChosen, removeElement } from '../canvas-pane/element-actions'
import { actions } from '../lab'
import { isForWidget } from './typing'

/** Opens the toolbar's menu of things to add. */
function openAddMenu(): void {
  const trigger = document.querySelector<HTMLElement>('[data-add-menu]')
  trigger?.focus()
  trigger?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
}

function giveUp(): void {
  const { aim, aimFrom, chosen, select, show } = actions()
  if (aim) aimFrom(undefined)
  else if (chosen.length > 0) show({ chosen: [] })
  else select(undefined)
}

/** On the selected host, if one is. */
function openTerminal(): void {
  const { selection, terminalInFront } = actions()
  const host = selection === undefined ? undefined : hostOf(selection)
  actions().openTerminal(host ?? terminalInFront ?? WORKSTATION)
}

/** In the form of what is selected, which says its name first. */
async function rename(): Promise<void> {
  const { selection, show, foldPanel } = actions()
  if (selection === undefined) return
  foldPanel('inspector', false)
  show({ hostTab: 'edit' })
  const { focusName } = await import('../inspector/form/focus-name')
  focusName()
}

const PLAIN: Readonly<Record<string, () => void>> = {
  ',': () => actions().step(-1),
  '.': () => actions().step(1),
  '?': () => actions().show({ helpOpen: true }),
  a: openAddMenu,
  p: pingChosen,
  t: openTerminal,
  F2: () => void rename(),
  Escape: giveUp,
  Delete: () => removeElement(actions().selection),
}

/** Of a page, the browser's own saving would keep a shell without a lab: whatever is focused, the lab is meant. */
function isSave({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 's'
}

async function save(): Promise<void> {
  const { saveFile } = await import('../top-bar/lab-file')
  await saveFile()
}

function onKey(event: KeyboardEvent): void {
  if (isSave(event) && !event.defaultPrevented) {
    event.preventDefault()
    void save()
    return
  }
  if (event.defaultPrevented || event.altKey || isForWidget(event)) return
  if (event.ctrlKey || event.metaKey) {
    const isUndo = event.key.toLowerCase() === 'z'
    const isRedo = event.key.toLowerCase() === 'y' || (isUndo && event.shiftKey)
    if (!isUndo && !isRedo) return
    event.preventDefault()
    return isRedo ? actions().redo() : actions().undo()
  }
  const run = PLAIN[event.key]
  if (!run) return
  event.preventDefault()
  run()
}

/** Keys that work wherever the focus is, unless it is in a text or menu. */
export function useKeys(): void {
  useEffect(() => {
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
