import { type Fabric, segmentAt } from '../../engine/fabric/fabric'
import type { LinkName } from '../../engine/linux/link'
import type { Namespace, NamespaceName } from '../../engine/linux/namespace'
import type { Ipv4 } from '../../engine/net/ipv4'

/** A pod that hangs on a machine by one cable, and does nothing but that. */
export interface PodEnd {
  readonly namespace: Namespace
  readonly address: Ipv4
  /** Its only device but `lo`. */
  readonly device: LinkName
  readonly machine: number
  /** The machine's end of the cable. */
  readonly cable: LinkName
}

export interface Machine {
  readonly id: number
  readonly namespace: Namespace
  /** All its addresses but the loopback's, in the order of its devices. */
  readonly addresses: readonly Ipv4[]
  /** The pods that hang on it, by its end of their cables. */
  readonly pods: ReadonlyMap<LinkName, PodEnd>
}

/** Which of a machine's addresses it is. */
export interface Owner {
  readonly machine: number
  readonly ordinal: number
}

/** Everybody in a fabric. */
export interface Cast {
  /** All that forward, and whoever is no ordinary pod. */
  readonly machines: readonly Machine[]
  readonly pods: ReadonlyMap<NamespaceName, PodEnd>
  readonly owners: ReadonlyMap<Ipv4, Owner>
  /** Addresses that two have. */
  readonly shared: ReadonlySet<Ipv4>
}

/** @param podsWanted the pods to count in; all others are as if they were not there. */
export function castOf(fabric: Fabric, podsWanted: Iterable<NamespaceName>): Cast {
  const isWanted = new Set(podsWanted)
  const ids = new Map<NamespaceName, number>()
  const wanted: Namespace[] = []
  for (const namespace of fabric.namespaces.values()) {
    if (namespace.role !== 'pod') ids.set(namespace.name, ids.size)
    else if (isWanted.has(namespace.name)) wanted.push(namespace)
  }
  const pods = new Map<NamespaceName, PodEnd>()
  const podsOf = new Map<number, Map<LinkName, PodEnd>>()
  for (const namespace of wanted) {
    const end = podEnd(fabric, namespace, ids)
    if (!end) {
      ids.set(namespace.name, ids.size)
      continue
    }
    pods.set(namespace.name, end)
    const own = podsOf.get(end.machine) ?? new Map<LinkName, PodEnd>()
    podsOf.set(end.machine, own.set(end.cable, end))
  }
  const machines = [...ids].map(([name, id]): Machine => {
    const namespace = fabric.namespaces.get(name) as Namespace
    return { id, namespace, addresses: addressesOf(namespace), pods: podsOf.get(id) ?? NO_PODS }
  })
  return { machines, pods, ...ownersOf(machines, pods) }
}

const NO_PODS: ReadonlyMap<LinkName, PodEnd> = new Map()

const addressesOf = ({ links }: Namespace): readonly Ipv4[] =>
  links.flatMap(({ addresses }) => addresses.flatMap(({ address, scope }) => (scope === 'host' ? [] : [address])))

/** Undefined for a pod that is wired, addressed or set up in any other way than a pod is. */
function podEnd(
  fabric: Fabric,
  namespace: Namespace,
  machines: ReadonlyMap<NamespaceName, number>,
): PodEnd | undefined {
  const devices = namespace.links.filter(({ type }) => type.kind !== 'loopback')
  const [device] = devices
  const [address, ...others] = addressesOf(namespace)
  if (!device || devices.length > 1 || address === undefined || others.length > 0 || namespace.forwarding) {
    return undefined
  }
  const segment = segmentAt(fabric, { namespace: namespace.name, link: device.name })
  if (segment?.ports.length !== 2 || segment.losses) return undefined
  const far = segment.ports.find((port) => port.namespace !== namespace.name)
  const machine = far && machines.get(far.namespace)
  if (!far || machine === undefined) return undefined
  return { namespace, address, device: device.name, machine, cable: far.link }
}

function ownersOf(
  machines: readonly Machine[],
  pods: ReadonlyMap<NamespaceName, PodEnd>,
): Pick<Cast, 'owners' | 'shared'> {
  const owners = new Map<Ipv4, Owner>()
  const shared = new Set<Ipv4>()
  for (const { id, addresses } of machines) {
    for (const [ordinal, address] of addresses.entries()) {
      if (owners.has(address)) shared.add(address)
      owners.set(address, { machine: id, ordinal })
    }
  }
  const seen = new Set<Ipv4>()
  for (const { address } of pods.values()) {
    if (seen.has(address) || owners.has(address)) shared.add(address)
    seen.add(address)
  }
  return { owners, shared }
}
