import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { askFilter } from './ask-filter'
import type { FilterLink } from './filter'
import { filterText } from './filter-text'
import { parseFilter } from './parse-filter'

interface Recorded {
  readonly frames: Readonly<Record<FilterLink, readonly string[]>>
  readonly answers: readonly ({ readonly filter: string } & Readonly<Record<FilterLink, string>>)[]
}

const fixture = new URL('../../../../fixtures/terminal/filters.json', import.meta.url)
const { frames, answers }: Recorded = JSON.parse(readFileSync(fixture, 'utf8'))

const framesOf = (link: FilterLink) =>
  frames[link].map((hex) => {
    const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    return { bytes, originalBytes: bytes.length }
  })

describe('[TERM-2] filters do what tcpdump’s did, and are refused in its words', () => {
  const links: readonly FilterLink[] = ['ethernet', 'raw', 'cooked', 'cooked-v1']
  const sets = links.map((link) => ({ link, set: framesOf(link) }))

  it.each(answers)('$filter', ({ filter, ...expected }) => {
    const got = sets.map(({ link, set }) => [link, askFilter(filter, link, set)])
    expect(Object.fromEntries(got)).toEqual(expected)
  })
})

describe('any text', () => {
  const words = fc.constantFrom(
    ...['(', ')', '!', 'and', 'or', 'host', 'net', 'port', 'proto', '10.0.0.1', '/', '8', 'icmp', 'ip', '[', ']', ':'],
    ...['&', '=', '-', '%', 'len', 'src', 'dst', 'foo', 'mask', 'ether', '::1', '02:00:00:00:00:01', '\\tcp', '$ab'],
  )

  it('is a filter or refused', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.array(words, { maxLength: 12 }).map((list) => list.join(' ')),
    )
    const purpose = fc.record({
      link: fc.constantFrom('ethernet' as const, 'raw' as const, 'cooked' as const),
      source: fc.constantFrom('live' as const, 'file' as const),
    })
    fc.assert(
      fc.property(text, purpose, (expression, where) => {
        expect(typeof parseFilter(expression, where).ok).toBe('boolean')
      }),
      { numRuns: 2000, seed: 7 },
    )
  })

  it.each([
    ['many parentheses', '('.repeat(5000)],
    ['many denials', 'not '.repeat(5000)],
    ['many hosts', Array.from({ length: 2000 }, (_, i) => `host 10.0.${i >> 8}.${i & 255}`).join(' or ')],
    ['many that contradict', Array.from({ length: 300 }, (_, i) => `host 10.0.${i >> 8}.${i & 255}`).join(' and ')],
    ['a long word', 'a'.repeat(100_000)],
  ])('%s are no danger', (_, expression) => {
    expect(typeof parseFilter(expression, { link: 'ethernet', source: 'live' }).ok).toBe('boolean')
  })
})

it.each([
  ['vlan', 'vlan'],
  ['icmp and mpls', 'mpls'],
  ['host ::1', '::1'],
  ['protochain 6', 'protochain'],
])('%s is of libpcap, and not modelled', (expression, what) => {
  expect(parseFilter(expression, { link: 'ethernet', source: 'live' })).toMatchObject({
    ok: false,
    error: { kind: 'not-modelled', what },
  })
})

it.each([
  ['icmp and', 8],
  ['icmp or or tcp', 8],
  ['(icmp or proto 4', 16],
  ['icmp and host pod1', 14],
  ['icmp andd host', 5],
  ['ip[0] & 0xf !=', 14],
  ['host 10.0.0.1 and port 99999999999', 23],
  ['icmp and ether host 02:00:00:00:00:01', 20],
])('%s: the reading stops at character %i', (expression, at) => {
  expect(parseFilter(expression, { link: 'raw', source: 'live' })).toMatchObject({ ok: false, error: { at } })
})

describe('a filter as text', () => {
  const links: readonly FilterLink[] = ['ethernet', 'raw', 'cooked', 'cooked-v1']
  const readable = answers.flatMap(({ filter }) =>
    links.flatMap((link) => {
      const parsed = parseFilter(filter, { link, source: 'live' })
      return parsed.ok ? [{ filter, link, text: filterText(parsed.value) }] : []
    }),
  )

  it.each(readable)('$filter, on $link, means the same: $text', ({ filter, link, text }) => {
    expect(askFilter(text, link, framesOf(link))).toBe(askFilter(filter, link, framesOf(link)))
  })
})
