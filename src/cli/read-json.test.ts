import { expect, it } from 'vitest'
import { readJson } from './read-json'

it.each([
  ['[1, 2]', { ok: true, value: [1, 2] }],
  ['nonsense', { ok: false, error: { line: 1, column: 1, why: "Unexpected token 'o'" } }],
  ['[1,\n 2', { ok: false, error: { line: 2, column: 3 } }],
  ['', { ok: false, error: { line: 1, column: 1, why: 'Unexpected end of JSON input' } }],
])('[CLI-5] %j', (text, expected) => expect(readJson(text)).toMatchObject(expected))

it('[CLI-5] names the place in a long text', () => {
  const text = `${'["pod1", "pod2"],\n'.repeat(3)}"pod1"`
  expect(readJson(`[${text} "pod2"]`)).toMatchObject({ error: { line: 4, column: 8 } })
})
