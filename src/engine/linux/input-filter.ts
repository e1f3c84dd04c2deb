import type { Ipv4 } from '../net/ipv4'
import { type Prefix, prefixContains } from '../net/prefix'
import type { FilteredPacket } from './forward-drop'
import type { Provenance } from './route'

/**
 * A rule pair of the INPUT chain: of this protocol, and port, a machine takes only what is from one of these; the rest it
 * drops without a word.
 */
export interface InputFilter {
  /** IP protocol number. */
  readonly protocol: number
  readonly destinationPort?: number
  /** An ip set of single addresses, shared by all machines that have it. */
  readonly addresses: ReadonlySet<Ipv4>
  readonly networks: readonly Prefix[]
  readonly provenance: Provenance
}

/** Whether the filter keeps the packet, which is for this machine, from going up. [IN-4] */
export const keepsOut = (filter: InputFilter, { source, protocol, ports }: FilteredPacket): boolean =>
  filter.protocol === protocol &&
  (filter.destinationPort === undefined || filter.destinationPort === ports[1]) &&
  !filter.addresses.has(source) &&
  !filter.networks.some((network) => prefixContains(network, source))
