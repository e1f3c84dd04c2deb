import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseLab } from '../../io/parse-lab'
import { applyCommand } from './apply-command'
import type { LabDocument } from './document'
import { positionsOf, withPositions } from './positions'

const parsed = parseLab(readFileSync(new URL('../../labs/reference.yaml', import.meta.url), 'utf8'))
if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
const reference = parsed.value

const annotated = (text: string): LabDocument => ({
  manifests: [
    {
      apiVersion: 'podpath.dev/v1',
      kind: 'Underlay',
      metadata: { name: 'u', annotations: { 'podpath.dev/positions': text } },
    },
  ],
})

it('finds what was placed', () => {
  const result = applyCommand(reference.document, { kind: 'place', element: 'node:k8s-m', position: { x: 1.5, y: -2 } })
  const document = result.ok ? result.value : reference.document
  expect([...positionsOf(document)]).toEqual([['node:k8s-m', { x: 1.5, y: -2 }]])
  expect(withPositions(document, [['node:k8s-m', { x: 1.5, y: -2 }]])).toBe(document)
})

it('takes the annotation away with the last position', () => {
  const placed = withPositions(reference.document, [['node:k8s-m', { x: 1, y: 2 }]])
  expect(withPositions(placed, [['node:k8s-m', undefined]])).toEqual(reference.document)
})

it.each(['', 'nonsense', '[]', '{"a": 1}', '{"a": {"x": "1", "y": null}}'])('%s places nothing', (text) => {
  expect(positionsOf(annotated(text)).size).toBe(0)
})
