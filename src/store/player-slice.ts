import type { StateCreator } from 'zustand/vanilla'
import { momentAt, nextMomentMs, previousMomentMs } from '../playback/player'
import type { LabStore } from './create-lab-store'
import { selectTimeline } from './derived'
import { selectDurationMs } from './flows'
import type { Speed } from './lab-state'

export interface PlayerSlice {
  readonly playheadMs: number
  readonly playing: boolean
  readonly speed: Speed
  readonly following: boolean
  /** From the start: played, or as a still picture of the first step. */
  restart(): void
  play(): void
  pause(): void
  /** Moves the playhead, within the timeline. */
  seek(playheadMs: number): void
  /** Time has passed on the player's clock. */
  tick(elapsedMs: number): void
  goToMoment(index: number): void
  step(direction: 1 | -1): void
  setSpeed(speed: Speed): void
  /** The inspector goes where the packet is again. */
  follow(): void
}

export const createPlayerSlice: StateCreator<LabStore, [], [], PlayerSlice> = (set, get) => ({
  playheadMs: 0,
  playing: false,
  speed: 1,
  following: false,

  restart: () => {
    const first = selectTimeline(get())?.moments[0]
    const still = get().still()
    set({ playheadMs: still && first ? first.stillMs : 0, playing: first !== undefined && !still })
  },
  play: () => {
    const timeline = selectTimeline(get())
    if (!timeline) return
    const atEnd = get().playheadMs >= selectDurationMs(get())
    set({ playing: true, following: true, ...(atEnd ? { playheadMs: 0 } : {}) })
  },
  pause: () => set({ playing: false }),
  seek: (playheadMs) => {
    set({ playheadMs: Math.min(Math.max(playheadMs, 0), selectDurationMs(get())), following: true })
  },
  tick: (elapsedMs) => {
    const timeline = selectTimeline(get())
    if (!timeline) return set({ playing: false })
    const durationMs = selectDurationMs(get())
    const playheadMs = Math.min(get().playheadMs + elapsedMs * get().speed, durationMs)
    set({ playheadMs, playing: playheadMs < durationMs })
  },
  goToMoment: (index) => {
    const moment = selectTimeline(get())?.moments[index]
    if (moment) set({ playheadMs: moment.stillMs, playing: false, following: true })
  },
  step: (direction) => {
    const timeline = selectTimeline(get())
    if (!timeline) return
    const to = direction > 0 ? nextMomentMs : previousMomentMs
    // From the moment's own still picture, so that a step is a step wherever in the moment the ping was paused.
    const hereMs = timeline.moments[momentAt(timeline, get().playheadMs)]?.stillMs ?? 0
    set({ playheadMs: to(timeline, hereMs), playing: false, following: true })
  },
  setSpeed: (speed) => set({ speed }),
  follow: () => set({ following: true }),
})
