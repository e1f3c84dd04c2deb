import type { Ipv4 } from '../net/ipv4'
import { type Prefix, prefixContains } from '../net/prefix'
import type { LinkName } from './link'
import { localTable } from './local-table'
import type { MasqueradeRule, Namespace } from './namespace'
import { findLink, selectAddress } from './source-address'

export interface Masquerade {
  readonly rule: MasqueradeRule
  /** What the source becomes: the address of the leaving device toward the next hop, or the rule's own. */
  readonly to: Ipv4
}

const holds = (networks: readonly Prefix[], address: Ipv4): boolean =>
  networks.some((network) => prefixContains(network, address))

const isOwnElsewhere = (namespace: Namespace, dev: LinkName, source: Ipv4): boolean =>
  localTable(namespace).has(source) &&
  findLink(namespace, dev)?.addresses.every(({ address }) => address !== source) === true

/**
 * What POSTROUTING does to the first packet of a connection that leaves by `dev`.
 * Source: `nf_nat_masquerade_ipv4` in net/netfilter/nf_nat_masquerade.c. [NAT-1, NAT-7]
 */
export function masqueradeFor(
  namespace: Namespace,
  packet: { readonly source: Ipv4; readonly destination: Ipv4 },
  dev: LinkName,
  nextHop: Ipv4,
): Masquerade | undefined {
  const rule = namespace.masquerade.find(
    ({ sources, exceptDestinations, outOf }) =>
      holds(sources, packet.source) &&
      !holds(exceptDestinations, packet.destination) &&
      (outOf === undefined || (outOf === dev && isOwnElsewhere(namespace, dev, packet.source))),
  )
  if (rule?.to !== undefined) return { rule, to: rule.to }
  const choice = rule && selectAddress(namespace, dev, nextHop, 'global')
  return rule && choice && { rule, to: choice.source }
}
