import { describe, expect, it } from 'vitest'
import { readDocuments } from './read-documents'

// Words and lines are those of libyaml (PyYAML 6.0.3's port of it), in yaml.v2's spelling.
const FAULTS: readonly (readonly [string, string])[] = [
  ['a: b: c\n', 'mapping values are not allowed in this context'],
  ['x: 1\na: b: c\n', 'line 2: mapping values are not allowed in this context'],
  ['a: 1\nb: 2\n  c: 3\n', 'line 3: mapping values are not allowed in this context'],
  ['a\nb: 1\n', 'line 2: mapping values are not allowed in this context'],
  ['a:\n  b: 1\n c: 2\n', 'line 2: did not find expected key'],
  ['a: 1\n- b\n', 'line 1: did not find expected key'],
  ['- a\nb: 1\n', "line 1: did not find expected '-' indicator"],
  ['a: [1, 2\nb: 3\n', "line 1: did not find expected ',' or ']'"],
  ['a: {x: 1\n', "line 1: did not find expected ',' or '}'"],
  ['{"a" 1}\n', "did not find expected ',' or '}'"],
  ['}\n', 'did not find expected node content'],
  ["a: 'foo\nb: 1\n", 'line 3: found unexpected end of stream'],
  ['a:\n\tb: 1\n', 'line 2: found character that cannot start any token'],
  ['a: |\nfoo\n', "line 3: could not find expected ':'"],
  ['kind: Pod\nmetadata\n  name: x\n', "line 3: could not find expected ':'"],
]

describe('readDocuments', () => {
  it.each(FAULTS)('of %j says %s', (text, error) => {
    expect(readDocuments(text)).toEqual({ ok: false, error })
  })

  it('reads YAML 1.1, times as text, and leaves empty documents out', () => {
    const text = 'a: 2024-09-13T01:29:35Z\n---\nb: yes\n---\n# nothing\n--- \n{"c": [1]}\n'
    const value = [{ a: '2024-09-13T01:29:35Z' }, { b: true }, { c: [1] }]
    expect(readDocuments(text)).toEqual({ ok: true, value })
  })

  it.each([['a: *x\n'], ['a: &x [*x]\n']])('refuses the aliases of %j', (text) => {
    expect(readDocuments(text).ok).toBe(false)
  })
})
