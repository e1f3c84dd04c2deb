import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { Json } from '../engine/lab/document'
import { isJsonObject } from '../engine/manifest'
import { parseLab } from './parse-lab'
import { readYaml } from './yaml-source'

const seed = { seed: 20_261_123, numRuns: 150 }
const source = readYaml(readFileSync(new URL('../labs/reference.yaml', import.meta.url), 'utf8'))
const manifests = source.ok ? source.value.slots.map(({ json }) => json) : []

const wrong: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    -1,
    1.5,
    1e30,
    '',
    'x',
    '10.0.0.0/8',
    '::1',
    '300.1.1.1',
    [],
    {},
    [null],
    [[]],
    [{}],
    ['x'],
    {
      __proto__: null,
      x: 1,
    },
  ),
  fc.constant(JSON.parse('{"__proto__": {"name": "x"}, "constructor": 1, "toString": "y"}') as Json),
  fc.string(),
)

/** `value` with something else somewhere in it. */
const spoilt = (value: Json): fc.Arbitrary<Json> => {
  if (Array.isArray(value)) {
    return fc.oneof(wrong, ...value.map((item, index) => spoilt(item).map((next): Json => value.with(index, next))))
  }
  if (!isJsonObject(value)) return wrong
  const members = Object.keys(value).map((key) =>
    spoilt(value[key] ?? null).map((next): Json => ({ ...value, [key]: next })),
  )
  return fc.oneof({ arbitrary: wrong, weight: 1 }, ...members.map((arbitrary) => ({ arbitrary, weight: 2 })))
}

const spoiltLab = fc
  .nat({ max: manifests.length - 1 })
  .chain((index) => spoilt(manifests[index] ?? null).map((next) => manifests.with(index, next)))

it('whatever stands in a field, the answer is a lab or issues with places and words, never a throw', () => {
  fc.assert(
    fc.property(spoiltLab, (spoilt) => {
      const parsed = parseLab(spoilt.map((each) => stringify(each)).join('---\n'), 'f')
      if (parsed.ok) return
      expect(parsed.error.length).toBeGreaterThan(0)
      for (const issue of parsed.error) expect(issue.source?.line).toBeGreaterThan(0)
    }),
    seed,
  )
})

it('whatever the text is, it is read or refused', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'-:[]{}&*!|>\'"%@`#? \n\ta1') })),
      (text) => {
        parseLab(text)
      },
    ),
    { ...seed, numRuns: 1000 },
  )
})
