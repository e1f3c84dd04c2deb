import type { StateCreator } from 'zustand/vanilla'
import type { Tap } from '../terminal/capture/tap'
import type { LabStore } from './create-lab-store'
import type { LabState } from './lab-state'

type Kept = 'taps' | 'captureFilter' | 'sentLog' | 'capturePaused' | 'captureFile' | 'captureChoice'

/** Keeps where captures listen, never what they catch: the rows follow from the log of what was sent. */
export interface CapturesSlice extends Pick<LabState, Kept> {
  /** Opens the captures with these taps added to those that are there. */
  addTaps(taps: readonly Tap[]): void
  showCaptures(change: Partial<Pick<LabState, Kept>>): void
}

export const createCapturesSlice: StateCreator<LabStore, [], [], CapturesSlice> = (set, get) => ({
  taps: [],
  captureFilter: '',
  sentLog: [],
  capturePaused: false,
  captureFile: undefined,
  captureChoice: undefined,

  addTaps: (wanted) => {
    const { taps } = get()
    const added = wanted.filter((tap) => !taps.some(({ host, link }) => host === tap.host && link === tap.link))
    set({ taps: [...taps, ...added], captureFile: undefined, dockTab: 'captures' })
    get().foldPanel('dock', false)
  },
  showCaptures: (change) => set(change),
})
