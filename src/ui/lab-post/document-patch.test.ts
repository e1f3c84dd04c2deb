import { expect, it } from 'vitest'
import { edited } from '../../engine/lab/example-lab'
import reference from '../../labs/reference.yaml'
import { NO_DOCUMENT, patchBetween, patched } from './document-patch'

const MOVED = edited(reference.document, { kind: 'move-node', node: 'k8s-w0', subnet: 'a' })
const FEWER = edited(MOVED, { kind: 'remove-pod', pod: 'pod2', namespace: 'default' })
const MORE = edited(MOVED, { kind: 'add-pod', node: 'k8s-m' })

it.each([
  ['all of it', NO_DOCUMENT, reference.document],
  ['a node moved', reference.document, MOVED],
  ['a pod gone', MOVED, FEWER],
  ['a pod more', MOVED, MORE],
  ['and back', MORE, reference.document],
  ['nothing left', MORE, NO_DOCUMENT],
])('%s: a patch makes the same document', (_, before, after) => {
  expect(patched(before, structuredClone(patchBetween(before, after)))).toEqual(after)
})

it('what an edit leaves alone is not sent, and stays the same object', () => {
  const patch = patchBetween(reference.document, MOVED)
  expect(patch.added.length).toBeLessThan(3)
  const { manifests } = patched(reference.document, structuredClone(patch))
  const shared = manifests.filter((manifest) => reference.document.manifests.includes(manifest))
  expect(shared).toHaveLength(manifests.length - patch.added.length)
})
