import { expect, it } from 'vitest'
import { DEFAULT_BGP_CONFIGURATION, type ProgramClusterRoutes } from './bgp-configuration'
import type { Era } from './cluster-information'
import type { Datastore } from './datastore'
import { DEFAULT_FELIX_CONFIGURATION } from './felix-configuration'
import { programs } from './route-owner'
import { hasRoutePriority } from './route-priority'

const datastore = (era: Era, felix?: ProgramClusterRoutes, bird?: ProgramClusterRoutes): Datastore => ({
  information: { era },
  nodes: [],
  pods: [],
  pools: [],
  bgpPeers: [],
  blockAffinities: [],
  felixConfiguration: { ...DEFAULT_FELIX_CONFIGURATION, ...(felix && { programClusterRoutes: felix }) },
  bgpConfiguration: { ...DEFAULT_BGP_CONFIGURATION, ...(bird && { programClusterRoutes: bird }) },
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
  ['v3.31', 'Enabled', 'Disabled', 'ipip: felix, no-encap: felix'],
  ['current', 'EnabledNoEncapOnly', 'EnabledIPIPOnly', 'ipip: bird, no-encap: felix'],
  ['current', 'Enabled', 'Enabled', 'ipip: felix+bird, no-encap: felix+bird'],
  ['current', 'Disabled', 'Disabled', 'ipip: , no-encap: '],
])('[OWN-1] %s, Felix %s, BIRD %s: %s', (era, felix, bird, expected) => {
  expect(ownersOf(datastore(era, felix, bird))).toBe(expected)
})

it.each<[Era, boolean]>([
  ['classic', false],
  ['v3.31', false],
  ['v3.32', true],
  ['current', true],
])('[OWN-2] %s: routes with a metric %s', (era, expected) => {
  expect(hasRoutePriority({ information: { era } })).toBe(expected)
})
