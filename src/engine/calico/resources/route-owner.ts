import type { ProgramClusterRoutes } from './bgp-configuration'
import type { Era } from './cluster-information'
import type { Datastore } from './datastore'
import type { IPPool } from './ip-pool'

/** The cluster routes that either daemon can be told to program; VXLAN is always Felix's. */
export type ClusterRouteKind = 'ipip' | 'no-encap'

export type RouteDaemon = 'felix' | 'bird'

/** Which routes a daemon programs: when its field is left out, and by each value that the release knows. */
interface Share {
  readonly unset: readonly ClusterRouteKind[]
  readonly by: Partial<Readonly<Record<ProgramClusterRoutes, readonly ClusterRouteKind[]>>>
}

const KINDS: readonly ClusterRouteKind[] = ['ipip', 'no-encap']

const SINCE_V3_33: Share['by'] = {
  Disabled: [],
  EnabledIPIPOnly: ['ipip'],
  EnabledNoEncapOnly: ['no-encap'],
  Enabled: KINDS,
}

/**
 * BIRD programmed both kinds in all releases up to v3.30, and no field said otherwise. v3.31 gave FelixConfiguration a
 * field that covers IPIP and BGPConfiguration none yet; v3.32 has both, on or off; v3.33 shares by default. A value that
 * a release does not know is taken as none at all.
 * Source: felix/config/config_params.go and confd/pkg/backends/calico/bgp_processor.go
 * (`clusterRoutePolicyFromBGPConfig`) of each release. [OWN-1]
 */
const SHARES: Readonly<Record<Era, Readonly<Record<RouteDaemon, Share>>>> = {
  classic: { felix: { unset: [], by: {} }, bird: { unset: KINDS, by: {} } },
  'v3.31': { felix: { unset: [], by: { Disabled: [], Enabled: ['ipip'] } }, bird: { unset: KINDS, by: {} } },
  'v3.32': {
    felix: { unset: [], by: { Disabled: [], Enabled: KINDS } },
    bird: { unset: KINDS, by: { Disabled: [], Enabled: KINDS } },
  },
  current: { felix: { unset: ['ipip'], by: SINCE_V3_33 }, bird: { unset: ['no-encap'], by: SINCE_V3_33 } },
}

/** What decides who programs which routes. */
export type RouteSettings = Pick<Datastore, 'information' | 'felixConfiguration' | 'bgpConfiguration'>

const settingOf = (
  daemon: RouteDaemon,
  { felixConfiguration, bgpConfiguration }: RouteSettings,
): ProgramClusterRoutes | undefined => (daemon === 'felix' ? felixConfiguration : bgpConfiguration).programClusterRoutes

/** Whether that daemon programs the routes of that kind. Both, or neither, may: Calico does not prevent it. */
export function programs(daemon: RouteDaemon, kind: ClusterRouteKind, settings: RouteSettings): boolean {
  const share = SHARES[settings.information.era][daemon]
  const setting = settingOf(daemon, settings)
  return ((setting && share.by[setting]) ?? share.unset).includes(kind)
}

/** The value of `programClusterRoutes` that the release at hand does not know, and so takes as none. */
export function unknownSetting(daemon: RouteDaemon, settings: RouteSettings): ProgramClusterRoutes | undefined {
  const setting = settingOf(daemon, settings)
  return setting === undefined || setting in SHARES[settings.information.era][daemon].by ? undefined : setting
}

/** Routes that two daemons program, or none, and the pools they are of. */
export interface OwnershipFault {
  readonly fault: 'twice' | 'nobody'
  readonly kind: ClusterRouteKind
  readonly pools: readonly string[]
}

export function routeKindOf({ ipipMode, vxlanMode }: IPPool): ClusterRouteKind | undefined {
  if (vxlanMode !== 'Never') return undefined
  return ipipMode === 'Never' ? 'no-encap' : 'ipip'
}

/** Of the kinds of routes that the pools call for. [OWN-3] */
export const ownershipFaults = (settings: RouteSettings & Pick<Datastore, 'pools'>): readonly OwnershipFault[] =>
  KINDS.flatMap((kind): readonly OwnershipFault[] => {
    const pools = settings.pools.filter((pool) => routeKindOf(pool) === kind).map(({ name }) => name)
    const felix = programs('felix', kind, settings)
    if (pools.length === 0 || felix !== programs('bird', kind, settings)) return []
    return [{ fault: felix ? 'twice' : 'nobody', kind, pools }]
  })
