import type { StateCreator } from 'zustand/vanilla'
import type { NamespaceName } from '../engine/linux/namespace'
import { hostName } from '../words/host-name'
import type { LabStore } from './create-lab-store'
import type { ProbeQuestion } from './lab-state'

/** Keeps the question, never the answer: the trace is derived, so an edit updates it for free. */
export interface ProbeSlice {
  readonly probe: ProbeQuestion | undefined
  sendProbe(probe: ProbeQuestion): void
  clearProbe(): void
  /** The first half of a ping; without a host, it is given up. */
  aimFrom(host: NamespaceName | undefined): void
  /** A click on a host: the target of the ping that is being aimed, or its source. Says which. */
  aimAt(host: NamespaceName): 'sent' | 'aimed' | 'given-up'
}

export const createProbeSlice: StateCreator<LabStore, [], [], ProbeSlice> = (set, get) => ({
  probe: undefined,
  sendProbe: (probe) => {
    const announcement = { key: 'ping.sent', params: { from: hostName(probe.from), to: hostName(probe.to) } }
    set({ probe, aim: undefined, welcomed: true, following: true, dockTab: 'steps', announcement })
    get().restart()
  },
  clearProbe: () => set({ probe: undefined, playing: false, playheadMs: 0, announcement: undefined }),
  aimFrom: (from) =>
    set({
      aim: from === undefined ? undefined : { from },
      announcement:
        from === undefined ? { key: 'ping.givenUp' } : { key: 'ping.aimed', params: { from: hostName(from) } },
    }),
  aimAt: (host) => {
    const { aim, aimFrom, sendProbe } = get()
    if (!aim) {
      aimFrom(host)
      return 'aimed'
    }
    if (aim.from === host) {
      aimFrom(undefined)
      return 'given-up'
    }
    sendProbe({ from: aim.from, to: host })
    return 'sent'
  },
})
