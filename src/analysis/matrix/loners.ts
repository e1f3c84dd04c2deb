import { type Fabric, segmentAt } from '../../engine/fabric/fabric'
import type { Cast, Machine } from './cast'
import { macOwnersOf } from './vteps'

/**
 * Machines that are compared with nobody: with what they have, it counts in which order things are listed, or the
 * question who is meant has no single answer.
 */
export function lonersIn(fabric: Fabric, { machines, shared }: Cast): ReadonlySet<number> {
  const { shared: sharedMacs } = macOwnersOf(machines)
  const isLoner = ({ namespace, addresses, pods }: Machine): boolean => {
    const devices = namespace.links.filter(({ name }) => !pods.has(name))
    const segments = devices.flatMap(({ name }) => segmentAt(fabric, { namespace: namespace.name, link: name }) ?? [])
    return (
      namespace.role === 'pod' ||
      addresses.some((address) => shared.has(address)) ||
      new Set(segments).size < segments.length ||
      devices.some(({ up, proxyArp, mac, addresses: own }) => {
        const isDead = !up && own.length > 0
        return proxyArp || isDead || (mac !== undefined && sharedMacs.has(mac))
      })
    )
  }
  return new Set(machines.filter(isLoner).map(({ id }) => id))
}

/** The ports of which VXLAN takes one for a flow, by a hash of both addresses (`net.ipv4.ip_local_port_range`). */
const FIRST_FLOW_PORT = 32768

/** Whether a filter looks at a port that is a hash of addresses: no two hosts are alike to it. */
export const asksForFlowPorts = ({ segments, namespaces }: Fabric): boolean =>
  [
    ...segments.flatMap(({ losses }) => losses?.drops ?? []),
    ...[...namespaces.values()].flatMap(({ forwardDrops }) => forwardDrops),
  ].some(({ port }) => port !== undefined && port >= FIRST_FLOW_PORT)
