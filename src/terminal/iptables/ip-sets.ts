import type { Cluster } from '../../engine/lab/cluster'
import { formatPrefix } from '../../engine/net/prefix'

/** A set of networks that Felix keeps for its rules. */
export interface IpSet {
  readonly name: string
  readonly members: readonly string[]
  /** Rules that name it. */
  readonly references: number
}

/**
 * The sets that the modelled rules of table nat ask: pools with natOutgoing, and all pools.
 * Source: felix/dataplane/linux/masq_mgr.go, felix/ipsets/ipset_defs.go.
 */
export function ipSetsOf({ pools }: Cluster): readonly IpSet[] {
  const masqueraded = pools.filter(({ natOutgoing }) => natOutgoing)
  const references = masqueraded.length > 0 ? 1 : 0
  const set = (name: string, some: typeof pools): IpSet => ({
    name,
    members: some.map(({ cidr }) => formatPrefix(cidr)),
    references,
  })
  return [set('cali40all-ipam-pools', pools), set('cali40masq-ipam-pools', masqueraded)]
}
