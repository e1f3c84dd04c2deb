import { expect, it } from 'vitest'
import reference from '../labs/reference.yaml'
import { createLabStore } from './create-lab-store'
import { selectTimeline } from './derived'
import { selectDurationMs } from './flows'
import { durationOf, selectWorlds } from './worlds'

const probe = { from: 'default/pod1', to: 'default/pod3' }

it('the three modes side by side: one is the lab itself, and each is what the lab becomes by its commands', () => {
  const store = createLabStore(reference)
  store.getState().sendProbe(probe)
  const worlds = selectWorlds(store.getState())
  expect(worlds.map(({ mode, isCurrent, timeline }) => [mode, isCurrent, timeline?.trace.verdict.kind])).toEqual([
    ['Never', false, 'lost'],
    ['CrossSubnet', true, 'answered'],
    ['Always', false, 'answered'],
  ])
  for (const world of worlds) {
    const there = createLabStore(reference)
    there.getState().sendProbe(probe)
    expect(there.getState().run(world.commands)).toBe(true)
    expect(world.timeline?.trace.steps).toEqual(selectTimeline(there.getState())?.trace.steps)
  }
  expect(selectWorlds(store.getState())).toBe(worlds)
})

it('one clock runs until the last of them is done', () => {
  const store = createLabStore(reference)
  store.getState().run({ kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' })
  store.getState().sendProbe(probe)
  const alone = selectDurationMs(store.getState())
  store.getState().show({ worldsMs: durationOf(selectWorlds(store.getState())) })
  expect(selectDurationMs(store.getState())).toBeGreaterThan(alone)
})

it('a pool with VXLAN is compared in its own modes', () => {
  const store = createLabStore(reference)
  store.getState().run([
    { kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' },
    { kind: 'set-vxlan-mode', pool: 'default-ipv4-ippool', mode: 'Always' },
  ])
  store.getState().sendProbe(probe)
  expect(selectWorlds(store.getState()).map(({ tunnel, isCurrent }) => [tunnel, isCurrent])).toEqual([
    ['vxlan', false],
    ['vxlan', false],
    ['vxlan', true],
  ])
})
