import type { LinkName } from '../../linux/link'
import type { Ipv4 } from '../../net/ipv4'
import type { InterfaceAddress, Prefix } from '../../net/prefix'
import type { BGPFilter } from '../resources/bgp-filter'
import type { CalicoNode } from '../resources/node'
import type { ExportPolicy } from './export-filter'

/** A machine that runs BIRD: a Calico node, or a router of the underlay that speaks BGP. */
export interface Speaker {
  readonly name: string
  readonly addresses: readonly InterfaceAddress[]
  readonly routerId: Ipv4
  readonly asNumber: number
  /** Of a node that reflects routes. */
  readonly clusterId?: string
  /** The node, if it is one. */
  readonly node?: CalicoNode
  /** What its export filter lets through; a router has none, and says all or nothing. */
  readonly filter?: ExportPolicy
  /** False of a router that only listens. */
  readonly announces: boolean
  /** What stands in BIRD's table from anything but BGP: one route a prefix, the preferred one. */
  readonly table: LocalTable
}

/**
 * A route in BIRD's table that is not BGP's. `direct`: a network of one of its devices. `static`: of its configuration.
 * `kernel`: learned from the kernel, where somebody else put it.
 */
export interface LocalRoute {
  readonly prefix: Prefix
  readonly source: 'direct' | 'static' | 'kernel'
  /** Where it leads: a network at hand, another machine, nowhere. */
  readonly kind: 'device' | 'router' | 'blackhole' | 'unreachable'
  readonly dev?: LinkName
  readonly gateway?: Ipv4
  /** As the kernel has it. */
  readonly metric: number
}

export interface LocalTable {
  /** By `prefixKey`. */
  readonly routes: ReadonlyMap<number, LocalRoute>
  /** Of all prefixes, longest first. */
  readonly lengths: readonly number[]
}

/** One configured end of a session. */
export interface Peering {
  readonly speaker: string
  readonly peer: string
  readonly localAddress: Ipv4
  readonly peerAddress: Ipv4
  /** The AS that this end expects of the other; the session fails if it has another. */
  readonly peerAs: number
  readonly peerPort: number
  readonly nextHopMode: 'Auto' | 'Self' | 'Keep'
  /** How often the own AS may stand in a path that comes in. */
  readonly allowedLocalAs: number
  /** The other end is a client of this reflector (`rr client`). */
  readonly isClient: boolean
  /** Waits for the other end to connect. */
  readonly isPassive: boolean
  /** Says all it has to a prefix, not only the best (`add paths`, RFC 7911); takes both ends. */
  readonly addsPaths: boolean
  /** Of the BGPPeer that asks for the session; none in the mesh. */
  readonly filters: readonly BGPFilter[]
  /** A session across routers, as all of Calico's are; the others are on one link (`direct`). */
  readonly isMultihop: boolean
}

/** A route in a BIRD table that came by BGP. */
export interface BgpRoute {
  readonly prefix: Prefix
  readonly nextHop: Ipv4
  /** Where it goes at once, without a look into the table: over a session on one link (`gateway direct`). */
  readonly gateway?: Ipv4
  readonly asPath: readonly number[]
  readonly localPreference: number
  /** Who it was heard from, and how. */
  readonly from: Neighbour
  /** ORIGINATOR_ID, which a reflector adds: router id of who brought the route into the AS. */
  readonly originatorId?: Ipv4
  readonly clusterList: readonly string[]
}

interface Neighbour {
  readonly speaker: string
  readonly address: Ipv4
  readonly routerId: Ipv4
  readonly kind: 'ibgp' | 'ebgp'
  /** Whether the one who heard it takes the sender for its client. */
  readonly isClient: boolean
}
