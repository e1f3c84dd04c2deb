import { protocolNamed, type RouteProtocol } from '../../linux/route'
import { DEFAULT_FELIX_CONFIGURATION, type FelixConfiguration } from '../resources/felix-configuration'

/** Felix's own number, which iproute2 has no name for (felix/dataplane/linux/dataplanedefs: `DefaultRouteProto`). */
const FELIX_PROTOCOL: RouteProtocol = '80'

export interface RouteProtocols {
  /** Of lines to own pods and into vxlan.calico, which Felix knows again by their device. */
  readonly byDevice: RouteProtocol
  /** Of all others, which share the NIC or no device at all with lines of other programs. */
  readonly own: RouteProtocol
}

/** Source: felix/dataplane/linux/route_mgr.go, `calculateRouteProtocol`. [FELIX-8] */
export function routeProtocols({ deviceRouteProtocol }: FelixConfiguration): RouteProtocols {
  const byDevice = protocolNamed(deviceRouteProtocol)
  const isDefault = deviceRouteProtocol === DEFAULT_FELIX_CONFIGURATION.deviceRouteProtocol
  return { byDevice, own: isDefault ? FELIX_PROTOCOL : byDevice }
}
