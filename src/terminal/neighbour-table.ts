import type { LinkName } from '../engine/linux/link'
import type { Namespace } from '../engine/linux/namespace'
import type { Ipv4 } from '../engine/net/ipv4'
import type { Mac } from '../engine/net/mac'
import { readNeighbourKey, type TraceMemory } from '../engine/trace/memory'
import { type NeighbourState, neighbourStateAt } from '../engine/trace/neighbours'

export interface NeighbourEntry {
  readonly dev: LinkName
  readonly address: Ipv4
  /** Absent: nobody has answered. */
  readonly mac?: Mac
  readonly state: NeighbourState | 'permanent'
}

/**
 * A machine's neighbours now: what Calico has set, and what ARP has learned. By device and, as the kernel's order hangs on a
 * secret of each boot, permanent ones first, then in the order in which they were learned.
 */
export function neighbourTable(
  { name, links, neighbours }: Namespace,
  memory?: TraceMemory,
): readonly NeighbourEntry[] {
  const permanent = neighbours.map((entry): NeighbourEntry => ({ ...entry, state: 'permanent' }))
  const learned = [...(memory?.neighbours ?? [])].flatMap(([key, entry]): NeighbourEntry[] => {
    const { namespace, link: dev, address } = readNeighbourKey(key)
    if (namespace !== name) return []
    const state = neighbourStateAt(entry, memory?.nowUs ?? 0)
    return [{ dev, address, ...(entry.kind === 'known' && { mac: entry.mac }), state }]
  })
  const all = [...permanent, ...learned]
  return links.flatMap((link) => all.filter(({ dev }) => dev === link.name))
}
