import type { Fabric, Port } from '../../engine/fabric/fabric'
import type { LinkName } from '../../engine/linux/link'
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
}

/** Which of a fabric's pods hang where. */
export interface PodEnds {
  readonly all: ReadonlyMap<NamespaceName, PodEnd>
  /** By the machine, and its end of the cable. */
  readonly on: ReadonlyMap<number, ReadonlyMap<LinkName, PodEnd>>
  /** Pods that are wired, addressed or set up in any other way than a pod is. */
  readonly odd: readonly Namespace[]
  readonly addresses: ReadonlySet<Ipv4>
  /** Addresses that two of them have. */
  readonly shared: ReadonlySet<Ipv4>
}

interface Asked {
  readonly pods: readonly Namespace[]
  readonly machines: readonly NamespaceName[]
  readonly wires: Fabric['wires']
}

const found = new WeakMap<Namespace, { readonly asked: Asked; readonly ends: PodEnds }>()

/** An edit that leaves pods, cables and the list of machines alone leaves this as it was. */
export function podEndsOf(asked: Asked): PodEnds {
  const [first] = asked.pods
  const known = first && found.get(first)
  if (known && isSame(known.asked, asked)) return known.ends
  const ends = podEndsAnew(asked)
  if (first) found.set(first, { asked, ends })
  return ends
}

const isSame = (a: Asked, b: Asked): boolean =>
  isSameList(a.pods, b.pods) &&
  isSameList(a.machines, b.machines) &&
  isSameList(a.wires.filter(hasCables), b.wires.filter(hasCables))

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i])

function podEndsAnew({ pods, machines, wires }: Asked): PodEnds {
  const ids = new Map(machines.map((name, id) => [name, id]))
  const all = new Map<NamespaceName, PodEnd>()
  const on = new Map<number, Map<LinkName, PodEnd>>()
  const odd: Namespace[] = []
  const addresses = new Set<Ipv4>()
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
    if (addresses.has(address)) shared.add(address)
    addresses.add(address)
  }
  return { all, on, odd, addresses, shared }
}

/** All addresses but the loopback's, in the order of the devices. */
export const addressesOf = ({ links }: Namespace): readonly Ipv4[] => {
  const own: Ipv4[] = []
  for (const { addresses } of links) for (const { address, scope } of addresses) if (scope !== 'host') own.push(address)
  return own
}

function faceOf(
  namespace: Namespace,
  wires: Fabric['wires'],
): { readonly address: Ipv4; readonly far: Port } | undefined {
  const [device, ...more] = namespace.links.filter(({ type }) => type.kind !== 'loopback')
  const [address, ...others] = addressesOf(namespace)
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
