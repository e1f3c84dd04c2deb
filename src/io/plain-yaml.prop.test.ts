import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments, stringify } from 'yaml'
import type { Json } from '../engine/lab/document'
import { readPlainYaml } from './plain-yaml'

const seed = { seed: 20_261_125 }

/** What the library makes of `text`; undefined if that is an error. */
function byLibrary(text: string): Json[] | undefined {
  const documents = parseAllDocuments(text, { version: '1.2', merge: true, prettyErrors: false })
  if ('empty' in documents) return []
  if (documents.some(({ errors }) => errors.length > 0)) return undefined
  return documents.map((document) => document.toJS() as Json).filter((json) => json !== null)
}

const words = fc.oneof(
  fc.constantFrom(
    '',
    'yes',
    '012',
    '0x1f',
    '1e3',
    '~',
    '# no',
    'a: b',
    '- a',
    'two\nlines\n',
    ' edge ',
    "it's",
    '\t',
    '"',
  ),
  fc.constantFrom(
    'a long text of many words that has to be folded over lines because it is longer than eighty characters',
    'x\n\ny',
    '\n',
    'a\n\n\n',
    '  in\nout',
    'k:{"type":"Ready"}',
    'a\r\nb',
    '\\',
    'é 한국어',
    'true',
    'null',
    '1.0',
  ),
  fc.string({ maxLength: 12 }),
)
const key = fc.oneof(
  fc.constantFrom('a', 'items', 'f:metadata', '.', 'x.y/z', 'k:{"t":"R"}', '__proto__', '12', 'a b'),
  words,
)
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(words, fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null)),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(key, tie('json'), { maxKeys: 4 }),
  ),
}))
const layouts = [
  { indentSeq: false, lineWidth: 0, aliasDuplicateObjects: false },
  { indentSeq: true, lineWidth: 40, aliasDuplicateObjects: false },
  { indentSeq: false, lineWidth: 30, singleQuote: true, aliasDuplicateObjects: false },
  { defaultStringType: 'QUOTE_DOUBLE', lineWidth: 30, aliasDuplicateObjects: false },
] as const

describe('readPlainYaml', () => {
  it('agrees with the library on what it reads, however that is written', () => {
    let read = 0
    fc.assert(
      fc.property(fc.array(json, { maxLength: 3 }), fc.constantFrom(...layouts), fc.boolean(), (all, layout, crlf) => {
        const lf = all.map((each) => stringify({ items: each }, layout)).join('---\n')
        const text = crlf ? lf.replaceAll('\n', '\r\n') : lf
        const plain = readPlainYaml(text)
        if (!plain.ok) return
        read += 1
        expect(plain.value.map((document) => document.json)).toEqual(byLibrary(text))
      }),
      { ...seed, numRuns: 3000 },
    )
    expect(read).toBeGreaterThan(1000)
  })

  it('agrees with the library on any text at all', () => {
    const marks = fc.constantFrom(
      ...'-:\n\n  ab#"\'|>+\\ 1{}[]\t\r&*!?%.'.split(''),
      '- ',
      ': ',
      '\n  ',
      'a: ',
      '---\n',
      "''",
      '|\n',
    )
    let read = 0
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 25 }), (parts) => {
        const text = parts.join('')
        const plain = readPlainYaml(text)
        if (!plain.ok) return
        if (plain.value.length > 0) read += 1
        expect(plain.value.map((document) => document.json)).toEqual(byLibrary(text))
      }),
      { ...seed, numRuns: 60_000 },
    )
    expect(read).toBeGreaterThan(500)
  })

  it('finds where the items of a list stand', () => {
    const text = 'apiVersion: v1\nitems:\n- kind: A\n  note: |\n    - x\n- kind: B\n  list:\n  - 1\n  - 2\nkind: List\n'
    const plain = readPlainYaml(text)
    const ranges = plain.ok ? plain.value[0]?.items : undefined
    expect(ranges?.map(({ start, end, indent }) => [text.slice(start, end), indent])).toEqual([
      ['kind: A\n  note: |\n    - x\n', 2],
      ['kind: B\n  list:\n  - 1\n  - 2\n', 2],
    ])
  })

  it('leaves deep nesting to whoever refuses it', () => {
    const deep = Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')
    expect(readPlainYaml(deep)).toMatchObject({ ok: false })
    expect(readPlainYaml('- '.repeat(100_000))).toMatchObject({ ok: false })
  })

  it('reads the lab files that kubectl could have printed', () => {
    const reference = readFileSync(new URL('../labs/reference.yaml', import.meta.url), 'utf8')
    const block = parseAllDocuments(reference).map((document) => stringify(document.toJS(), { indentSeq: false }))
    const plain = readPlainYaml(block.join('---\n'))
    expect(plain.ok && plain.value.map((document) => document.json)).toEqual(byLibrary(reference))
  })
})
