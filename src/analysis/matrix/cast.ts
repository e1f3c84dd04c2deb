import { type Fabric, type Port, type Segment, segmentAt } from '../../engine/fabric/fabric'
import type { Link, LinkName } from '../../engine/linux/link'
import type { Namespace, NamespaceName } from '../../engine/linux/namespace'
import type { Ipv4 } from '../../engine/net/ipv4'
import { oncePer } from '../../engine/once-per'

/** A pod that hangs on a machine by one cable, and does nothing but that. */
export interface PodEnd {
  readonly namespace: Namespace
  readonly address: Ipv4
  readonly machine: number
  /** The machine's end of the cable. */
  readonly cable: LinkName
  /** Somebody asks about it. */
  readonly isWanted: boolean
}

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
  const ids = new Map<NamespaceName, number>()
  for (const { name, role } of fabric.namespaces.values()) if (role !== 'pod') ids.set(name, ids.size)
  const isWanted = new Set(wanted)
  const pods = new Map<NamespaceName, PodEnd>()
  const podsOf = new Map<number, Map<LinkName, PodEnd>>()
  for (const namespace of fabric.namespaces.values()) {
    if (namespace.role !== 'pod') continue
    const face = faceOf(namespace, fabric.segmentByPort)
    const machine = face && ids.get(face.far.namespace)
    if (!face || machine === undefined) {
      ids.set(namespace.name, ids.size)
      continue
    }
    const { address, far } = face
    const end: PodEnd = { namespace, address, machine, cable: far.link, isWanted: isWanted.has(namespace.name) }
    if (end.isWanted) pods.set(namespace.name, end)
    const own = podsOf.get(machine)
    if (own) own.set(end.cable, end)
    else podsOf.set(machine, new Map([[end.cable, end]]))
  }
  const machines = [...ids].map(([name, id]): Machine => {
    const namespace = fabric.namespaces.get(name) as Namespace
    const own = podsOf.get(id) ?? NO_PODS
    return { id, namespace, addresses: addressesOf(namespace), plugs: plugsOf(fabric, namespace, own), pods: own }
  })
  return { machines, pods, ...ownersOf(machines) }
}

const NO_PODS: ReadonlyMap<LinkName, PodEnd> = new Map()

const addressesOf = ({ links }: Namespace): readonly Ipv4[] => {
  const own: Ipv4[] = []
  for (const { addresses } of links) for (const { address, scope } of addresses) if (scope !== 'host') own.push(address)
  return own
}

function plugsOf(fabric: Fabric, namespace: Namespace, pods: ReadonlyMap<LinkName, PodEnd>): readonly Plug[] {
  const devices = namespace.links.filter(({ name }) => !pods.has(name))
  return devices.map((link) => {
    const isWired = link.type.kind === 'ethernet'
    return { link, segment: isWired ? segmentAt(fabric, { namespace: namespace.name, link: link.name }) : undefined }
  })
}

interface Face {
  readonly address: Ipv4
  readonly far: Port
}

type SegmentByPort = Fabric['segmentByPort']

const faces = new WeakMap<Namespace, { readonly cables: SegmentByPort; readonly face: Face | undefined }>()

/** Undefined for a pod that is wired, addressed or set up in any other way than a pod is. */
function faceOf(namespace: Namespace, cables: SegmentByPort): Face | undefined {
  const known = faces.get(namespace)
  if (known?.cables === cables) return known.face
  const face = faceAnew(namespace, cables)
  faces.set(namespace, { cables, face })
  return face
}

function faceAnew(namespace: Namespace, cables: SegmentByPort): Face | undefined {
  const [device, ...more] = namespace.links.filter(({ type }) => type.kind !== 'loopback')
  const [address, ...others] = addressesOf(namespace)
  const cable = cablesOf(cables).get(namespace.name)
  if (!device || more.length + others.length > 0 || address === undefined || namespace.forwarding) return undefined
  return cable?.link === device.name ? { address, far: cable.far } : undefined
}

/** Cables of two ends that lose nothing, by who has one of them; of two of one machine's the last. */
const cablesOf = oncePer(
  (cables: SegmentByPort): ReadonlyMap<NamespaceName, { readonly link: LinkName; readonly far: Port }> => {
    const byEnd = new Map<NamespaceName, { readonly link: LinkName; readonly far: Port }>()
    for (const { kind, ports, losses } of cables.values()) {
      const [one, other] = ports
      if (kind !== 'veth' || ports.length !== 2 || !one || !other || losses) continue
      byEnd.set(one.namespace, { link: one.link, far: other })
      byEnd.set(other.namespace, { link: other.link, far: one })
    }
    return byEnd
  },
)

function ownersOf(machines: readonly Machine[]): Pick<Cast, 'owners' | 'shared'> {
  const owners = new Map<Ipv4, Owner>()
  const shared = new Set<Ipv4>()
  for (const { id, addresses } of machines) {
    for (const [ordinal, address] of addresses.entries()) {
      if (owners.has(address)) shared.add(address)
      owners.set(address, { machine: id, ordinal })
    }
  }
  const seen = new Set<Ipv4>()
  for (const { pods } of machines) {
    for (const { address } of pods.values()) {
      if (seen.has(address) || owners.has(address)) shared.add(address)
      seen.add(address)
    }
  }
  return { owners, shared }
}
