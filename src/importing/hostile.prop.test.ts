import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { Issue } from '../engine/issue'
import { isJsonObject, type Json, type JsonObject } from '../engine/manifest'
import { sayInEnglish } from '../words/english'
import { formatIssue } from '../words/issues'
import { type ExportStyle, printed, resourcesOf } from './cluster-export.arb'
import type { ImportFile } from './import-file'
import { importFiles } from './import-lab'

const seed = { seed: 20_261_125 }
const CRD: ExportStyle = { group: 'crd', wrapper: 'list' }
const V3: ExportStyle = { group: 'v3', wrapper: 'kind-lists' }
const size = { nodes: 2, podsPerNode: 2 }
const exports: readonly (readonly JsonObject[])[] = [CRD, V3].map((style) =>
  Object.values(resourcesOf(size, style)).flat(),
)

const said = (issues: readonly Issue[]): string[] => issues.map((issue) => formatIssue(issue, sayInEnglish))

/** Read, or refused with places and words; never a throw, and nothing of our insides in the words. */
function check(files: readonly ImportFile[]): void {
  const imported = importFiles(files)
  if (imported.ok) return
  expect(imported.error.length).toBeGreaterThan(0)
  for (const words of said(imported.error)) expect(words).not.toMatch(/\{\{|undefined|\[object|^issue\./)
  const homeless = imported.error.filter(({ manifest, source }) => manifest !== undefined && source === undefined)
  expect(homeless).toEqual([])
}

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
    '0.0.0.0/0',
    [],
    {},
    [null],
    [[]],
    [{}],
    ['x'],
    '<img src=x onerror=alert(1)>',
  ),
  fc.constant(JSON.parse('{"__proto__": {"name": "x"}, "constructor": 1, "toString": "y"}') as Json),
  fc.string({ maxLength: 8 }),
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
  const without = Object.keys(value).map((key) =>
    fc.constant<Json>(Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))),
  )
  return fc.oneof(
    { arbitrary: wrong, weight: 1 },
    ...[...members, ...without].map((arbitrary) => ({ arbitrary, weight: 2 })),
  )
}

const spoiltExport = fc
  .constantFrom(...exports)
  .chain((all) =>
    fc
      .nat({ max: all.length - 1 })
      .chain((index) => spoilt(all[index] ?? null).map((next) => all.with(index, next as JsonObject))),
  )

const ipRoute = fc.array(
  fc.oneof(
    fc.constantFrom(
      'default via 10.0.0.1 dev eth0',
      '10.64.0.0/26 via 10.20.1.12 dev tunl0 proto bird onlink',
      'blackhole 10.64.0.0/26 proto bird',
      '10.64.0.7 dev cali1 scope link',
      '\tnexthop via 10.0.0.1 dev eth0 weight 1',
      '# host: edge-a1',
      'root@edge-a1:~# ip route',
      '0.0.0.0 10.0.0.1 0.0.0.0 UG 0 0 0 eth0',
      'Destination     Gateway         Genmask         Flags Metric Ref    Use Iface',
    ),
    fc.string({ unit: fc.constantFrom('1', '.', '/', ' ', 'via', 'dev', 'x', '\t', '-', ':'), maxLength: 12 }),
  ),
  { maxLength: 8 },
)

describe('[IMPORT-8] hostile input', () => {
  it('wrong types anywhere', () => {
    fc.assert(
      fc.property(spoiltExport, fc.boolean(), (all, asJson) => {
        const content = asJson ? JSON.stringify(all) : all.map((each) => stringify(each)).join('---\n')
        check([{ name: 'f', content }])
      }),
      { ...seed, numRuns: 400 },
    )
  })

  it('any text, beside an export', () => {
    const good = { name: 'export.yaml', content: printed(exports[0] ?? [], CRD) }
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          ipRoute.map((lines) => lines.join('\n')),
        ),
        fc.boolean(),
        (content, incidental) => {
          check([good, { name: 'x', content, incidental }])
          check([{ name: 'x', content }])
        },
      ),
      { ...seed, numRuns: 300 },
    )
  })

  it('an export that is cut anywhere, or has other bytes somewhere', () => {
    const bytes = new TextEncoder().encode(printed(exports[0] ?? [], CRD))
    const json = new TextEncoder().encode(printed(exports[0] ?? [], CRD, 'json'))
    fc.assert(
      fc.property(
        fc.constantFrom(bytes, json),
        fc.nat(),
        fc.uint8Array({ maxLength: 6 }),
        fc.boolean(),
        (whole, place, other, cut) => {
          const at = place % whole.length
          const content = cut
            ? whole.slice(0, at)
            : Uint8Array.from([...whole.subarray(0, at), ...other, ...whole.subarray(at + other.length)])
          check([{ name: 'f', content }])
        },
      ),
      { ...seed, numRuns: 150 },
    )
  })

  it('any bytes', () => {
    const magic = fc.constantFrom(
      [],
      [0x1f, 0x8b],
      [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3],
      [0x50, 0x4b, 3, 4],
      [0xff, 0xfe],
      [0xef, 0xbb, 0xbf],
    )
    fc.assert(
      fc.property(magic, fc.uint8Array({ maxLength: 600 }), (start, rest) =>
        check([{ name: 'f', content: Uint8Array.from([...start, ...rest]) }]),
      ),
      { ...seed, numRuns: 1000 },
    )
  })
})

describe('[IMPORT-8] known attacks', () => {
  const first = (content: string | Uint8Array): string => {
    const imported = importFiles([{ name: 'f', content }])
    return imported.ok ? 'accepted' : (said(imported.error)[0] ?? '')
  }
  const laughs = [...'bcdefghi']
    .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`)}]`)
    .join('\n')
  it.each([
    ['50 MB of one key', 'a: b\n'.repeat(10_000_000), 'f:2:1: A text of 50 MB is read only as kubectl'],
    ['50 MB of brackets', '['.repeat(50_000_000), 'f:1:101: The text is nested deeper'],
    ['50 MB without a line', 'x'.repeat(50_000_000), 'f:1:1: This is neither a resource nor a routing table.'],
    [
      '50 MB of a string that does not end',
      `{"a": "${'x'.repeat(50_000_000)}`,
      'f:1:7: This is not JSON from here on.',
    ],
    [
      'a table of the Internet',
      'default via 10.0.0.1 dev eth0\n'.repeat(400_000),
      'f:1:1: A routing table of more than',
    ],
    ['a megabyte of brackets, side by side', `a: [${'[],'.repeat(300_000)}]`, 'A text of 1 MB is read only as kubectl'],
    ['more than a browser holds', new Uint8Array(256_000_001), 'f:1:1: The file is larger than 256 MB.'],
    [
      'deep indentation',
      Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
      'A text of 5 MB is read only',
    ],
    ['deep dashes', `${'- '.repeat(100_000)}a`, 'The text is nested deeper'],
    ['deep JSON', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 'The text is nested deeper'],
    ['a billion laughs', `a: &a [${Array(9).fill('lol')}]\n${laughs}\n`, 'The aliases of this document'],
    ['invalid UTF-8', Uint8Array.from([0x61, 0x3a, 0x20, 0x0a, 0x62, 0xc3, 0x28]), 'f:2:2: This byte is not UTF-8.'],
    ['an overlong slash', Uint8Array.from([0x61, 0xc0, 0xaf]), 'f:1:2: This byte is not UTF-8.'],
    [
      'a table for people',
      'NAME   STATUS   ROLES   AGE\nk8s-m  Ready    cp      3d\n',
      'f:1:1: This is a table for people',
    ],
    ['an error', 'Error from server (Forbidden): nodes is forbidden\n', 'f:1:1: This is an error message'],
    ['nothing', '', 'There is no resource in this file.'],
    ['prose', 'hello there', 'f:1:1: This is neither a resource nor a routing table.'],
  ])('%s', (_, content, says) => {
    expect(first(content)).toContain(says)
  })

  it('__proto__ is a key like others, and nobody’s prototype', () => {
    const good = exports[0] ?? []
    const poisoned = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: good }).replace(
      '"labels":{',
      '"labels":{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},',
    )
    check([{ name: 'f', content: poisoned }])
    check([
      {
        name: 'f',
        content: `${printed(good, CRD)}---\napiVersion: v1\nkind: X\nmetadata:\n  name: x\n__proto__:\n  polluted: yes\n`,
      },
    ])
    expect(({} as { polluted?: string }).polluted).toBeUndefined()
  })

  it('a script in a name stays text in the words', () => {
    const script = '<script>alert(1)</script>'
    const text = printed(exports[0] ?? [], CRD).replaceAll('edge-pool', `'${script}'`)
    expect(first(text)).toContain(script)
  })
})
