import type { Fabric } from '../../engine/fabric/fabric'
import type { ForwardDrop } from '../../engine/linux/namespace'
import type { Cast, Machine, Plug } from './cast'
import { macOwnersOf } from './vteps'

/**
 * Machines that are compared with nobody: with what they have, it counts in which order things are listed, or the
 * question who is meant has no single answer.
 */
export function lonersIn({ machines, shared }: Cast): ReadonlySet<number> {
  const { shared: sharedMacs } = macOwnersOf(machines)
  const isLoner = ({ namespace, addresses, plugs }: Machine): boolean => {
    const isOdd = ({ link: { up, proxyArp, mac, addresses: own }, segment }: Plug, i: number): boolean =>
      proxyArp ||
      (!up && own.length > 0) ||
      (mac !== undefined && sharedMacs.has(mac)) ||
      (segment !== undefined && plugs.findIndex((other) => other.segment === segment) < i)
    return namespace.role === 'pod' || addresses.some((address) => shared.has(address)) || plugs.some(isOdd)
  }
  return new Set(machines.filter(isLoner).map(({ id }) => id))
}

/** The ports of which VXLAN takes one for a flow, by a hash of both addresses (`net.ipv4.ip_local_port_range`). */
const FIRST_FLOW_PORT = 32768

/** Whether a filter looks at a port that is a hash of addresses: no two hosts are alike to it. */
export function asksForFlowPorts({ segments, namespaces }: Fabric): boolean {
  const asks = ({ port = 0 }: ForwardDrop): boolean => port >= FIRST_FLOW_PORT
  for (const { losses } of segments) if (losses?.drops.some(asks)) return true
  for (const { forwardDrops } of namespaces.values()) if (forwardDrops.some(asks)) return true
  return false
}
