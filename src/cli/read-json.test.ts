import { expect, it } from 'vitest'
import { readJson } from './read-json'

it.each([
  ['[1, 2]', { ok: true, value: [1, 2] }],
  ['nonsense', { ok: false, error: { line: 1, column: 2, why: "Unexpected token 'o'" } }],
  ['[1,\n 2', { ok: false, error: { line: 2, column: 3 } }],
  ['[["a", "b"],\n ["c", d]]', { ok: false, error: { line: 2, column: 8, why: "Unexpected token 'd'" } }],
  ['[\n1,\n]', { ok: false, error: { line: 3, column: 1, why: "Unexpected token ']'" } }],
  ['{"a" 1}', { ok: false, error: { line: 1, column: 6 } }],
  ['["a\nb"]', { ok: false, error: { line: 1, column: 4, why: 'Bad control character in string literal' } }],
  ['["\\x"]', { ok: false, error: { line: 1, column: 4, why: 'Bad escaped character' } }],
  ['[] []', { ok: false, error: { line: 1, column: 4 } }],
  ['', { ok: false, error: { line: 1, column: 1, why: 'Unexpected end of JSON input' } }],
])('[CLI-5] %j', (text, expected) => expect(readJson(text)).toMatchObject(expected))

it('[CLI-5] names the place in a long text', () => {
  const text = `${'["pod1", "pod2"],\n'.repeat(3)}"pod1"`
  expect(readJson(`[${text} "pod2"]`)).toMatchObject({ error: { line: 4, column: 8 } })
  expect(readJson(`[${text}, pod2]`)).toMatchObject({ error: { line: 4, column: 9 } })
})
