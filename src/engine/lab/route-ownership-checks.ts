import { DEFAULT_BGP_CONFIGURATION } from '../calico/resources/bgp-configuration'
import { DEFAULT_CLUSTER_INFORMATION } from '../calico/resources/cluster-information'
import { DEFAULT_FELIX_CONFIGURATION } from '../calico/resources/felix-configuration'
import {
  ownershipFaults,
  programs,
  type RouteDaemon,
  type RouteSettings,
  routeKindOf,
  unknownSetting,
} from '../calico/resources/route-owner'
import type { Issue } from '../issue'
import { entryIssue } from './entry-issue'
import type { Resources } from './read-resources'

const FIELD = ['spec', 'programClusterRoutes'] as const

/**
 * Whether every route between nodes has one daemon that programs it. Calico lets the two settings contradict each other
 * and says nothing (its design/cluster-routes: "nothing in the product detects or rejects an inconsistent pair"), so
 * this is a warning. [OWN-3]
 */
export function routeOwnershipIssues(resources: Resources): Issue[] {
  const settings = settingsOf(resources)
  const { information } = settings
  const release = { era: information.era, version: information.calicoVersion ?? 'v3.28' }
  const pools = resources.pools.map(({ value }) => value)
  const birdsIpip = programs('bird', 'ipip', settings) ? pools.filter((pool) => routeKindOf(pool) === 'ipip') : []
  return [
    ...(['felix', 'bird'] as const).flatMap((daemon) => {
      const value = unknownSetting(daemon, settings)
      const entry = settingOf(resources, daemon)
      return value && entry ? [entryIssue(entry, FIELD, 'setting-unknown', { value, ...release }, 'warning')] : []
    }),
    ...ownershipFaults({ ...settings, pools }).map(({ fault, kind, pools: names }) =>
      atSetting(resources, `cluster-routes-${fault}-${kind}`, { pools: names.join(', '), ...release }),
    ),
    ...(information.era === 'current' && birdsIpip.length > 0
      ? [atSetting(resources, 'bird-ipip-deprecated', { pools: birdsIpip.map(({ name }) => name).join(', ') })]
      : []),
  ]
}

const settingsOf = ({ informations, felixConfigurations, bgpConfigurations }: Resources): RouteSettings => ({
  information: informations[0]?.value ?? DEFAULT_CLUSTER_INFORMATION,
  felixConfiguration: felixConfigurations[0]?.value ?? DEFAULT_FELIX_CONFIGURATION,
  bgpConfiguration: bgpConfigurations[0]?.value ?? DEFAULT_BGP_CONFIGURATION,
})

/** The configuration that says what the daemon programs, if it says so. */
function settingOf({ felixConfigurations, bgpConfigurations }: Resources, daemon: RouteDaemon) {
  const [entry] = daemon === 'felix' ? felixConfigurations : bgpConfigurations
  return entry?.value.programClusterRoutes === undefined ? undefined : entry
}

/** At what was set by hand: without a setting the defaults of a release agree. */
function atSetting(resources: Resources, code: string, params: Issue['params']): Issue {
  const entry = settingOf(resources, 'bird') ?? settingOf(resources, 'felix')
  return entry ? entryIssue(entry, FIELD, code, params, 'warning') : { code, params, severity: 'warning' }
}
