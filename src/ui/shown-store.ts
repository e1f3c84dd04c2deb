import { createStore, type StoreApi } from 'zustand'
import type { LabStore, LabStoreApi } from '../store/create-lab-store'

/** Calls back when the next frame has been drawn; in a tab that draws none, soon. */
function afterNextFrame(callback: () => void): void {
  const soon = () => setTimeout(callback)
  if (document.hidden) soon()
  else requestAnimationFrame(soon)
}

/**
 * The store as most panels show it: whatever changes is there at once, only a change of the lab a frame later. So the
 * frame that follows a click has time for what the click was about, the canvas and the routes; the rest of the screen is
 * drawn right after it. It always holds one whole state, so nothing in a panel contradicts anything else there.
 */
export function shownStoreOf(lab: LabStoreApi): StoreApi<LabStore> {
  const shown = createStore<LabStore>(() => lab.getState())
  let waits = false
  const catchUp = () => {
    waits = false
    shown.setState(lab.getState(), true)
  }
  lab.subscribe((state, before) => {
    if (waits) return
    if (state.document === before.document) return catchUp()
    waits = true
    afterNextFrame(catchUp)
  })
  return shown
}
