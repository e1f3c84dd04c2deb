import type { Fabric, Port } from '../../engine/fabric/fabric'
import { groupBy } from '../../engine/group-by'
import type { LinkName } from '../../engine/linux/link'
import type { Namespace, NamespaceName } from '../../engine/linux/namespace'
import type { Ipv4 } from '../../engine/net/ipv4'
import { oncePer, oncePerSetting } from '../../engine/once-per'

/** A pod that hangs on a machine by one cable, and does nothing but that. */
export interface PodEnd {
  readonly namespace: Namespace
  readonly address: Ipv4
  readonly machine: number
  /** The machine's end of the cable. */
  readonly cable: LinkName
}

/** Which of a fabric's pods hang where. */
export interface PodEnds {
  readonly all: ReadonlyMap<NamespaceName, PodEnd>
  /** By the machine, and its end of the cable. */
  readonly on: ReadonlyMap<number, ReadonlyMap<LinkName, PodEnd>>
  /** Pods that are wired, addressed or set up in any other way than a pod is. */
  readonly odd: readonly Namespace[]
  /** Of two that have one address the last. */
  readonly byAddress: ReadonlyMap<Ipv4, PodEnd>
  /** Addresses that two of them have. */
  readonly shared: ReadonlySet<Ipv4>
}

/** Some of them. */
export interface SomePods {
  readonly byName: ReadonlyMap<NamespaceName, PodEnd>
  /** By the machine, in the order in which they are asked about; and there by address. */
  readonly at: ReadonlyMap<number, readonly PodEnd[]>
}

/** A fabric's hosts. The list of pods is the same for all fabrics in which they are the same. */
export const hostsOf = oncePer(
  ({ namespaces }: Fabric): { readonly pods: readonly Namespace[]; readonly machines: readonly Namespace[] } => {
    const pods: Namespace[] = []
    const machines: Namespace[] = []
    for (const namespace of namespaces.values()) (namespace.role === 'pod' ? pods : machines).push(namespace)
    const [first] = pods
    const known = first && lists.get(first)
    if (known && isSameList(known, pods)) return { pods: known, machines }
    if (first) lists.set(first, pods)
    return { pods, machines }
  },
)

/** The last list that begins with a pod. */
const lists = new WeakMap<Namespace, readonly Namespace[]>()

export const namesOf = oncePer((hosts: readonly Namespace[]): readonly NamespaceName[] => hosts.map(({ name }) => name))

interface Asked {
  readonly machines: readonly NamespaceName[]
  readonly wires: Fabric['wires']
}

const found = new WeakMap<readonly Namespace[], { readonly asked: Asked; readonly ends: PodEnds }>()

/** An edit that leaves pods, cables and the list of machines alone leaves this as it was. */
export function podEndsOf(pods: readonly Namespace[], asked: Asked): PodEnds {
  const known = found.get(pods)
  if (known && isSame(known.asked, asked)) return known.ends
  const ends = podEndsAnew(pods, asked)
  found.set(pods, { asked, ends })
  return ends
}

const isSame = (a: Asked, b: Asked): boolean =>
  isSameList(a.machines, b.machines) && isSameList(a.wires.filter(hasCables), b.wires.filter(hasCables))

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i])

function podEndsAnew(pods: readonly Namespace[], { machines, wires }: Asked): PodEnds {
  const ids = new Map(machines.map((name, id) => [name, id]))
  const all = new Map<NamespaceName, PodEnd>()
  const on = new Map<number, Map<LinkName, PodEnd>>()
  const odd: Namespace[] = []
  const byAddress = new Map<Ipv4, PodEnd>()
  const shared = new Set<Ipv4>()
  for (const namespace of pods) {
    const face = faceOf(namespace, wires)
    const machine = face && ids.get(face.far.namespace)
    if (!face || machine === undefined) {
      odd.push(namespace)
      continue
    }
    const { address, far } = face
    const end: PodEnd = { namespace, address, machine, cable: far.link }
    all.set(namespace.name, end)
    const own = on.get(machine)
    if (own) own.set(end.cable, end)
    else on.set(machine, new Map([[end.cable, end]]))
    if (byAddress.has(address)) shared.add(address)
    byAddress.set(address, end)
  }
  return { all, on, odd, byAddress, shared }
}

/** Those of a list of hosts that are pods. */
export const podsAmong = oncePerSetting((ends: PodEnds, hosts: readonly NamespaceName[]): SomePods => {
  const byName = new Map<NamespaceName, PodEnd>()
  for (const host of hosts) {
    const end = ends.all.get(host)
    if (end) byName.set(host, end)
  }
  const at = new Map<number, readonly PodEnd[]>()
  for (const [machine, own] of groupBy(byName.values(), (end) => end.machine)) {
    at.set(
      machine,
      own.toSorted((a, b) => a.address - b.address),
    )
  }
  return { byName, at }
})

/** All addresses but the loopback's, in the order of the devices. */
export const addressesOf = (links: Namespace['links']): readonly Ipv4[] => {
  const own: Ipv4[] = []
  for (const { addresses } of links) for (const { address, scope } of addresses) if (scope !== 'host') own.push(address)
  return own
}

function faceOf(
  namespace: Namespace,
  wires: Fabric['wires'],
): { readonly address: Ipv4; readonly far: Port } | undefined {
  const [device, ...more] = namespace.links.filter(({ type }) => type.kind !== 'loopback')
  const [address, ...others] = addressesOf(namespace.links)
  if (!device || more.length + others.length > 0 || address === undefined || namespace.forwarding) return undefined
  for (const wire of wires) {
    const cable = cablesOf(wire).get(namespace.name)
    if (cable?.link === device.name) return { address, far: cable.far }
  }
  return undefined
}

/** Cables of two ends that lose nothing, by who has one of them; of two of one machine's the last. */
const cablesOf = oncePer(
  (wire: Fabric['wires'][number]): ReadonlyMap<NamespaceName, { readonly link: LinkName; readonly far: Port }> => {
    const byEnd = new Map<NamespaceName, { readonly link: LinkName; readonly far: Port }>()
    for (const { kind, ports, losses } of wire.values()) {
      const [one, other] = ports
      if (kind !== 'veth' || ports.length !== 2 || !one || !other || losses) continue
      byEnd.set(one.namespace, { link: one.link, far: other })
      byEnd.set(other.namespace, { link: other.link, far: one })
    }
    return byEnd
  },
)

const hasCables = (wire: Fabric['wires'][number]): boolean => cablesOf(wire).size > 0
