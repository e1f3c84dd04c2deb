import { expect, it } from 'vitest'
import { prefix } from '../../net/prefix'
import { natChains } from './nat-chains'

const provenance = { programmer: 'felix', because: 'test', details: {}, from: [] } as const
const outgoing = { sources: [prefix('172.16.0.0/16')], exceptDestinations: [prefix('172.16.0.0/16')], provenance }
const tunnel = (outOf: string) => ({ sources: [prefix('0.0.0.0/0')], exceptDestinations: [], outOf, provenance })

const commentsOf = (outOf: string, name: string) =>
  natChains([outgoing, tunnel(outOf)], { natOutgoingExclusions: 'IPPoolsOnly' })
    .find((chain) => chain.name === name)
    ?.rules.map(({ comment }) => comment)

// As they stand on real nodes: people have posted `iptables-save` of theirs.
it.each([
  ['tunl0', 'PREROUTING', ['cali:6gwbT8clXdHdC1b1']],
  ['tunl0', 'OUTPUT', ['cali:tVnHkvAo15HuiPy0']],
  ['tunl0', 'POSTROUTING', ['cali:O3lYWMrLQYEMJtB5']],
  ['tunl0', 'cali-PREROUTING', ['cali:r6XmIziWUJsdOK6Z']],
  ['tunl0', 'cali-OUTPUT', ['cali:GBTAv2p5CwevEyJm']],
  ['tunl0', 'cali-POSTROUTING', ['cali:Z-c7XtVd2Bq7s_hA', 'cali:nYKhEzDlr11Jccal', 'cali:SXWvdsbh4Mw7wOln']],
  ['vxlan.calico', 'cali-POSTROUTING', ['cali:Z-c7XtVd2Bq7s_hA', 'cali:nYKhEzDlr11Jccal', 'cali:e9dnSgSVNmIcpVhP']],
  ['tunl0', 'cali-nat-outgoing', ['cali:flqWnvo8yq4ULQLa']],
  ['tunl0', 'INPUT', []],
])('[FELIX-12] with a tunnel by %s the rules of %s have the hashes that Felix gives them', (outOf, chain, comments) =>
  expect(commentsOf(outOf, chain)).toEqual(comments),
)

it('[FELIX-12] without Felix the kernel’s own chains are empty', () => {
  expect(natChains([], undefined).map(({ name, policy, rules }) => [name, policy, rules.length])).toEqual([
    ['PREROUTING', 'ACCEPT', 0],
    ['INPUT', 'ACCEPT', 0],
    ['OUTPUT', 'ACCEPT', 0],
    ['POSTROUTING', 'ACCEPT', 0],
  ])
})
