import type { Route } from '../../linux/route'

/** What Felix and BIRD say of a route; the rest is the kernel's default. */
export type ClusterRoute = Pick<Route, 'destination' | 'nextHops' | 'protocol' | 'provenance'> &
  Partial<Pick<Route, 'type' | 'scope' | 'metric' | 'mtuBytes'>>

/** Written out field by field: a cluster has thousands of these, and copying objects is several times as slow. */
export function clusterRoute({
  destination,
  nextHops,
  protocol,
  provenance,
  type,
  scope,
  metric,
  mtuBytes,
}: ClusterRoute): Route {
  const route: Route = {
    type: type ?? 'unicast',
    destination,
    nextHops,
    metric: metric ?? 0,
    protocol,
    scope: scope ?? 'global',
    provenance,
  }
  return mtuBytes === undefined ? route : { ...route, mtuBytes }
}
