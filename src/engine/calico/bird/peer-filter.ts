import type { LinkName } from '../../linux/link'
import { type Prefix, prefixCovers, prefixEquals } from '../../net/prefix'
import type { BGPFilter, BGPFilterRule } from '../resources/bgp-filter'

/** What a rule asks of a route. */
export interface FilteredRoute {
  readonly prefix: Prefix
  /** By which it leaves; absent for blackholes and what leads nowhere. */
  readonly dev?: LinkName
  readonly isByBgp: boolean
}

/**
 * What the filters of a BGPPeer say of a route: the first rule that holds decides, in the order of the filters; undefined
 * if none does. Then what comes is let in, and what goes asks Calico's own filter, which an `Accept` passes over.
 * Source: confd/pkg/resource/template/template_funcs.go `BGPFilterBIRDFuncs`, bird.cfg.template. [BGP-9]
 */
export function verdictOf(
  filters: readonly BGPFilter[],
  direction: 'importV4' | 'exportV4',
  route: FilteredRoute,
  isInternalPeer: boolean,
): 'Accept' | 'Reject' | undefined {
  for (const filter of filters) {
    const rule = filter[direction].find((candidate) => holds(candidate, route, isInternalPeer))
    if (rule) return rule.action
  }
  return undefined
}

const holds = (rule: BGPFilterRule, route: FilteredRoute, isInternalPeer: boolean): boolean =>
  (rule.cidr === undefined || matchesNetwork(rule, rule.cidr, route.prefix)) &&
  (rule.source === undefined || route.isByBgp) &&
  (rule.interface === undefined || (route.dev !== undefined && patternOf(rule.interface).test(route.dev))) &&
  (rule.peerType === undefined || (rule.peerType === 'iBGP') === isInternalPeer)

function matchesNetwork({ matchOperator, prefixLength }: BGPFilterRule, cidr: Prefix, prefix: Prefix): boolean {
  const { min = cidr.length, max = 32 } = prefixLength ?? {}
  const isIn = prefixCovers(cidr, prefix) && prefix.length >= min && prefix.length <= max
  switch (matchOperator) {
    case 'Equal':
      return prefixEquals(cidr, prefix)
    case 'NotEqual':
      return !prefixEquals(cidr, prefix)
    case 'In':
      return isIn
    case 'NotIn':
      return !isIn
  }
}

/** BIRD's `~` on text: `*` is any, `?` one (lib/patmatch.c). */
const patternOf = (text: string): RegExp =>
  new RegExp(
    `^${text
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  )
