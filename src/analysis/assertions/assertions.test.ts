import { describe, expect, it } from 'vitest'
import type { Command } from '../../engine/lab/commands'
import { edited } from '../../engine/lab/example-lab'
import { parseLab } from '../../io/parse-lab'
import reference from '../../labs/reference.yaml'
import { sayInEnglish } from '../../words/english'
import { formatIssue } from '../../words/issues'
import { checkAssertions } from './check-assertions'

const head = '---\napiVersion: podpath.dev/v1\nkind: Assertions\nmetadata: {name: wanted}\nspec:\n'

/** The reference lab with these lines. */
const labWith = (...lines: readonly string[]) =>
  parseLab(`${reference.source}${head}${lines.map((line) => `  ${line}\n`).join('')}`, 'lab.yaml')

function failuresOf(lines: readonly string[], ...commands: readonly Command[]): readonly string[] {
  const parsed = labWith(...lines)
  if (!parsed.ok) return parsed.error.map((issue) => formatIssue(issue, sayInEnglish))
  return checkAssertions(edited(parsed.value.document, ...commands)).flatMap(({ failures }) =>
    failures.map(({ from, to, failure }) => {
      const found = 'found' in failure ? ` ${failure.found}` : ''
      return `${from} ${to}: ${failure.kind}${found}`
    }),
  )
}

const NEVER: Command = { kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' }
const SMALL: Command = { kind: 'set-fault', fault: { kind: 'switch-mtu', subnet: 'b', mtuBytes: 1400 }, on: true }

describe('what is asserted of a pair', () => {
  it.each<[string, readonly string[]]>([
    ['pod1 -> pod3: {reach: true, encap: ipip, mtu: ">=1480", ttl: 62}', []],
    ['pod1 <-> pod2: {encap: direct, ttl: 62}', []],
    ['"* -> *": {}', []],
    ['pod1 -> k8s-w1: {encap: local, ttl: 64}', []],
    ['pod1 -> pod2: {encap: ipip}', ['default/pod1 default/pod2: encap direct']],
    ['pod1 -> pod3: {mtu: ">=1500"}', ['default/pod1 default/pod3: mtu 1480']],
    ['pod1 -> pod3: {mtu: 1480, ttl: 61}', ['default/pod1 default/pod3: ttl 62']],
    ['pod1 <-> pod3: {reach: false}', ['default/pod1 default/pod3: reached', 'default/pod3 default/pod1: reached']],
    ['pod1 -> pod9: {}', ['pod1 pod9: no-host']],
  ])('%s', (line, expected) => expect(failuresOf([line])).toEqual(expected))

  it.each([
    ['pod1 -> pod3:', 'lab.yaml:181:16: Assertions wanted: nothing stands behind pod1 -> pod3.'],
    ['pod1 -> pod3: {encap: }', 'lab.yaml:181:25: Assertions wanted: nothing stands behind encap.'],
    ['pod1 -> pod3: {ttl: 256}', 'ttl is 256'],
  ])('%s is refused: it would be asked of nobody', (line, words) => {
    expect(failuresOf(['pod1 -> pod2: {}', line])).toEqual([expect.stringContaining(words)])
  })

  it('is asked anew of what an edit makes of the lab', () => {
    expect(failuresOf(['pod1 <-> pod3: {}', 'pod1 -> pod2: {}'], NEVER)).toEqual([
      'default/pod1 default/pod3: lost',
      'default/pod3 default/pod1: lost',
    ])
    expect(failuresOf(['pod1 -> pod3: {reach: false}'], NEVER)).toEqual([])
    expect(failuresOf(['"* <-> *": {}'], NEVER)).toHaveLength(4)
  })

  it('an MTU is what gets through, not what devices say', () => {
    expect(failuresOf(['pod1 -> pod3: {mtu: 1380}'], SMALL)).toEqual([])
    expect(failuresOf(['pod1 -> pod3: {mtu: ">=1480"}'], SMALL)).toEqual(['default/pod1 default/pod3: mtu 1380'])
  })

  it('a pod that goes makes an assertion fail, and no file invalid', () => {
    const gone: Command = { kind: 'remove-pod', pod: 'pod3', namespace: 'default' }
    expect(failuresOf(['pod1 -> pod3: {}'], gone)).toEqual(['pod1 pod3: no-host'])
  })

  it('more pairs than one waits for are not asked', () => {
    const parsed = labWith('"* -> *": {}')
    if (!parsed.ok) throw new Error('no lab')
    expect(checkAssertions(parsed.value.document, 5)).toMatchObject([{ failures: [{ failure: { pairs: 6 } }] }])
  })
})

it.each([
  ['pod1 pod3: {}', '180:14: Assertions wanted: "pod1 pod3" does not say from where to where.'],
  ['pod1 -> pod3: {encap: gre}', '180:25: Assertions wanted: spec["pod1 -> pod3"].encap cannot be gre.'],
  ['pod1 -> pod3: {mtu: large}', '180:23: Assertions wanted: spec["pod1 -> pod3"].mtu is large'],
  ['pod1 -> pod3: {reech: true}', '180:25: Assertions wanted: reech is nothing that can be asserted.'],
  ['pod1 -> pod3: {reach: false, ttl: 62}', '180:25: Assertions wanted: pod1 -> pod3 is not to be reached'],
])('%s is refused with its line and column', (line, expected) => {
  const [found = ''] = failuresOf([line])
  expect(found.replace(/^lab.yaml:/, '').startsWith(expected), found).toBe(true)
})
