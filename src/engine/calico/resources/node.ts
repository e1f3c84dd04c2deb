import type { Ipv4 } from '../../net/ipv4'
import type { Mac } from '../../net/mac'
import type { InterfaceAddress } from '../../net/prefix'

/** A Calico node: what a Kubernetes Node with Calico's annotations, or Calico's own Node, says of it. */
export interface CalicoNode {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** Kubernetes InternalIP: the address the machine really has. */
  readonly internalAddress: Ipv4
  /** `spec.bgp.ipv4Address`. Its mask says what "same subnet" means to this node, whatever the interface's mask is. */
  readonly bgpAddress: InterfaceAddress
  readonly ipipTunnelAddress?: Ipv4
  readonly vxlanTunnelAddress?: Ipv4
  readonly vxlanTunnelMac?: Mac
  readonly asNumber?: number
  readonly routeReflectorClusterId?: string
}
