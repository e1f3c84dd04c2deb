import { expect, it } from 'vitest'
import reference from '../labs/reference.yaml'
import { selectCluster } from './derived'
import { encapCommands } from './encap-commands'
import { effectsOf } from './pair-effects'

const { document } = reference
const pool = selectCluster({ document }).pools[0]

it.each([
  ['Never', { pairs: 3, wrapped: 0, lost: 2 }],
  ['CrossSubnet', { pairs: 3, wrapped: 2, lost: 0 }],
  ['Always', { pairs: 3, wrapped: 3, lost: 0 }],
] as const)('says what ipipMode %s would do to all pairs', (mode, effects) => {
  expect(pool && effectsOf(document, encapCommands(pool, 'ipip', mode))).toEqual(effects)
})

it('switches the other tunnel off first, since a pool has one encapsulation', () => {
  expect(pool && encapCommands(pool, 'vxlan', 'Always')).toEqual([
    { kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' },
    { kind: 'set-vxlan-mode', pool: 'default-ipv4-ippool', mode: 'Always' },
  ])
  expect(pool && encapCommands(pool, 'vxlan', 'Never')).toHaveLength(1)
})
