import { expect, it } from 'vitest'
import type { EmptyReason, Proposal, WhyEmpty } from '../terminal/why-empty/why-empty'
import { proposalSaid, reasonSaid } from '../terminal/why-empty/why-empty-said'
import { sayInEnglish } from './english'

const tap = { host: 'default/pod1', link: 'eth0' }
const other = { host: 'k8s-w1', link: 'tunl0' }
const why: WhyEmpty = { tap, expression: 'icmp', passed: 4, reasons: [], proposals: [] }

const part = (fault: 'hidden' | 'bare' | 'other-tunnel' | 'none-such', wrapping: 'none' | 'ipip' | 'vxlan') =>
  ({ kind: 'part', fault, part: 'icmp', wrapping, isWrappedElsewhere: false }) as const

const REASONS: readonly EmptyReason[] = [
  { kind: 'nothing-sent' },
  { kind: 'bad-filter', problem: { kind: 'says', text: 'syntax error' } },
  { kind: 'no-such-device' },
  { kind: 'other-device', passed: [other] },
  { kind: 'other-host', passed: [other, { ...other, link: 'ens5' }] },
  { kind: 'other-host', passed: [] },
  { kind: 'filter' },
  ...(['ipip', 'vxlan'] as const).flatMap((wrapping) => [part('hidden', wrapping), part('other-tunnel', wrapping)]),
  part('bare', 'none'),
  { ...part('bare', 'none'), isWrappedElsewhere: true },
  part('none-such', 'none'),
]

const PROPOSALS: readonly Proposal[] = [
  { tap, expression: 'proto 4', matches: 2 },
  { tap, expression: '', matches: 2 },
  { tap: other, expression: 'icmp', matches: 1 },
  { tap: other, expression: '', matches: 1 },
]

const isWhole = (text: string): boolean => /^\S.*[^{}]$/.test(text) && !/[{}]|whyEmpty/.test(text)

it.each(REASONS)('has words for why a capture is empty: $kind $fault $wrapping', (reason) => {
  expect(sayInEnglish(reasonSaid(why, reason))).toSatisfy(isWhole)
})

it('names hosts once, and pods by their name alone', () => {
  expect(sayInEnglish(reasonSaid(why, { kind: 'other-host', passed: [other, { ...other, link: 'ens5' }] }))).toBe(
    'Nothing that was sent came to pod1: it went by k8s-w1.',
  )
})

it.each(PROPOSALS)('has words for what would show something: $tap.link “$expression”', (proposal) => {
  expect(sayInEnglish(proposalSaid(why, proposal))).toSatisfy(isWhole)
})
