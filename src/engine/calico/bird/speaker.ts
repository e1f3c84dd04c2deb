import type { Route } from '../../linux/route'
import type { Ipv4 } from '../../net/ipv4'
import type { InterfaceAddress, Prefix } from '../../net/prefix'
import type { IPPool } from '../resources/ip-pool'
import type { CalicoNode } from '../resources/node'

/** A machine that runs BIRD: a Calico node, or a router of the underlay that speaks BGP. */
export interface Speaker {
  readonly name: string
  readonly addresses: readonly InterfaceAddress[]
  readonly routerId: Ipv4
  readonly asNumber: number
  /** Of a node that reflects routes. */
  readonly clusterId?: string
  /** The node, if it is one: its filters are Calico's. */
  readonly node?: CalicoNode
  /** What it announces of its own accord, before any filter of a session. */
  readonly originates: readonly Prefix[]
  /** Of what it originates; left out: BIRD's default. */
  readonly localPreference?: number
  /** False of a router that only listens. */
  readonly announces: boolean
  /** The machine's table without what BIRD itself writes: what next hops resolve through. */
  readonly kernelRoutes: readonly Route[]
  readonly pools: readonly IPPool[]
}

/** One configured end of a session. */
export interface Peering {
  readonly speaker: string
  readonly peer: string
  readonly localAddress: Ipv4
  readonly peerAddress: Ipv4
  readonly nextHopMode: 'Auto' | 'Self' | 'Keep'
  /** How often the own AS may stand in a path that comes in. */
  readonly allowedLocalAs: number
}

/** A route in a BIRD table that came by BGP. */
export interface BgpRoute {
  readonly prefix: Prefix
  readonly nextHop: Ipv4
  readonly asPath: readonly number[]
  readonly localPreference: number
  /** Who it was heard from, and how. */
  readonly from: { readonly speaker: string; readonly address: Ipv4; readonly kind: 'ibgp' | 'ebgp' }
  /** Router id of who brought it into the AS. */
  readonly originatorId: Ipv4
  readonly clusterList: readonly string[]
}
