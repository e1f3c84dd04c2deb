import { expect, it } from 'vitest'
import { edited } from '../../engine/lab/example-lab'
import reference from '../../labs/reference.yaml'
import { assertionsOfNow } from './assertions-of-now'
import { checkAssertions } from './check-assertions'

const NEVER = edited(reference.document, { kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' })

it.each([
  ['the reference lab', reference.document],
  ['one with losses', NEVER],
  [
    'one that answers one way',
    edited(reference.document, { kind: 'set-fault', fault: { kind: 'bird-stopped', node: 'k8s-w0' }, on: true }),
  ],
])('what is so now is asserted, and holds: %s', (_, document) => {
  const asserting = edited(document, { kind: 'apply-manifest', manifest: assertionsOfNow(document) })
  const results = checkAssertions(asserting)
  expect(results.length).toBeGreaterThan(2)
  expect(results.flatMap(({ failures }) => failures)).toEqual([])
})

it('says how each pair is carried', () => {
  expect(assertionsOfNow(reference.document).spec).toEqual({
    'pod1 <-> pod2': { reach: true, encap: 'direct' },
    'pod1 <-> pod3': { reach: true, encap: 'ipip' },
    'pod2 <-> pod3': { reach: true, encap: 'ipip' },
  })
  expect(assertionsOfNow(NEVER).spec).toMatchObject({ 'pod1 <-> pod3': { reach: false } })
})

it('of many pods, that they all reach each other', () => {
  const more = Array.from({ length: 3 }, () => ({ kind: 'add-pod', node: 'k8s-w1' }) as const)
  expect(assertionsOfNow(edited(reference.document, ...more)).spec).toEqual({ '* -> *': { reach: true } })
})
