import type { NextHop, Provenance, Route, RouteProtocol, RouteType } from '../../linux/route'
import type { Prefix } from '../../net/prefix'

/** Felix's own protocol number, which iproute2 has no name for (felix/config: `RouteProtocol`). */
export const FELIX_PROTOCOL: RouteProtocol = '80'

interface FelixRoute {
  readonly type?: RouteType
  readonly destination: Prefix
  readonly nextHop?: NextHop
  readonly protocol: RouteProtocol
  readonly scope?: Route['scope']
  readonly mtuBytes?: number
  readonly metric?: number
  readonly provenance: Provenance
}

export const felixRoute = ({ nextHop, ...route }: FelixRoute): Route => ({
  type: 'unicast',
  scope: 'global',
  metric: 0,
  nextHops: nextHop ? [nextHop] : [],
  ...route,
})
