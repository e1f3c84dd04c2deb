import { describe, expect, it } from 'vitest'
import { renderSource } from '../../io/render-source'
import reference from '../../labs/reference.yaml'
import { createLabStore } from '../create-lab-store'
import { selectTrace } from '../derived'
import { viewState } from '../lab-state'
import { renameElement, renamingOf } from './rename-element'

function opened() {
  const store = createLabStore(reference)
  const state = store.getState()
  state.openTerminal('k8s-w1')
  state.openTerminal('default/pod1')
  state.addTaps([{ host: 'k8s-w1', link: 'any' }])
  store.setState({
    probe: { from: 'default/pod1', to: 'default/pod3' },
    selection: 'node:k8s-w1',
    chosen: ['pod:default/pod1'],
    files: { 'k8s-w1': {} },
    poolName: 'default-ipv4-ippool',
  })
  store.getState().restart()
  return store
}

function rename(store: ReturnType<typeof opened>, element: string, to: string) {
  const renaming = renamingOf(element, to)
  if (!renaming) throw new Error(`${element} has no name`)
  return renameElement(store.getState(), renaming, renderSource)
}

describe('what is looked at', () => {
  it('goes with a node that is called otherwise, and back with the undo', () => {
    const store = opened()
    const before = viewState(store.getState())
    expect(rename(store, 'node:k8s-w1', 'worker')).toEqual([])
    const { selection, terminals, terminalInFront, taps, files } = store.getState()
    expect({ selection, terminals, terminalInFront, taps, files }).toEqual({
      selection: 'node:worker',
      terminals: ['worker', 'default/pod1'],
      terminalInFront: 'default/pod1',
      taps: [{ host: 'worker', link: 'any' }],
      files: { worker: {} },
    })
    const after = viewState(store.getState())
    store.getState().undo()
    expect(viewState(store.getState())).toEqual(before)
    expect(store.getState().document).toBe(reference.document)
    store.getState().redo()
    expect(viewState(store.getState())).toEqual(after)
  })

  it('goes with a pod, whose ping stays in flight', () => {
    const store = opened()
    rename(store, 'pod:default/pod1', 'web')
    expect(store.getState().probe).toEqual({ from: 'default/web', to: 'default/pod3' })
    expect(store.getState().chosen).toEqual(['pod:default/web'])
    expect(selectTrace(store.getState())).toBeDefined()
  })

  it('goes with a pool', () => {
    const store = opened()
    store.getState().select('resource:IPPool/default-ipv4-ippool')
    rename(store, 'resource:IPPool/default-ipv4-ippool', 'pods')
    expect(store.getState()).toMatchObject({ selection: 'resource:IPPool/pods', poolName: 'pods' })
  })

  it('stays where it is when another edit is undone, or the lab itself is called otherwise', () => {
    const store = opened()
    rename(store, 'node:k8s-w1', 'worker')
    store.getState().renameLab('mine')
    store.getState().undo()
    expect(store.getState().selection).toBe('node:worker')
    store.getState().run({ kind: 'set-bgp-mesh', enabled: false })
    store.getState().undo()
    expect(store.getState().selection).toBe('node:worker')
    store.getState().undo()
    expect(store.getState().selection).toBe('node:k8s-w1')
  })
})

it('is one step of the history, and a name that is taken leaves all as it was', () => {
  const store = opened()
  const { pastStates } = store.temporal.getState()
  expect(rename(store, 'node:k8s-w1', 'k8s-w2')).toMatchObject([{ code: 'name-taken' }])
  expect(store.temporal.getState().pastStates).toHaveLength(pastStates.length)
  rename(store, 'router:router', 'gw')
  expect(store.temporal.getState().pastStates).toHaveLength(pastStates.length + 1)
})

it('touches only the lines that name it: comments and order stay', () => {
  const store = opened()
  rename(store, 'node:k8s-w1', 'worker')
  const { baseSource, document } = store.getState()
  const lines = (text: string) => text.split('\n')
  const [before, after] = [lines(reference.source), lines(renderSource(baseSource, document))]
  expect(after).toHaveLength(before.length)
  const changed = before.filter((line, index) => line !== after[index])
  expect(changed.length).toBeGreaterThan(3)
  for (const line of changed) expect(line).toContain('k8s-w1')
})

it('keeps the comments of what was edited before and after, and of ten edits besides', () => {
  const store = createLabStore({
    ...reference,
    source: reference.source.replace('  name: k8s-w1\n  annotations', '  # the old one\n  name: k8s-w1\n  annotations'),
  })
  const { run } = store.getState()
  run({ kind: 'move-node', node: 'k8s-w1', subnet: 'b' })
  for (const [index, to] of ['one', 'two', 'three', 'four', 'five'].entries()) {
    rename(store, `node:${['k8s-w1', 'one', 'two', 'three', 'four'][index]}`, to)
    run({ kind: 'move-node', node: to, subnet: index % 2 === 0 ? 'a' : 'b' })
  }
  const { baseSource, document } = store.getState()
  const text = renderSource(baseSource, document)
  expect(text).toContain('  # the old one\n  name: five\n')
  expect(text.split('\n').filter((line) => line.includes('#'))).toHaveLength(
    reference.source.split('\n').filter((line) => line.includes('#')).length + 1,
  )
  for (let step = 0; step < 11; step += 1) store.getState().undo()
  expect(store.getState().document).toBe(reference.document)
})

it('a configuration has no name of its own', () => {
  expect(renamingOf('resource:FelixConfiguration/default', 'x')).toBeUndefined()
  expect(renamingOf('resource:Underlay/reference', 'x')).toBeUndefined()
})
