import type { Ipv4 } from '../net/ipv4'
import { prefixContains } from '../net/prefix'
import type { ForwardDrop } from './namespace'

/** A packet, as far as filters look at it. */
export interface FilteredPacket {
  readonly source: Ipv4
  readonly destination: Ipv4
  /** IP protocol number. */
  readonly protocol: number
  /** Of TCP or UDP, both. */
  readonly ports: readonly number[]
}

/** Whether the filter discards the packet: all that it names must match. [FWD-2] */
export const forbids = (rule: ForwardDrop, { source, destination, protocol, ports }: FilteredPacket): boolean =>
  (rule.protocol === undefined || rule.protocol === protocol) &&
  (rule.source === undefined || prefixContains(rule.source, source)) &&
  (rule.destination === undefined || prefixContains(rule.destination, destination)) &&
  (rule.port === undefined || ports.includes(rule.port))
