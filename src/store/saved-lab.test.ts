import { expect, it } from 'vitest'
import reference from '../labs/reference.yaml'
import { createLabStore } from './create-lab-store'
import { envelopeOf, readEnvelope, withViewOf } from './saved-lab'

function savedLab() {
  const store = createLabStore(reference)
  store.getState().run({ kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Always' })
  store.getState().sendProbe({ from: 'default/pod1', to: 'default/pod2' })
  return { store, envelope: structuredClone(envelopeOf(store.getState())) }
}

it('reads back the document and the view, and nothing of the moment', () => {
  const { store, envelope } = savedLab()
  const read = readEnvelope(envelope)
  expect(read.ok && read.value.document).toEqual(store.getState().document)
  expect(read.ok && read.value.probe).toEqual({ from: 'default/pod1', to: 'default/pod2' })
  expect(read.ok && Object.keys(read.value)).not.toContain('playing')
})

it('drops keys that it does not know', () => {
  const { envelope } = savedLab()
  const read = readEnvelope({ ...envelope, state: { ...envelope.state, mood: 'good' } })
  expect(read.ok && Object.keys(read.value)).not.toContain('mood')
})

it.each([
  ['theme', 'sepia'],
  ['speed', '1'],
  ['hostTab', 'policies'],
  ['panelSizes', { inspector: 300 }],
  ['panelSizes', { inspector: Number.NaN, dock: 200 }],
  ['folded', undefined],
  ['probe', { from: 'default/pod1' }],
  ['yamlDraft', 'kind: Pod'],
  ['edit', null],
])('keeps the default of %s where %j was saved', (key, value) => {
  const { store, envelope } = savedLab()
  const read = readEnvelope({ ...envelope, state: { ...envelope.state, [key]: value } })
  expect(read.ok && read.value.document).toEqual(store.getState().document)
  expect(read.ok && Object.keys(read.value)).not.toContain(key)
})

it('saves a view beside the lab that another tab has saved', () => {
  const { envelope } = savedLab()
  const here = createLabStore(reference)
  here.getState().show({ theme: 'dark' })
  const { state } = withViewOf(here.getState(), envelope)
  expect(state.document).toBe(envelope.state.document)
  expect(state).toMatchObject({ theme: 'dark', probe: undefined })
  expect(withViewOf(here.getState(), undefined)).toEqual(envelopeOf(here.getState()))
})

it('opens a lab whose text was not saved', () => {
  const { envelope } = savedLab()
  const read = readEnvelope({ ...envelope, state: { ...envelope.state, baseSource: 7 } })
  expect(read).toMatchObject({ ok: true, value: { baseSource: '' } })
})

it.each([
  ['nothing at all', null, 'broken'],
  ['something else', { version: 1, state: 'lab' }, 'broken'],
  ['no document', { version: 1, state: {} }, 'broken'],
  ['manifests that are none', { version: 1, state: { document: { manifests: {} } } }, 'broken'],
  ['a document that is no lab', { version: 1, state: { document: { manifests: [{ kind: 'Pod' }] } } }, 'broken'],
  ['a later version', { version: 3, state: {} }, 'newer'],
  ['a version that never was', { version: 0, state: {} }, 'broken'],
])('refuses %s', (_, saved, fault) => {
  expect(readEnvelope(saved)).toEqual({ ok: false, error: fault })
})
