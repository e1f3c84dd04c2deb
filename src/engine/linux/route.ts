import type { Ipv4 } from '../net/ipv4'
import type { Prefix } from '../net/prefix'
import type { ResourceRef } from '../resource-ref'
import type { LinkName } from './link'

/** As iproute2 prints it: by its name in `/etc/iproute2/rt_protos`, or its number; `80` is Felix's, which has no name. */
export type RouteProtocol = (typeof PROTOCOL_NAMES)[keyof typeof PROTOCOL_NAMES] | `${number}`

/** Of iproute2 6.1. */
const PROTOCOL_NAMES = {
  0: 'unspec',
  1: 'redirect',
  2: 'kernel',
  3: 'boot',
  4: 'static',
  8: 'gated',
  9: 'ra',
  10: 'mrt',
  11: 'zebra',
  12: 'bird',
  13: 'dnrouted',
  14: 'xorp',
  15: 'ntk',
  16: 'dhcp',
  17: 'mrouted',
  18: 'keepalived',
  42: 'babel',
  99: 'openr',
  186: 'bgp',
  187: 'isis',
  188: 'ospf',
  189: 'rip',
  192: 'eigrp',
} as const

export const protocolNamed = (number: number): RouteProtocol =>
  (PROTOCOL_NAMES as Readonly<Record<number, RouteProtocol>>)[number] ?? `${number}`

const NUMBERS: ReadonlyMap<string, number> = new Map(
  Object.entries(PROTOCOL_NAMES).map(([number, name]) => [name, Number(number)]),
)

/** RTPROT_* of linux/rtnetlink.h. */
export const protocolNumber = (protocol: RouteProtocol): number => NUMBERS.get(protocol) ?? Number(protocol)

export type RouteType = 'unicast' | 'local' | 'blackhole' | 'unreachable' | 'prohibit'

export type RouteScope = 'global' | 'link' | 'host'

export interface NextHop {
  readonly gateway?: Ipv4
  /** Absent only where `type` is not unicast. */
  readonly dev?: LinkName
  /** The gateway is taken to be on the link, whatever the link's own network. */
  readonly onlink?: boolean
}

/**
 * Who put a route there and why. Calico reaches a trace only as this data, so a trace can say why without knowing
 * Calico.
 */
export interface Provenance {
  readonly programmer: 'kernel' | 'felix' | 'bird' | 'cni' | 'dhcp' | 'operator'
  /** Key of the sentence that explains it, in the catalogue under `provenance`. */
  readonly because: string
  readonly details: Readonly<Record<string, string | number>>
  readonly from: readonly ResourceRef[]
}

/** One line of the main table. More than one next hop is ECMP. */
export interface Route {
  readonly type: RouteType
  readonly destination: Prefix
  readonly nextHops: readonly NextHop[]
  readonly metric: number
  readonly protocol: RouteProtocol
  readonly scope: RouteScope
  readonly preferredSource?: Ipv4
  readonly mtuBytes?: number
  readonly provenance: Provenance
}
