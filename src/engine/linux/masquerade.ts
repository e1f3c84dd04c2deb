import type { Ipv4 } from '../net/ipv4'
import { type Prefix, prefixContains } from '../net/prefix'
import type { LinkName } from './link'
import type { MasqueradeRule, Namespace } from './namespace'
import { selectAddress } from './source-address'

export interface Masquerade {
  readonly rule: MasqueradeRule
  /** What the source becomes: the address of the leaving device toward the next hop, or the rule's own. */
  readonly to: Ipv4
}

const holds = (networks: readonly Prefix[], address: Ipv4): boolean =>
  networks.some((network) => prefixContains(network, address))

/**
 * What POSTROUTING does to the first packet of a connection that leaves by `dev`.
 * Source: `nf_nat_masquerade_ipv4` in net/netfilter/nf_nat_masquerade.c. [NAT-1]
 */
export function masqueradeFor(
  namespace: Namespace,
  packet: { readonly source: Ipv4; readonly destination: Ipv4 },
  dev: LinkName,
  nextHop: Ipv4,
): Masquerade | undefined {
  const rule = namespace.masquerade.find(
    ({ sources, exceptDestinations }) =>
      holds(sources, packet.source) && !holds(exceptDestinations, packet.destination),
  )
  if (rule?.to !== undefined) return { rule, to: rule.to }
  const choice = rule && selectAddress(namespace, dev, nextHop, 'global')
  return rule && choice && { rule, to: choice.source }
}
