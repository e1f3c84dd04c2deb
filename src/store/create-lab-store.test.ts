import { expect, it } from 'vitest'
import reference from '../labs/reference.yaml'
import { createLabStore } from './create-lab-store'
import { selectCluster, selectRouteChanges, selectTimeline, selectTrace } from './derived'

const makeStore = (reducedMotion = false) => createLabStore(reference, { reducedMotion: () => reducedMotion })
const pod1 = 'default/pod1'
const pod3 = 'default/pod3'
const setNever = { kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' } as const

it('keeps the question, and an edit changes the answer', () => {
  const store = makeStore()
  store.getState().sendProbe({ from: pod1, to: pod3 })
  expect(selectTrace(store.getState())?.verdict.kind).toBe('answered')
  store.getState().run(setNever)
  expect(selectTrace(store.getState())?.verdict.kind).toBe('lost')
})

it('derives the same objects while nothing changes', () => {
  const store = makeStore()
  store.getState().sendProbe({ from: pod1, to: pod3 })
  const before = selectTimeline(store.getState())
  store.getState().tick(50)
  store.getState().select('node:k8s-w1')
  expect(selectTimeline(store.getState())).toBe(before)
})

it('undoes and redoes a document, and nothing of the view', () => {
  const store = makeStore()
  store.getState().run(setNever)
  const edited = store.getState().document
  store.getState().select('node:k8s-w1')
  store.getState().undo()
  expect(store.getState().document).toBe(reference.document)
  expect(store.getState().selection).toBe('node:k8s-w1')
  store.getState().redo()
  expect(store.getState().document).toBe(edited)
  expect(store.temporal.getState().futureStates).toHaveLength(0)
})

it('makes one undo step of several commands', () => {
  const store = makeStore()
  const { run, undo } = store.getState()
  run([setNever, { kind: 'set-vxlan-mode', pool: 'default-ipv4-ippool', mode: 'Always' }])
  expect(selectCluster(store.getState()).pools[0]).toMatchObject({ ipipMode: 'Never', vxlanMode: 'Always' })
  undo()
  expect(store.getState().document).toBe(reference.document)
})

it('runs all commands or none, and says why', () => {
  const store = makeStore()
  const done = store.getState().run([setNever, { kind: 'remove-subnet', subnet: 'a' }])
  expect(done).toBe(false)
  expect(store.getState().document).toBe(reference.document)
  expect(store.getState().notice?.tone).toBe('error')
  expect(store.temporal.getState().pastStates).toHaveLength(0)
})

it('compares routes with the lab before the last change, undo included', () => {
  const store = makeStore()
  expect(selectRouteChanges(store.getState()).counts.size).toBe(0)
  store.getState().run(setNever)
  const hosts = [...selectRouteChanges(store.getState()).counts.keys()]
  expect(hosts).toContain('k8s-w1')
  store.getState().undo()
  expect([...selectRouteChanges(store.getState()).counts.keys()]).toEqual(hosts)
})

it('says what the routes were changed by: the edit, its undoing, the edit again', () => {
  const store = makeStore()
  const { run, undo, redo } = store.getState()
  run(setNever)
  const edit = { key: 'edit.set-ipip-mode', params: { mode: 'Never', pool: 'default-ipv4-ippool' } }
  expect(store.getState().lastChange).toEqual({ before: reference.document, edit })
  const { document: edited } = store.getState()
  undo()
  expect(store.getState().lastChange).toEqual({ before: edited, edit: { key: 'history.undone', params: { edit } } })
  redo()
  expect(store.getState().lastChange).toEqual({ before: reference.document, edit })
})

it('goes on marking the last change of routes while things are placed elsewhere', () => {
  const store = makeStore()
  store.getState().run(setNever)
  const { lastChange } = store.getState()
  const marked = selectRouteChanges(store.getState()).counts.size
  store.getState().run({ kind: 'place', element: 'router:router', position: { x: 1, y: 2 } })
  expect(selectRouteChanges(store.getState()).counts.size).toBe(marked)
  expect(store.getState().lastChange).toBe(lastChange)
})

it('takes a click for the source, the next for the target, and the same again for giving up', () => {
  const store = makeStore()
  expect(store.getState().aimAt(pod1)).toBe('aimed')
  expect(store.getState().aimAt(pod1)).toBe('given-up')
  expect(store.getState().aimAt(pod1)).toBe('aimed')
  expect(store.getState().aimAt(pod3)).toBe('sent')
  expect(store.getState()).toMatchObject({ probe: { from: pod1, to: pod3 }, aim: undefined, playing: true })
})

it('plays to the end and stops there', () => {
  const store = makeStore()
  store.getState().sendProbe({ from: pod1, to: pod3 })
  store.getState().setSpeed(4)
  const durationMs = selectTimeline(store.getState())?.durationMs ?? 0
  for (let elapsed = 0; elapsed <= durationMs / 4; elapsed += 100) store.getState().tick(100)
  expect(store.getState()).toMatchObject({ playing: false, playheadMs: durationMs })
})

it('shows still pictures where motion is not wanted', () => {
  const store = makeStore(true)
  store.getState().sendProbe({ from: pod1, to: pod3 })
  const moments = selectTimeline(store.getState())?.moments ?? []
  expect(store.getState()).toMatchObject({ playing: false, playheadMs: moments[0]?.stillMs })
  store.getState().step(1)
  expect(store.getState().playheadMs).toBe(moments[1]?.stillMs)
})

it.each([0, 0.5, 0.99])('steps to the next and the last moment, paused at %s of one', (part) => {
  const store = makeStore()
  store.getState().sendProbe({ from: pod1, to: pod3 })
  const moments = selectTimeline(store.getState())?.moments ?? []
  const [startMs, endMs] = [moments[3]?.atMs ?? 0, moments[4]?.atMs ?? 0]
  const pausedMs = startMs + part * (endMs - startMs)
  store.getState().seek(pausedMs)
  store.getState().step(1)
  expect(store.getState().playheadMs).toBe(moments[4]?.stillMs)
  store.getState().seek(pausedMs)
  store.getState().step(-1)
  expect(store.getState().playheadMs).toBe(moments[2]?.stillMs)
})

it('has no trace for a ping whose target is gone', () => {
  const store = makeStore()
  store.getState().sendProbe({ from: pod1, to: pod3 })
  store.getState().run({ kind: 'remove-pod', pod: 'pod3', namespace: 'default' })
  expect(selectTrace(store.getState())).toBeUndefined()
  store.getState().undo()
  expect(selectTrace(store.getState())?.verdict.kind).toBe('answered')
})

it('pings a node or router by its own address, once a pod has been chosen', () => {
  const store = makeStore()
  for (const host of ['k8s-w0', 'router']) {
    expect(store.getState().aimAt(pod1)).toBe('aimed')
    expect(store.getState().aimAt(host)).toBe('sent')
    expect(selectTrace(store.getState())?.verdict.kind).toBe('answered')
  }
})

it('says a ping was sent, no longer that it is being aimed', () => {
  const store = makeStore()
  store.getState().aimAt(pod1)
  store.getState().aimAt(pod3)
  expect(store.getState().announcement).toEqual({ key: 'ping.sent', params: { from: 'pod1', to: 'pod3' } })
  store.getState().clearProbe()
  expect(store.getState().announcement).toBeUndefined()
})

it('takes an error away with the next change, an undo too', () => {
  const store = makeStore()
  const refuse = () => store.getState().run({ kind: 'remove-subnet', subnet: 'a' })
  store.getState().run(setNever)
  refuse()
  store.getState().undo()
  expect(store.getState().notice).toBeUndefined()
  refuse()
  store.getState().redo()
  expect(store.getState().notice).toBeUndefined()
})

it('shows another lab with its first node, unless it has what was selected', () => {
  const store = makeStore()
  const { run, openLab, select } = store.getState()
  run({ kind: 'remove-node', node: 'k8s-w1' })
  const without = { document: store.getState().document, source: '' }
  for (const [before, after] of [
    ['node:k8s-w1', 'node:k8s-w2'],
    ['node:k8s-w0', 'node:k8s-w0'],
  ] as const) {
    openLab(reference, { key: 'edit.reference' })
    select(before)
    openLab(without, { key: 'edit.open-link' })
    expect(store.getState().selection).toBe(after)
  }
})
