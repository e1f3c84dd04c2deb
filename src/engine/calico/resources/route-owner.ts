import type { ProgramClusterRoutes } from './bgp-configuration'
import type { Era } from './cluster-information'
import type { Datastore } from './datastore'

/** The cluster routes that either daemon can be told to program; VXLAN is always Felix's. */
export type ClusterRouteKind = 'ipip' | 'no-encap'

interface Owners {
  readonly felix: ProgramClusterRoutes
  readonly bird: ProgramClusterRoutes
}

/**
 * Source: felix/config/config_params.go and confd/pkg/backends/calico/bgp_processor.go: `ProgramClusterRoutes` is absent
 * up to v3.30, `Disabled` in Felix for v3.31 and v3.32, and shared from v3.33 on. [OWN-1]
 */
const DEFAULTS: Readonly<Record<Era, Owners>> = {
  classic: { felix: 'Disabled', bird: 'Enabled' },
  'v3.31': { felix: 'Disabled', bird: 'Enabled' },
  'v3.32': { felix: 'Disabled', bird: 'Enabled' },
  current: { felix: 'EnabledIPIPOnly', bird: 'EnabledNoEncapOnly' },
}

const COVERS: Readonly<Record<ProgramClusterRoutes, readonly ClusterRouteKind[]>> = {
  Disabled: [],
  EnabledIPIPOnly: ['ipip'],
  EnabledNoEncapOnly: ['no-encap'],
  Enabled: ['ipip', 'no-encap'],
}

/** Whether that daemon programs the routes of that kind. Both, or neither, may: Calico does not prevent it. */
export function programs(
  daemon: keyof Owners,
  kind: ClusterRouteKind,
  { information, felixConfiguration, bgpConfiguration }: Datastore,
): boolean {
  const defaults = DEFAULTS[information.era]
  const setting = {
    felix: felixConfiguration.programClusterRoutes ?? defaults.felix,
    bird: bgpConfiguration.programClusterRoutes ?? defaults.bird,
  }
  return COVERS[setting[daemon]].includes(kind)
}
