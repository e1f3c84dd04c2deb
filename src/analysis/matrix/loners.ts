import type { Fabric } from '../../engine/fabric/fabric'
import type { Link } from '../../engine/linux/link'
import type { ForwardDrop } from '../../engine/linux/namespace'
import { oncePer } from '../../engine/once-per'
import type { Cast, Machine } from './cast'
import { macOwnersOf } from './vteps'

/**
 * Machines that are compared with nobody: with what they have, it counts in which order things are listed, or the
 * question who is meant has no single answer.
 */
export function lonersIn({ machines, shared }: Cast): ReadonlySet<number> {
  const { shared: sharedMacs } = macOwnersOf(machines)
  const isLoner = ({ namespace, addresses, links, plugs }: Machine): boolean =>
    namespace.role === 'pod' ||
    isOdd(links) ||
    (shared.size > 0 && addresses.some((address) => shared.has(address))) ||
    (sharedMacs.size > 0 && links.some(({ mac }) => mac !== undefined && sharedMacs.has(mac))) ||
    plugs.some(({ segment }, i) => segment !== undefined && plugs.findIndex((other) => other.segment === segment) < i)
  return new Set(machines.filter(isLoner).map(({ id }) => id))
}

const isOdd = oncePer((links: readonly Link[]): boolean =>
  links.some(({ up, proxyArp, addresses }) => proxyArp || (!up && addresses.length > 0)),
)

/** The ports of which VXLAN takes one for a flow, by a hash of both addresses (`net.ipv4.ip_local_port_range`). */
const FIRST_FLOW_PORT = 32768

/** Whether a filter looks at a port that is a hash of addresses: no two hosts are alike to it. */
export function asksForFlowPorts({ segments }: Fabric, { machines }: Cast): boolean {
  const asks = ({ port = 0 }: ForwardDrop): boolean => port >= FIRST_FLOW_PORT
  for (const { losses } of segments) if (losses?.drops.some(asks)) return true
  for (const { namespace } of machines) if (namespace.forwardDrops.some(asks)) return true
  return false
}
