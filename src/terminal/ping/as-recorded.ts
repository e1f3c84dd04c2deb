import { createFabric, type Fabric } from '../../engine/fabric/fabric'
import type { Namespace } from '../../engine/linux/namespace'

const recorded = new WeakMap<Fabric, Fabric>()

/**
 * The network as the recorded cases had it: on every machine `net.ipv4.icmp_ratelimit` was 0, so that no error would be
 * held back. (The kernel has a second limiter, of routes that lead nowhere; it held back those that came within a second
 * of each other. That the sysctl was 0 is inferred: with any other value it would have let more of them through, and
 * under Linux 6.1 it gives what was recorded.) And of Felix's tables there was only the MASQUERADE of natOutgoing: where
 * no pool has it no connection was tracked. A ping's record is one of a network like that.
 */
export function asRecorded(fabric: Fabric): Fabric {
  const known = recorded.get(fabric)
  if (known) return known
  const namespaces = [...fabric.namespaces.values()].map(withoutFelixFilters)
  const made = createFabric(namespaces, fabric.segments)
  recorded.set(fabric, made)
  return made
}

function withoutFelixFilters(namespace: Namespace): Namespace {
  const masquerade = namespace.masquerade.filter(({ outOf }) => outOf === undefined)
  return { ...namespace, icmpRatelimitMs: 0, inputFilters: [], masquerade, tracksConnections: masquerade.length > 0 }
}
