import { expect, it } from 'vitest'
import { prefix } from '../../net/prefix'
import { DEFAULT_BGP_CONFIGURATION, type ProgramClusterRoutes } from './bgp-configuration'
import type { Era } from './cluster-information'
import type { Datastore } from './datastore'
import { DEFAULT_FELIX_CONFIGURATION } from './felix-configuration'
import type { EncapMode, IPPool } from './ip-pool'
import { ownershipFaults, programs } from './route-owner'
import { hasRoutePriority } from './route-priority'

const datastore = (era: Era, felix?: ProgramClusterRoutes, bird?: ProgramClusterRoutes): Datastore => ({
  information: { era },
  nodes: [],
  pods: [],
  pools: [],
  bgpPeers: [],
  bgpFilters: [],
  blockAffinities: [],
  felixConfiguration: { ...DEFAULT_FELIX_CONFIGURATION, ...(felix && { programClusterRoutes: felix }) },
  bgpConfiguration: { ...DEFAULT_BGP_CONFIGURATION, ...(bird && { programClusterRoutes: bird }) },
})

const examplePool = (ipipMode: EncapMode): IPPool => ({
  name: ipipMode,
  cidr: prefix('10.0.0.0/16'),
  blockSize: 26,
  ipipMode,
  vxlanMode: 'Never',
  natOutgoing: false,
  disabled: false,
  disableBGPExport: false,
  nodeSelector: 'all()',
  allowedUses: ['Workload', 'Tunnel'],
})

const ownersOf = (store: Datastore): string =>
  (['ipip', 'no-encap'] as const)
    .map(
      (kind) => `${kind}: ${(['felix', 'bird'] as const).filter((daemon) => programs(daemon, kind, store)).join('+')}`,
    )
    .join(', ')

it.each<[Era, ProgramClusterRoutes | undefined, ProgramClusterRoutes | undefined, string]>([
  ['classic', undefined, undefined, 'ipip: bird, no-encap: bird'],
  ['v3.31', undefined, undefined, 'ipip: bird, no-encap: bird'],
  ['v3.32', undefined, undefined, 'ipip: bird, no-encap: bird'],
  ['current', undefined, undefined, 'ipip: felix, no-encap: bird'],
  // What a release does not know, it does as if it were left out.
  ['classic', 'Enabled', 'Disabled', 'ipip: bird, no-encap: bird'],
  ['v3.31', 'Enabled', 'Disabled', 'ipip: felix+bird, no-encap: bird'],
  ['v3.32', 'Enabled', 'Disabled', 'ipip: felix, no-encap: felix'],
  ['v3.32', 'EnabledIPIPOnly', 'EnabledNoEncapOnly', 'ipip: bird, no-encap: bird'],
  ['v3.32', 'Enabled', undefined, 'ipip: felix+bird, no-encap: felix+bird'],
  ['v3.32', undefined, 'Disabled', 'ipip: , no-encap: '],
  ['current', 'EnabledIPIPOnly', 'EnabledNoEncapOnly', 'ipip: felix, no-encap: bird'],
  ['current', 'Enabled', 'Disabled', 'ipip: felix, no-encap: felix'],
  ['current', 'Disabled', 'Enabled', 'ipip: bird, no-encap: bird'],
  ['current', 'EnabledNoEncapOnly', 'EnabledIPIPOnly', 'ipip: bird, no-encap: felix'],
  ['current', 'Enabled', 'Enabled', 'ipip: felix+bird, no-encap: felix+bird'],
  ['current', 'Disabled', 'Disabled', 'ipip: , no-encap: '],
])('[OWN-1] %s, Felix %s, BIRD %s: %s', (era, felix, bird, expected) => {
  expect(ownersOf(datastore(era, felix, bird))).toBe(expected)
})

const VALUES = [undefined, 'Disabled', 'EnabledIPIPOnly', 'EnabledNoEncapOnly', 'Enabled'] as const

it('[OWN-3] of the 25 pairs of values that v3.33 may hold, seven give each kind of route one programmer', () => {
  const fair = VALUES.flatMap((felix) =>
    VALUES.filter((bird) => {
      const pools = [examplePool('Always'), examplePool('Never')]
      return ownershipFaults({ ...datastore('current', felix, bird), pools }).length === 0
    }).map((bird) => `${felix ?? '-'} ${bird ?? '-'}`),
  )
  expect(fair).toEqual([
    '- -',
    '- EnabledNoEncapOnly',
    'Disabled Enabled',
    'EnabledIPIPOnly -',
    'EnabledIPIPOnly EnabledNoEncapOnly',
    'EnabledNoEncapOnly EnabledIPIPOnly',
    'Enabled Disabled',
  ])
})

it('[OWN-3] a kind of route that no pool calls for is nobody’s fault', () => {
  const disabled = datastore('current', 'Disabled', 'Disabled')
  expect(ownershipFaults({ ...disabled, pools: [examplePool('CrossSubnet')] })).toEqual([
    { fault: 'nobody', kind: 'ipip', pools: ['CrossSubnet'] },
  ])
  expect(ownershipFaults({ ...disabled, pools: [{ ...examplePool('Never'), vxlanMode: 'Always' }] })).toEqual([])
  const both = datastore('current', 'EnabledIPIPOnly', 'Enabled')
  expect(ownershipFaults({ ...both, pools: [examplePool('Always'), examplePool('Never')] })).toEqual([
    { fault: 'twice', kind: 'ipip', pools: ['Always'] },
  ])
})

it.each<[Era, boolean]>([
  ['classic', false],
  ['v3.31', false],
  ['v3.32', true],
  ['current', true],
])('[OWN-2] %s: routes with a metric %s', (era, expected) => {
  expect(hasRoutePriority({ information: { era } })).toBe(expected)
})
