import { createFabric, type Fabric } from '../../engine/fabric/fabric'
import { portKey } from '../../engine/fabric/segment-loss'
import type { Link } from '../../engine/linux/link'
import type { Namespace, NamespaceName } from '../../engine/linux/namespace'

/**
 * A change reaches the machines of a cluster one after the other: confd on each rewrites BIRD's configuration and Felix
 * its routes when the datastore has told them. Until the last one has, some kernels are as they will be and the others
 * as they were. What BGP says between two such machines is taken as it is at the end: an order is a model.
 */
export function halfApplied(before: Fabric, after: Fabric, arrived: ReadonlySet<NamespaceName>): Fabric {
  const machines = [...after.namespaces.values()].map((now) => {
    const old = before.namespaces.get(now.name)
    if (now.role === 'pod' || !old) return now
    return arrived.has(now.name) ? withOldTunnel(old, now) : old
  })
  return createFabric(machines, after.segments)
}

/**
 * Felix takes the addresses off `tunl0` when no pool wants it any more, and leaves the device, up: a packet that a machine
 * still wraps is unwrapped. Felix does remove `vxlan.calico`. [IPIP-3]
 */
function withOldTunnel(old: Namespace, now: Namespace): Namespace {
  const left = old.links.filter(
    ({ name, type }) => type.kind === 'ipip' && !now.links.some((link: Link) => link.name === name),
  )
  if (left.length === 0 || !now.links.some(({ type, up }) => type.kind === 'ethernet' && up)) return now
  return { ...now, links: [...now.links, ...left.map((link) => ({ ...link, addresses: [] }))] }
}

/** The machines that a change has something to do on: nodes as they are named, then the routers. */
export function machinesToChange(before: Fabric, after: Fabric): readonly NamespaceName[] {
  const changed = [...after.namespaces.values()].filter((now) => {
    const old = before.namespaces.get(now.name)
    return now.role !== 'pod' && old !== undefined && old !== now && stateOf(old) !== stateOf(now)
  })
  return (['node', 'router'] as const).flatMap((role) =>
    changed.flatMap((machine) => (machine.role === role ? [machine.name] : [])).toSorted(),
  )
}

/** Whether the two have the same machines and pods at the same cables: if not, there is more to the change than tables. */
export const haveOneCabling = (before: Fabric, after: Fabric): boolean =>
  before.segments === after.segments || cabling(before) === cabling(after)

const cabling = ({ segments }: Fabric): string =>
  segments
    .map(({ name, ports }) => `${name} ${ports.map(portKey).toSorted().join(' ')}`)
    .toSorted()
    .join('\n')

/** All that a packet may notice of a machine. */
const stateOf = (machine: Namespace): string =>
  JSON.stringify(machine, (key, value) => {
    if (key === 'provenance') return undefined
    return value instanceof Set ? [...value] : value
  })
