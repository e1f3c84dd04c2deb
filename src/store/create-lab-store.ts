import { type TemporalState, temporal } from 'zundo'
import { shallow } from 'zustand/shallow'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type CapturesSlice, createCapturesSlice } from './captures-slice'
import { createHistorySlice, type HistorySlice } from './history-slice'
import { createLabSlice, type LabSlice, type OpenedLab } from './lab-slice'
import { type DocumentState, documentState } from './lab-state'
import { createPlayerSlice, type PlayerSlice } from './player-slice'
import { createProbeSlice, type ProbeSlice } from './probe-slice'
import { createTerminalSlice, type TerminalSlice } from './terminal-slice'
import { createViewSlice, type ViewSlice } from './view-slice'

export type LabStore = LabSlice & ViewSlice & ProbeSlice & PlayerSlice & TerminalSlice & CapturesSlice & HistorySlice

export interface StoreOptions {
  /** Whether the system asks for reduced motion. */
  readonly reducedMotion: () => boolean
}

/** The store, with its history of document states beside it. */
export type LabStoreApi = StoreApi<LabStore> & {
  readonly temporal: StoreApi<TemporalState<DocumentState>>
}

export function createLabStore(
  initial: OpenedLab,
  options: StoreOptions = { reducedMotion: () => false },
): LabStoreApi {
  const store: LabStoreApi = createStore<LabStore>()(
    temporal(
      (...args) => ({
        ...createLabSlice(initial)(...args),
        ...createViewSlice(...args),
        ...createProbeSlice(...args),
        ...createPlayerSlice(...args),
        ...createTerminalSlice(...args),
        ...createCapturesSlice(...args),
        ...createHistorySlice(options, () => store.temporal.getState())(...args),
      }),
      { partialize: (state): DocumentState => documentState(state), equality: shallow },
    ),
  )
  return store
}
