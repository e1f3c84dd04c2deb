import { expect, it } from 'vitest'
import reference from '../labs/reference.yaml'
import { createLabStore } from './create-lab-store'
import { keepSentLog } from './sent-log'
import { createTerminals } from './terminals'

const ping = { from: 'default/pod1', to: 'default/pod3' }
const never = { kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' } as const

function open() {
  const store = createLabStore(reference)
  keepSentLog(store)
  const verdicts = () => store.getState().sentLog.map(({ trace }) => trace.verdict.kind)
  return { store, verdicts }
}

it('[CAPTURE-3] every ping of the canvas is in the log, later than the one before; an edit sends it again', () => {
  const { store, verdicts } = open()
  store.getState().sendProbe({ ...ping })
  store.getState().sendProbe({ ...ping })
  store.getState().run(never)
  expect(verdicts()).toEqual(['answered', 'answered', 'lost'])
  const times = store.getState().sentLog.map(({ startUs }) => startUs)
  expect(times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0) + 1_000_000)).toBe(true)
  store.getState().undo()
  expect(verdicts()).toHaveLength(3)
})

it('[CAPTURE-3] each packet of a ping in a terminal is in the log once, in the same time as the canvas’s', () => {
  const { store, verdicts } = open()
  const terminals = createTerminals(store)
  store.getState().sendProbe(ping)
  terminals.type('default/pod1', 'ping -c 3 172.16.34.1')
  expect(verdicts()).toHaveLength(4)
  const times = store.getState().sentLog.map(({ startUs }) => startUs)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(new Set(times).size).toBe(4)
})

it('what is sent while captures are paused is marked', () => {
  const { store } = open()
  store.getState().showCaptures({ capturePaused: true })
  store.getState().sendProbe(ping)
  expect(store.getState().sentLog.map(({ uncaptured }) => uncaptured)).toEqual([true])
})

it('taps are added once, and shown', () => {
  const { store } = open()
  const tap = { host: 'k8s-w1', link: 'ens5' }
  store.getState().addTaps([tap])
  store.getState().addTaps([{ ...tap }, { host: 'k8s-w1', link: 'tunl0' }])
  expect(store.getState().taps.map(({ link }) => link)).toEqual(['ens5', 'tunl0'])
  expect(store.getState().dockTab).toBe('captures')
})
