import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { API_VERSIONS, readResources } from '../engine/lab/read-resources'
import { isJsonObject, isManifest, type Json, type JsonObject } from '../engine/manifest'
import { resourcesOf } from '../importing/cluster-export.arb'
import { fieldInEnglish } from '../words/field-text'
import { violation } from './json-schema.arb'
import { labSchema } from './lab-schema'

const schema = labSchema(fieldInEnglish)
const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

describe('schema/lab.schema.json', () => {
  it('is what the lab reads (npx vitest run -u src/io/lab-schema writes it)', async () => {
    await expect(`${JSON.stringify(schema, undefined, 2)}\n`).toMatchFileSnapshot('../../schema/lab.schema.json')
  })

  it('has words for every field', () => {
    const wordless: string[] = []
    const look = (part: Json | undefined, path: readonly string[]): void => {
      if (!isJsonObject(part)) return
      if (path.length > 1 && part.description === undefined) {
        if (path.at(-1) !== '*' || path.at(-2) === 'spec') wordless.push(path.join('/'))
      }
      for (const [key, each] of Object.entries(isJsonObject(part.properties) ? part.properties : {}))
        look(each, [...path, key])
      look(part.additionalProperties, [...path, '*'])
      // An entry of a list is what its list is.
      const { items } = part
      if (isJsonObject(items)) {
        for (const [key, each] of Object.entries(isJsonObject(items.properties) ? items.properties : {}))
          look(each, [...path, key])
      }
    }
    for (const [name, part] of Object.entries(schema.definitions as JsonObject)) look(part, [name])
    expect(wordless).toEqual([])
  })

  it('has a part for every kind that the lab reads', () => {
    const kinds = JSON.stringify(schema.allOf)
    for (const [kind, versions] of Object.entries(API_VERSIONS)) {
      for (const version of versions)
        expect(kinds).toMatch(
          new RegExp(`"kind":\\{"const":"${kind}"\\},"apiVersion":\\{"enum":\\[[^\\]]*"${version}"`),
        )
    }
  })

  const cases = new URL('../../fixtures/cases/', import.meta.url)
  const labs = [
    '../labs/reference.yaml',
    ...readdirSync(cases, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `../../fixtures/cases/${name}/lab.yaml`),
  ]
  it.each(labs)('takes %s', (path) => {
    for (const document of parseAllDocuments(read(path)))
      expect(violation(schema, document.toJS() as Json)).toBeUndefined()
  })

  it.each([
    [
      { apiVersion: 'projectcalico.org/v3', kind: 'IPPool', metadata: { name: 'p' }, spec: { cidr: '10.0.0.0' } },
      '/spec/cidr',
    ],
    [
      {
        apiVersion: 'projectcalico.org/v3',
        kind: 'IPPool',
        metadata: { name: 'p' },
        spec: { cidr: '10.0.0.0/8', ipipMode: 'always' },
      },
      '/spec/ipipMode',
    ],
    [
      {
        apiVersion: 'crd.projectcalico.org/v1',
        kind: 'IPPool',
        metadata: { name: 'p' },
        spec: { cidr: '10.0.0.0/8', blockSize: 33 },
      },
      '/spec/blockSize',
    ],
    [
      {
        apiVersion: 'podpath.dev/v1',
        kind: 'Underlay',
        metadata: { name: 'u' },
        spec: { hosts: [{ node: 'n', bird: 'off' }] },
      },
      '/spec/hosts/0/bird',
    ],
    [{ apiVersion: 'v1', kind: 'Pod', metadata: {} }, '/metadata'],
    [{ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Pod' }] }, '/items/0'],
    [{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' }, spec: 7 }, undefined],
  ])('of %j says %s', (resource, at) => {
    expect(violation(schema, resource as Json)).toBe(at)
  })
})

const wrong: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    true,
    -1,
    1.5,
    70,
    '',
    'x',
    '10.0.0.0/8',
    '10.0.0.1',
    'fd00::/64',
    '10.0.0.1/24',
    [],
    {},
    ['x'],
    [{}],
    'Always',
    '64512',
    '1.5',
  ),
  fc.string({ maxLength: 5 }),
)
const spoilt = (value: Json): fc.Arbitrary<Json> => {
  if (Array.isArray(value))
    return fc.oneof(
      wrong,
      ...value.slice(0, 4).map((item, index) => spoilt(item).map((next): Json => value.with(index, next))),
    )
  if (!isJsonObject(value)) return wrong
  return fc.oneof(
    { arbitrary: wrong, weight: 1 },
    ...Object.keys(value).map((key) => ({
      arbitrary: spoilt(value[key] ?? '').map((next): Json => ({ ...value, [key]: next })),
      weight: 2,
    })),
  )
}
const reference = parseAllDocuments(read('../labs/reference.yaml')).map((document) => document.toJS() as JsonObject)
const examples = [
  ...reference,
  ...Object.values(resourcesOf({ nodes: 1, podsPerNode: 1 }, { group: 'v3', wrapper: 'kind-lists' })).flat(),
]

it('refuses nothing that the lab takes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...examples).chain(spoilt), (resource) => {
      if (!isManifest(resource)) return
      const taken = readResources({ manifests: [resource] }).issues.every(({ severity }) => severity === 'warning')
      if (taken) expect(violation(schema, resource)).toBeUndefined()
    }),
    { seed: 20_261_125, numRuns: 4000 },
  )
})
