import type { Ipv4 } from '../../net/ipv4'
import type { InterfaceAddress, Prefix } from '../../net/prefix'

/** The network under the cluster: podpath.dev/v1 Underlay. */
export interface Underlay {
  readonly name: string
  /** Of every link. */
  readonly mtuBytes: number
  readonly subnets: readonly Subnet[]
  readonly routers: readonly UnderlayRouter[]
  readonly hosts: readonly UnderlayHost[]
}

export interface Subnet {
  readonly name: string
  readonly cidr: Prefix
  /** The hosts' default route; absent: they have none. */
  readonly gateway?: Ipv4
}

export interface StaticRoute {
  readonly to: Prefix
  readonly via: Ipv4
  readonly metric: number
}

export interface UnderlayRouter {
  readonly name: string
  /** eth0, eth1, … in this order. */
  readonly interfaces: readonly { readonly subnet: string; readonly address: Ipv4 }[]
  readonly routes: readonly StaticRoute[]
  readonly bgp?: { readonly asNumber: number; readonly advertise: 'none' | 'connected' }
  readonly drops: readonly RouterDrop[]
}

export interface RouterDrop {
  /** IP protocol number. */
  readonly protocol?: number
  readonly port?: number
  readonly source?: Prefix
}

/** What a Node cannot say about itself. Nodes that `hosts` does not list have the defaults. */
export interface UnderlayHost {
  readonly node: string
  readonly interface: string
  readonly gatewayMetric: number
  readonly routes: readonly StaticRoute[]
  readonly missingDevices: readonly string[]
  readonly birdStopped: boolean
}

/** What an address is masked with on the interface: the subnet it is in. */
export const interfaceAddressIn = (subnet: Subnet, address: Ipv4): InterfaceAddress => ({
  address,
  length: subnet.cidr.length,
})
