import { describe, expect, it } from 'vitest'
import type { Json } from '../../engine/manifest'
import { ageText, timestampMs } from './age'
import { borderTable } from './border-table'
import { compactJson, goJson } from './go-json'
import { goYaml } from './go-yaml'
import { jsonPath, valuesAt } from './json-path'
import { inKeyOrder } from './key-order'
import { CALICOCTL_TABLE, KUBECTL_TABLE, tabTable } from './tab-table'

describe('ageText', () => {
  const MINUTE = 60
  const HOUR = 60 * MINUTE
  const DAY = 24 * HOUR
  it.each([
    [47, '47s'],
    [119, '119s'],
    [2 * MINUTE, '2m'],
    [3 * MINUTE + 20, '3m20s'],
    [10 * MINUTE + 5, '10m'],
    [3 * HOUR, '3h'],
    [5 * HOUR + 12 * MINUTE, '5h12m'],
    [30 * HOUR, '30h'],
    [3 * DAY + 4 * HOUR, '3d4h'],
    [200 * DAY, '200d'],
    [2 * 365 * DAY + 30 * DAY, '2y30d'],
    [9 * 365 * DAY, '9y'],
  ])('%d s ago: %s', (seconds, text) => {
    expect(ageText(0, seconds * 1000)).toBe(text)
  })

  it('counts from the Unix epoch', () => {
    expect(timestampMs('2024-09-13T08:00:00Z')).toBe(1_726_214_400_000)
    expect(timestampMs('yesterday')).toBeUndefined()
  })
})

describe('tables', () => {
  it('of calicoctl end each cell, those of kubectl not the last', () => {
    const rows = [
      ['NAME', 'X'],
      ['pod1', ''],
    ]
    expect(tabTable(rows, CALICOCTL_TABLE)).toBe('NAME   X    \npod1        \n')
    expect(tabTable(rows, KUBECTL_TABLE)).toBe('NAME   X\npod1   \n')
  })

  it('with borders centre the headers, put numbers right and break long texts', () => {
    const headers = ['Peer address', 'Total', 'Info']
    const rows = [['192.168.20.100', '65536', 'Active Socket: Connection refused']]
    expect(borderTable(headers, rows)).toBe(`+----------------+-------+--------------------------------+
|  PEER ADDRESS  | TOTAL |              INFO              |
+----------------+-------+--------------------------------+
| 192.168.20.100 | 65536 | Active Socket: Connection      |
|                |       | refused                        |
+----------------+-------+--------------------------------+
`)
  })
})

describe('goYaml', () => {
  const scalars: readonly (readonly [Json, string])[] = [
    ['4751', '"4751"'],
    ['2024-09-13T01:29:35Z', '"2024-09-13T01:29:35Z"'],
    ['true', '"true"'],
    ['off', '"off"'],
    ['', '""'],
    ['1:20', '"1:20"'],
    ['all()', 'all()'],
    ["rack == 'a'", "rack == 'a'"],
    ['{"a":"b"}', `'{"a":"b"}'`],
    ['a: b', `'a: b'`],
    ["'x'", "'''x'''"],
    ['-', "'-'"],
    ['-f', '-f'],
    ['/dev/null', '/dev/null'],
    ['172.16.158.0', '172.16.158.0'],
    ['a\tb', '"a\\tb"'],
    ['\u{1f600}', '"\\U0001F600"'],
    [null, 'null'],
    [{}, '{}'],
    [[], '[]'],
    [64512, '64512'],
    ['a\nb\n', '|\n  a\n  b'],
    ['a\nb', '|-\n  a\n  b'],
  ]
  it.each(scalars)('writes %j as %s', (value, text) => {
    expect(goYaml({ key: value })).toBe(`key: ${text}\n`)
  })

  it('puts list dashes under their key, and keys in order', () => {
    const value = { z: [{ b: 1, a: [2, [3]] }], status: {}, a10: 1, a9: 2 }
    expect(goYaml(value)).toBe('a9: 2\na10: 1\nstatus: {}\nz:\n- a:\n  - 2\n  - - 3\n  b: 1\n')
  })

  it('sorts signs before letters', () => {
    expect(inKeyOrder(['ab', 'a.b', 'a', 'B', 'a2', 'a10'])).toEqual(['B', 'a', 'a.b', 'a2', 'a10', 'ab'])
  })
})

describe('goJson', () => {
  it('keeps the order, indents and is fit for a web page', () => {
    expect(goJson({ b: ['<'], a: {}, c: [] }, 2)).toBe('{\n  "b": [\n    "\\u003c"\n  ],\n  "a": {},\n  "c": []\n}')
    expect(compactJson({ b: 1, a: '&' })).toBe('{"a":"\\u0026","b":1}')
  })
})

describe('jsonPath', () => {
  const root = {
    items: [
      { metadata: { name: 'a', labels: { 'x.y/z': 'l' } }, addresses: [{ type: 'Internal', address: '1' }] },
      { metadata: { name: 'b' }, addresses: [{ type: 'Hostname', address: '2' }] },
    ],
  }
  it.each([
    ['{.items[*].metadata.name}', 'a b'],
    ['{.items[0].metadata.name}', 'a'],
    ['{.items[-1:].metadata.name}', 'b'],
    ['{.items[0].metadata.labels.x\\.y/z}', 'l'],
    ["{.items[0].metadata.labels['x.y/z']}", 'l'],
    ['{.items[*].addresses[?(@.type=="Internal")].address}', '1'],
    ['{..name}', 'a b'],
    ['{range .items[*]}{.metadata.name}{"\\t"}{.addresses[0].address}{"\\n"}{end}', 'a\t1\nb\t2\n'],
    ['name={.items[0].metadata.name};{.nothing}', 'name=a;'],
    ['{.items[0].addresses}', '[{"address":"1","type":"Internal"}]'],
  ])('%s', (template, text) => {
    expect(jsonPath(template, root)).toEqual({ ok: true, value: text })
  })

  it('refuses what it cannot read', () => {
    expect(jsonPath('{.items[}', root).ok).toBe(false)
    expect(jsonPath('{range .items[*]}x', root).ok).toBe(false)
    expect(valuesAt('.items[*].metadata.name', root)).toEqual({ ok: true, value: ['a', 'b'] })
  })
})
