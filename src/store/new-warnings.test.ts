import { expect, it } from 'vitest'
import type { Command } from '../engine/lab/commands'
import reference from '../labs/reference.yaml'
import { createLabStore } from './create-lab-store'

const manifest = (kind: string, programClusterRoutes: string): Command => ({
  kind: 'apply-manifest',
  manifest: { apiVersion: 'projectcalico.org/v3', kind, metadata: { name: 'default' }, spec: { programClusterRoutes } },
})

const codesOf = (store: ReturnType<typeof createLabStore>) =>
  store.getState().notice?.lines.map(({ text }) => text.key.split('.')[1])

it('an edit that leaves a kind of route to nobody is said, once, and goes with the next', () => {
  const store = createLabStore(reference, { reducedMotion: () => false })
  const { run, undo } = store.getState()
  run({ kind: 'set-era', era: 'current' })
  expect(store.getState().notice).toBeUndefined()
  run(manifest('FelixConfiguration', 'Disabled'))
  expect(codesOf(store)).toEqual(['cluster-routes-nobody-ipip'])
  expect(store.getState().notice?.tone).toBe('warning')
  run({ kind: 'set-nat-outgoing', pool: 'default-ipv4-ippool', enabled: false })
  expect(store.getState().notice).toBeUndefined()
  undo()
  expect(store.getState().notice).toBeUndefined()
})

it('another release may know a setting that the last did not', () => {
  const store = createLabStore(reference, { reducedMotion: () => false })
  store.getState().run(manifest('FelixConfiguration', 'Enabled'))
  expect(codesOf(store)).toEqual(['setting-unknown'])
  store.getState().run({ kind: 'set-era', era: 'v3.31' })
  expect(codesOf(store)).toEqual(['cluster-routes-twice-ipip'])
})
