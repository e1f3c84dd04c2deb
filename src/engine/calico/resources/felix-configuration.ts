import type { Ipv4 } from '../../net/ipv4'
import type { ProgramClusterRoutes } from './bgp-configuration'

/** The FelixConfiguration named `default`, defaults filled in; a field left out follows the pools. */
export interface FelixConfiguration {
  readonly ipipEnabled?: boolean
  readonly vxlanEnabled?: boolean
  readonly ipipMtuBytes: number
  readonly vxlanMtuBytes: number
  readonly vxlanPort: number
  readonly vxlanVni: number
  readonly natOutgoingAddress?: Ipv4
  readonly natOutgoingExclusions: 'IPPoolsOnly' | 'IPPoolsAndHostIPs'
  readonly programClusterRoutes?: ProgramClusterRoutes
}
