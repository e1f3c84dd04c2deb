import { expect, it } from 'vitest'
import reference from '../labs/reference.yaml'
import { createLabStore } from './create-lab-store'
import { envelopeOf, readEnvelope } from './saved-lab'

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
  ['nothing at all', null, 'broken'],
  ['something else', { version: 1, state: 'lab' }, 'broken'],
  ['no document', { version: 1, state: {} }, 'broken'],
  ['a document that is no lab', { version: 1, state: { document: { manifests: [{ kind: 'Pod' }] } } }, 'broken'],
  ['a later version', { version: 2, state: {} }, 'newer'],
])('refuses %s', (_, saved, fault) => {
  expect(readEnvelope(saved)).toEqual({ ok: false, error: fault })
})
