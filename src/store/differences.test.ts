import { expect, it } from 'vitest'
import reference from '../labs/reference.yaml'
import { selectCluster } from './derived'
import { tollOfCommands } from './differences'
import { encapCommands } from './encap-commands'

const { document } = reference
const pool = selectCluster({ document }).pools[0]

it.each([
  ['Never', { all: 3, wrapped: 0, lostAfter: 2, lost: 2 }],
  ['CrossSubnet', { all: 3, wrapped: 2, lostAfter: 0, rewrapped: 0 }],
  ['Always', { all: 3, wrapped: 3, lostAfter: 0, rewrapped: 1 }],
] as const)('says what ipipMode %s would do to all pairs', (mode, effects) => {
  expect(pool && tollOfCommands(document, encapCommands(pool, 'ipip', mode))?.pairs).toMatchObject(effects)
})

it('switches the other tunnel off first, since a pool has one encapsulation', () => {
  expect(pool && encapCommands(pool, 'vxlan', 'Always')).toEqual([
    { kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' },
    { kind: 'set-vxlan-mode', pool: 'default-ipv4-ippool', mode: 'Always' },
  ])
  expect(pool && encapCommands(pool, 'vxlan', 'Never')).toHaveLength(1)
})
