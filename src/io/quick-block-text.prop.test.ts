import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Json } from '../engine/lab/document'
import { blockText, libraryBlockText } from './write-yaml'

const words = fc.oneof(
  fc.constantFrom(
    '',
    'yes',
    'On',
    'NULL',
    '012',
    '0x1f',
    '1e3',
    '~',
    '# no',
    'a: b',
    '- a',
    'two\nlines\n',
    "it's",
    '10.0.0.1/8',
    '10.0.0.1',
    '1.2',
    '2026-03-02',
    'a #b',
    'a:b',
    'a b',
    'x=y',
    '/bin/sh',
    'all()',
    'k:{"t":1}',
    '__proto__',
    'n',
    'a-',
    'a:',
    '1:30',
    '<<',
    '=',
  ),
  fc.string({ maxLength: 6 }),
)
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(words, fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null)),
    fc.array(tie('json'), { maxLength: 4 }),
    fc
      .uniqueArray(fc.tuple(words, tie('json')), { maxLength: 4, selector: ([name]) => name })
      .map((entries) => Object.fromEntries(entries) as Json),
  ),
}))

it('is what the library writes, to the byte', () => {
  fc.assert(
    fc.property(
      json,
      fc.boolean(),
      fc.constantFrom('\n' as const, '\r\n' as const),
      fc.nat({ max: 4 }),
      (value, indentSequences, eol, indent) => {
        const style = { eol, indentSequences }
        expect(blockText(value, style, indent)).toBe(libraryBlockText(value, style, indent))
      },
    ),
    { seed: 20_261_125, numRuns: 20_000 },
  )
})
