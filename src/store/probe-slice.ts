import type { StateCreator } from 'zustand/vanilla'
import type { NamespaceName } from '../engine/linux/namespace'
import { hostName } from '../words/host-name'
import type { LabStore } from './create-lab-store'
import { MOST_FLOWS, selectFlows } from './flows'
import type { Flow, ProbeQuestion } from './lab-state'

/** Keeps the questions, never the answers: traces are derived, so an edit updates them for free. */
export interface ProbeSlice {
  readonly probe: ProbeQuestion | undefined
  readonly flows: readonly Flow[]
  /** In place of what is in flight, or beside it. */
  sendProbe(probe: ProbeQuestion, beside?: boolean): void
  /** Several at once, in place of what is in flight; the first is in front. */
  sendProbes(probes: readonly ProbeQuestion[]): void
  clearProbe(): void
  /** Puts one of the pings in flight in front: the steps and the inspector are about it. */
  focusFlow(flow: Flow): void
  removeFlow(flow: Flow): void
  /** Stops one of them where it is, or lets it go on with the others. */
  holdFlow(flow: Flow, held: boolean): void
  /** The first half of a ping; without a host, it is given up. */
  aimFrom(host: NamespaceName | undefined): void
  /** A click on a host: the target of the ping that is being aimed, or its source. Says which. */
  aimAt(host: NamespaceName, beside?: boolean): 'sent' | 'aimed' | 'given-up'
}

const sentWords = ({ from, to }: ProbeQuestion) => ({
  key: 'ping.sent',
  params: { from: hostName(from), to: hostName(to) },
})

const withoutHold = ({ probe, number }: Flow): Flow => ({ probe, number })

const nextNumber = (flows: readonly Flow[]): number => Math.max(0, ...flows.map(({ number }) => number)) + 1

export const createProbeSlice: StateCreator<LabStore, [], [], ProbeSlice> = (set, get) => ({
  probe: undefined,
  flows: [],
  sendProbe: (probe, beside = false) => {
    const others = beside ? selectFlows(get()).slice(0, MOST_FLOWS - 1) : []
    const flows = others.length > 0 ? [...others, { probe, number: nextNumber(others) }] : []
    const announcement = sentWords(probe)
    const { dockTab: open } = get()
    // Who captures, or compares pings, sees the new one there.
    const dockTab = open === 'captures' || (beside && open === 'timeline') ? open : 'steps'
    set({ probe, flows, aim: undefined, welcomed: true, following: true, dockTab, announcement })
    get().restart()
  },
  sendProbes: (probes) => {
    const [probe] = probes
    if (!probe) return
    const flows = probes.slice(0, MOST_FLOWS).map((each, index) => ({ probe: each, number: index + 1 }))
    const announcement = { key: 'ping.sentMany', params: { count: flows.length } }
    set({ probe, flows, aim: undefined, welcomed: true, following: false, announcement })
    get().restart()
  },
  clearProbe: () => set({ probe: undefined, flows: [], playing: false, playheadMs: 0, announcement: undefined }),
  focusFlow: (flow) =>
    set({
      probe: flow.probe,
      flows: get().flows.map((each) => (each.number === flow.number ? withoutHold(each) : each)),
    }),
  removeFlow: (flow) => {
    const flows = get().flows.filter(({ number }) => number !== flow.number)
    const front = flows.find(({ probe }) => probe === get().probe) ?? flows[0]
    if (front) set({ flows, probe: front.probe })
    else get().clearProbe()
  },
  holdFlow: (flow, held) => {
    const heldAtMs = get().playheadMs
    const change = (each: Flow): Flow => (held ? { ...each, heldAtMs } : withoutHold(each))
    set({ flows: get().flows.map((each) => (each.number === flow.number ? change(each) : each)) })
  },
  aimFrom: (from) =>
    set({
      aim: from === undefined ? undefined : { from },
      announcement:
        from === undefined ? { key: 'ping.givenUp' } : { key: 'ping.aimed', params: { from: hostName(from) } },
    }),
  aimAt: (host, beside) => {
    const { aim, aimFrom, sendProbe } = get()
    if (!aim) {
      aimFrom(host)
      return 'aimed'
    }
    if (aim.from === host) {
      aimFrom(undefined)
      return 'given-up'
    }
    sendProbe({ from: aim.from, to: host }, beside)
    return 'sent'
  },
})
