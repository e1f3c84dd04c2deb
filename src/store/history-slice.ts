import type { TemporalState } from 'zundo'
import type { StateCreator } from 'zustand/vanilla'
import type { Said } from '../words/said'
import type { LabStore, StoreOptions } from './create-lab-store'
import { followed } from './following'
import { withChange } from './lab-slice'
import type { DocumentState } from './lab-state'

export interface HistorySlice {
  undo(): void
  redo(): void
  /** Nothing is to move: the user or the system asks for it. */
  still(): boolean
}

export const createHistorySlice =
  (
    { reducedMotion }: StoreOptions,
    history: () => TemporalState<DocumentState>,
  ): StateCreator<LabStore, [], [], HistorySlice> =>
  (set, get) => ({
    undo: () => {
      if (history().pastStates.length === 0) return
      const undone: Said = { key: 'history.undone', params: { edit: get().edit } }
      const { document } = get()
      history().undo()
      const consequences = { ...withChange({ document }, undone), ...followed(get(), document, 'back') }
      set({ ...consequences, announcement: undone, notice: undefined })
      get().restart()
    },
    redo: () => {
      if (history().futureStates.length === 0) return
      const { document } = get()
      history().redo()
      const redone = get().edit
      const consequences = { ...withChange({ document }, redone), ...followed(get(), document, 'there') }
      set({ ...consequences, announcement: redone, notice: undefined })
      get().restart()
    },
    still: () => get().motion === 'still' || reducedMotion(),
  })
