import { expect, it } from 'vitest'
import reference from '../labs/reference.yaml'
import { capture } from '../terminal/capture/capture-rows'
import { createLabStore } from './create-lab-store'
import { selectTrace } from './derived'
import { keepSentLog } from './sent-log'
import { isShowable, showFrame } from './show-frame'
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
  expect(verdicts()).toEqual(['answered', 'answered', 'lost', 'answered'])
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

it('of several pings in flight each is in the log, and a frame brings its own to the front', () => {
  const { store, verdicts } = open()
  store.getState().sendProbes([{ ...ping }, { from: 'default/pod1', to: 'default/pod2' }])
  expect(verdicts()).toEqual(['answered', 'answered'])
  const { rows } = capture([{ host: 'default/pod2', link: 'eth0' }], '', store.getState().sentLog)
  const [row] = rows
  if (!row) throw new Error('no row')
  showFrame(store, row)
  expect(store.getState().probe?.to).toBe('default/pod2')
  expect(store.getState().selection).toBe('pod:default/pod2')
  expect(store.getState().captureChoice).toMatchObject({ kind: 'sent', tap: 'default/pod2 eth0' })
  expect(verdicts()).toHaveLength(2)
})

it('a frame of a ping before the last brings that back, unless the lab has changed', () => {
  const { store, verdicts } = open()
  const firstRow = () => capture([{ host: 'default/pod3', link: 'eth0' }], '', store.getState().sentLog).rows[0]
  store.getState().sendProbe({ ...ping })
  store.getState().sendProbe({ from: 'default/pod1', to: 'default/pod2' })
  const row = firstRow()
  if (!row) throw new Error('no row')
  showFrame(store, row)
  expect(selectTrace(store.getState())).toBe(row.sent.trace)
  expect(store.getState().playheadMs).toBeGreaterThan(0)
  expect(verdicts()).toHaveLength(2)
  store.getState().run(never)
  showFrame(store, row)
  expect(selectTrace(store.getState())).not.toBe(row.sent.trace)
  expect(isShowable(store.getState(), row)).toBe(false)
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
