import { type Fabric, type Segment, segmentAt } from '../../engine/fabric/fabric'
import type { Link, LinkName } from '../../engine/linux/link'
import type { Namespace, NamespaceName } from '../../engine/linux/namespace'
import type { Ipv4 } from '../../engine/net/ipv4'
import { addressesOf, type PodEnd, type PodEnds, podEndsOf } from './pod-ends'

/** A device, and what it is plugged into. */
export interface Plug {
  readonly link: Link
  readonly segment: Segment | undefined
}

export interface Machine {
  readonly id: number
  readonly namespace: Namespace
  /** All its addresses but the loopback's, in the order of its devices. */
  readonly addresses: readonly Ipv4[]
  /** Its devices but its pods' cables. */
  readonly plugs: readonly Plug[]
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
  /** Those that are asked about. */
  readonly pods: ReadonlyMap<NamespaceName, PodEnd>
  readonly owners: ReadonlyMap<Ipv4, Owner>
  /** Addresses that two have. */
  readonly shared: ReadonlySet<Ipv4>
}

/** @param wanted what is asked about: other pods stand aside, as nothing that concerns them concerns anybody else. */
export function castOf(fabric: Fabric, wanted: Iterable<NamespaceName>): Cast {
  const forwarding: Namespace[] = []
  const pods: Namespace[] = []
  for (const namespace of fabric.namespaces.values()) (namespace.role === 'pod' ? pods : forwarding).push(namespace)
  const ends = podEndsOf({ pods, machines: forwarding.map(({ name }) => name), wires: fabric.wires })
  const machines = [...forwarding, ...ends.odd].map((namespace, id): Machine => {
    const own = ends.on.get(id) ?? NO_PODS
    return { id, namespace, addresses: addressesOf(namespace), plugs: plugsOf(fabric, namespace, own), pods: own }
  })
  return { machines, pods: endsAmong(wanted, ends), ...ownersOf(machines, ends) }
}

function endsAmong(wanted: Iterable<NamespaceName>, { all }: PodEnds): ReadonlyMap<NamespaceName, PodEnd> {
  const isWanted = new Set(wanted)
  const among = new Map<NamespaceName, PodEnd>()
  for (const [name, end] of all) if (isWanted.has(name)) among.set(name, end)
  return among.size === all.size ? all : among
}

const NO_PODS: ReadonlyMap<LinkName, PodEnd> = new Map()

function plugsOf(fabric: Fabric, namespace: Namespace, pods: ReadonlyMap<LinkName, PodEnd>): readonly Plug[] {
  const devices = namespace.links.filter(({ name }) => !pods.has(name))
  return devices.map((link) => {
    const isWired = link.type.kind === 'ethernet'
    return { link, segment: isWired ? segmentAt(fabric, { namespace: namespace.name, link: link.name }) : undefined }
  })
}

function ownersOf(machines: readonly Machine[], pods: PodEnds): Pick<Cast, 'owners' | 'shared'> {
  const owners = new Map<Ipv4, Owner>()
  const shared = new Set(pods.shared)
  for (const { id, addresses } of machines) {
    for (const [ordinal, address] of addresses.entries()) {
      if (owners.has(address) || pods.addresses.has(address)) shared.add(address)
      owners.set(address, { machine: id, ordinal })
    }
  }
  return { owners, shared }
}
