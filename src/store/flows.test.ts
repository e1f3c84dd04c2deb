import { describe, expect, it } from 'vitest'
import reference from '../labs/reference.yaml'
import { createLabStore } from './create-lab-store'
import { selectPicture, selectTimeline } from './derived'
import { selectScene } from './flow-scene'
import { MOST_FLOWS, selectDurationMs, selectFlows, selectFlowTimelines } from './flows'
import { meshOf } from './mesh'

const aStore = () => createLabStore(reference)

const [pod1, pod2, pod3] = ['default/pod1', 'default/pod2', 'default/pod3'] as const

describe('several pings at once', () => {
  it('one that is sent beside another leaves that in flight; one that is not takes its place', () => {
    const store = aStore()
    store.getState().sendProbe({ from: pod1, to: pod2 })
    expect(selectFlows(store.getState()).map(({ number }) => number)).toEqual([1])
    store.getState().sendProbe({ from: pod1, to: pod3 }, true)
    expect(selectFlows(store.getState()).map(({ number, probe }) => [number, probe.to])).toEqual([
      [1, pod2],
      [2, pod3],
    ])
    expect(store.getState().probe?.to).toBe(pod3)
    store.getState().sendProbe({ from: pod2, to: pod3 })
    expect(selectFlows(store.getState())).toHaveLength(1)
  })

  it('are questions: an edit of the lab answers all of them anew', () => {
    const store = aStore()
    store.getState().sendProbes(meshOf(selectPicture(store.getState()), undefined))
    const outcomes = () => selectFlowTimelines(store.getState()).map(({ timeline }) => timeline.trace.verdict.kind)
    expect(outcomes()).toEqual(['answered', 'answered', 'answered'])
    store.getState().run({ kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' })
    expect(outcomes().toSorted()).toEqual(['answered', 'lost', 'lost'])
    expect(selectFlowTimelines(store.getState())).toBe(selectFlowTimelines(store.getState()))
  })

  it('the clock runs until the last is done; one that is held stays, and goes on when it is in front', () => {
    const store = aStore()
    store.getState().sendProbe({ from: pod1, to: pod2 })
    store.getState().sendProbe({ from: pod1, to: pod3 }, true)
    const [first, second] = selectFlows(store.getState())
    if (!first || !second) throw new Error('two flows')
    expect(selectDurationMs(store.getState())).toBe(selectTimeline(store.getState())?.durationMs)
    store.getState().focusFlow(first)
    expect(selectDurationMs(store.getState())).toBeGreaterThan(selectTimeline(store.getState())?.durationMs ?? 0)
    store.getState().seek(500)
    store.getState().holdFlow(second, true)
    const held = () => selectScene(store.getState())?.capsules.filter(({ flow }) => flow?.number === 2)
    const before = held()
    store.getState().seek(1500)
    expect(held()).toEqual(before)
    store.getState().focusFlow(second)
    expect(held()).not.toEqual(before)
    expect(store.getState().probe).toBe(second.probe)
  })

  it('one can be taken away; the last of them ends it', () => {
    const store = aStore()
    store.getState().sendProbes(meshOf(selectPicture(store.getState()), undefined))
    for (const left of [2, 1, 0]) {
      const [first] = selectFlows(store.getState())
      if (first) store.getState().removeFlow(first)
      expect(selectFlows(store.getState())).toHaveLength(left)
    }
    expect(store.getState().probe).toBeUndefined()
  })
})

describe('meshOf', () => {
  it('is from a pod to all others, and among the pods of a subnet, a node or the lab', () => {
    const picture = selectPicture(aStore().getState())
    expect(meshOf(picture, 'pod:default/pod2').map(({ from, to }) => [from, to])).toEqual([
      [pod2, pod1],
      [pod2, pod3],
    ])
    expect(meshOf(picture, 'subnet:a')).toEqual([{ from: pod1, to: pod2 }])
    expect(meshOf(picture, 'node:k8s-w1')).toEqual([])
    expect(meshOf(picture, 'router:router')).toEqual([])
    expect(meshOf(picture, undefined)).toHaveLength(3)
  })

  it('never asks for more than can be in flight', () => {
    const picture = selectPicture(aStore().getState())
    const node = picture.nodes[0]
    if (!node) throw new Error('a node')
    const pods = Array.from({ length: 40 }, (_, index) => ({
      id: `pod:default/p${index}`,
      name: `p${index}`,
      namespace: 'default',
      address: '10.0.0.1',
    }))
    expect(meshOf({ ...picture, nodes: [{ ...node, pods }] }, undefined)).toHaveLength(MOST_FLOWS)
  })
})
