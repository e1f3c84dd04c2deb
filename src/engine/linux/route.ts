import type { Ipv4 } from '../net/ipv4'
import type { Prefix } from '../net/prefix'
import type { ResourceRef } from '../resource-ref'
import type { LinkName } from './link'

/** Names of `/etc/iproute2/rt_protos` as iproute2 prints them; `80` is Felix's, which has no name. */
export type RouteProtocol = 'kernel' | 'boot' | 'static' | 'dhcp' | 'bird' | '80'

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
