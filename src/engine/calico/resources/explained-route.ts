import type { Provenance, Route } from '../../linux/route'

/**
 * A route whose provenance is written out when somebody asks for it: a cluster has thousands of routes, and a reader
 * looks at a few.
 */
export function explainedRoute(
  route: Pick<Route, 'destination' | 'nextHops' | 'protocol'> & Partial<Omit<Route, 'provenance'>>,
  explain: () => Provenance,
): Route {
  let written: Provenance | undefined
  return {
    type: 'unicast',
    scope: 'global',
    metric: 0,
    ...route,
    get provenance() {
      written ??= explain()
      return written
    },
  }
}
