import { expect, it } from 'vitest'
import reference from '../labs/reference.yaml'
import { createLabStore } from './create-lab-store'
import type { DocumentState } from './lab-state'
import { keepHistoryLight } from './light-history'

const MODES = ['Always', 'Never', 'CrossSubnet'] as const

function edited(count: number, mostBytes?: number) {
  const store = createLabStore(reference)
  keepHistoryLight(store.temporal, mostBytes)
  const documents = [store.getState().document]
  for (let edit = 0; edit < count; edit += 1) {
    store.getState().run({ kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: MODES[edit % 3] ?? 'Never' })
    documents.push(store.getState().document)
  }
  return { store, documents }
}

it('near steps are the documents they were, far ones the same manifests in others', () => {
  const { store, documents } = edited(50)
  const past = store.temporal.getState().pastStates as DocumentState[]
  expect(past).toHaveLength(50)
  expect(past.map(({ document }, at) => document === documents[at])).toEqual(past.map((_, at) => at >= 30))
  expect(past.every(({ document }, at) => document.manifests === documents[at]?.manifests)).toBe(true)
})

it('all the way back and forth, every step is what it was, and those left far behind are light again', () => {
  const { store, documents } = edited(50)
  for (let at = 49; at >= 0; at -= 1) {
    store.getState().undo()
    expect(store.getState().document.manifests).toBe(documents[at]?.manifests)
  }
  const future = store.temporal.getState().futureStates as DocumentState[]
  expect(future[0]?.document).not.toBe(documents[50])
  expect(future.at(-1)?.document.manifests).toBe(documents[1]?.manifests)
  for (let at = 1; at <= 50; at += 1) {
    store.getState().redo()
    expect(store.getState().document.manifests).toBe(documents[at]?.manifests)
  }
})

it('of more than fits the oldest go', () => {
  const each = (edited(50).documents.at(-1)?.manifests.length ?? 0) * 8
  const { store } = edited(50, reference.source.length + each * 10)
  const past = store.temporal.getState().pastStates
  expect(past).toHaveLength(10)
  for (let at = 0; at < 60; at += 1) store.getState().undo()
  expect(store.temporal.getState().pastStates).toHaveLength(0)
  expect(store.temporal.getState().futureStates).toHaveLength(10)
})
