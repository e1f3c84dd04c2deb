import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { Json, LabDocument, Manifest } from '../engine/lab/document'
import { isJsonObject } from '../engine/manifest'
import { renderSource } from './render-source'
import { readYaml } from './yaml-source'

const seed = { seed: 20_261_123, numRuns: 300 }
const reference = readFileSync(new URL('../labs/reference.yaml', import.meta.url), 'utf8')

const documentOf = (text: string): LabDocument => {
  const source = readYaml(text)
  if (!source.ok) throw new Error(JSON.stringify(source.error))
  return { manifests: source.value.slots.map(({ json }) => json as Manifest) }
}

const key = fc.oneof(
  fc.constantFrom('a', 'b', 'name', 'node', 'spec', 'on', 'x.y/z', '__proto__', '12', 'a b'),
  fc.string({ maxLength: 4 }),
)
const scalar = fc.oneof(
  fc.constantFrom(
    '',
    'false',
    'yes',
    '012',
    '~',
    '# no',
    'a: b',
    '- a',
    'two\nlines\n',
    ' edge ',
    '192.168.0.0/16',
    "it's",
  ),
  fc.string({ maxLength: 8 }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
)
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.uniqueArray(fc.tuple(key, tie('json')), { maxLength: 4, selector: ([name]) => name }).map(objectOf),
  ),
}))

function objectOf(entries: readonly (readonly [string, Json])[]): Json {
  return Object.fromEntries(entries)
}

const manifest = (name: string) =>
  fc
    .record({ spec: json, status: json, data: json }, { requiredKeys: [] })
    .map((rest): Manifest => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, ...rest }))
const manifests = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 4 })
  .chain((names) => fc.tuple(...names.map(manifest)))

/** The texts that hold the same resources: block, flow, a List of either, JSON. */
const layouts: readonly ((manifests: readonly Manifest[]) => string)[] = [
  (all) => all.map((each) => stringify(each, { indentSeq: false })).join('---\n'),
  (all) => all.map((each) => `---\n# note\n${stringify(each, { collectionStyle: 'flow', lineWidth: 40 })}`).join(''),
  (all) => stringify({ apiVersion: 'v1', kind: 'List', items: all }),
  (all) => `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: all }, null, 2)}\n`,
  (all) => JSON.stringify(all),
  (all) => all.map((each) => stringify(each).replaceAll('\n', '\r\n')).join('---\r\n'),
]

const byName = (all: readonly Manifest[]) => all.toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))

it('says what the document says, whatever the text was and whatever changed', () => {
  fc.assert(
    fc.property(fc.constantFrom(...layouts), manifests, manifests, (layout, before, after) => {
      fc.pre(before.length > 0 && after.length > 0)
      const text = layout(before)
      expect(documentOf(text).manifests).toEqual(before)
      expect(renderSource(text, documentOf(text))).toBe(text)
      expect(byName(documentOf(renderSource(text, { manifests: after })).manifests)).toEqual(byName(after))
    }),
    seed,
  )
})

/** One change somewhere inside `value`: a member replaced, added or taken out. */
const changed = (value: Json): fc.Arbitrary<Json> => {
  const inner = Array.isArray(value)
    ? value.map((item, index) => changed(item).map((next) => value.with(index, next)))
    : isJsonObject(value)
      ? Object.keys(value).map((name) => changed(value[name] ?? null).map((next) => ({ ...value, [name]: next })))
      : []
  const here = Array.isArray(value)
    ? [json.map((item) => [...value, item]), json.map((item) => [item, ...value]), fc.constant(value.slice(1))]
    : isJsonObject(value)
      ? [fc.tuple(key, json).map((entry) => ({ ...value, ...(objectOf([entry]) as object) }) as Json)]
      : [scalar]
  return fc.oneof(...here, ...inner)
}

it('an edit inside one resource leaves the bytes of every other', () => {
  const before = documentOf(reference).manifests
  const chunks = reference.split('---\n')
  const edits = fc
    .nat({ max: before.length - 1 })
    .chain((index) => changed(before[index]?.spec ?? {}).map((spec) => ({ index, spec })))
  fc.assert(
    fc.property(edits, ({ index, spec }) => {
      const after = before.with(index, { ...(before[index] as Manifest), spec })
      const text = renderSource(reference, { manifests: after })
      expect(documentOf(text).manifests).toEqual(after)
      const others = chunks.filter((_, at) => at !== index)
      for (const chunk of others) expect(text).toContain(chunk)
    }),
    seed,
  )
})
