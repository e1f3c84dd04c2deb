import { type Fabric, type Segment, segmentAt } from '../../engine/fabric/fabric'
import type { Link, LinkName } from '../../engine/linux/link'
import { tableOf } from '../../engine/linux/main-table'
import type { Namespace, NamespaceName } from '../../engine/linux/namespace'
import type { Route } from '../../engine/linux/route'
import type { Ipv4 } from '../../engine/net/ipv4'
import { oncePerSetting } from '../../engine/once-per'
import { type HomeLines, homeLinesIn } from './home-lines'
import {
  addressesOf,
  hostsOf,
  namesOf,
  type PodEnd,
  type PodEnds,
  podEndsOf,
  podsAmong,
  type SomePods,
} from './pod-ends'

/** A device, and what it is plugged into. */
export interface Plug {
  readonly link: Link
  readonly segment: Segment | undefined
}

export interface Machine {
  readonly id: number
  readonly namespace: Namespace
  /** Its devices but its pods' cables; the same list for the same devices. */
  readonly links: readonly Link[]
  /** All its addresses but the loopback's, in the order of its devices. */
  readonly addresses: readonly Ipv4[]
  readonly plugs: readonly Plug[]
  /** The pods that hang on it, by its end of their cables. */
  readonly pods: ReadonlyMap<LinkName, PodEnd>
  readonly lines: Lines
}

/** A machine's main table: the lines that it shares with others, but some, and its own. */
export interface Lines extends HomeLines {
  readonly shared: readonly Route[]
  readonly without: readonly Route[]
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
  /** Those that are asked about. Others stand aside, as nothing that concerns them concerns anybody else. */
  readonly pods: SomePods
  readonly podAt: ReadonlyMap<Ipv4, PodEnd>
  readonly owners: ReadonlyMap<Ipv4, Owner>
  /** Addresses that two have. */
  readonly shared: ReadonlySet<Ipv4>
}

/** @param wanted what is asked about */
export function castOf(fabric: Fabric, wanted: readonly NamespaceName[]): Cast {
  const { pods, machines: forwarding } = hostsOf(fabric)
  const ends = podEndsOf(pods, { machines: namesOf(forwarding), wires: fabric.wires })
  const machines = [...forwarding, ...ends.odd].map((namespace, id): Machine => {
    const own = ends.on.get(id) ?? NO_PODS
    const { links, addresses } = devicesOf(namespace.links, own)
    const plugs = plugsOf(fabric, namespace, links)
    return { id, namespace, links, addresses, plugs, pods: own, lines: linesOf(namespace, own) }
  })
  return { machines, pods: podsAmong(ends, wanted), podAt: ends.byAddress, ...ownersOf(machines, ends) }
}

const NO_PODS: ReadonlyMap<LinkName, PodEnd> = new Map()
const NONE: readonly Route[] = []

function linesOf(namespace: Namespace, pods: ReadonlyMap<LinkName, PodEnd>): Lines {
  const table = tableOf(namespace)
  const { toPods, others } = homeLinesIn(pods, table?.own ?? namespace.routes)
  return { shared: table?.shared ?? NONE, without: table?.without ?? NONE, toPods, others }
}

const devicesOf = oncePerSetting(
  (all: readonly Link[], pods: ReadonlyMap<LinkName, PodEnd>): Pick<Machine, 'links' | 'addresses'> => {
    const links = all.filter(({ name }) => !pods.has(name))
    return { links, addresses: addressesOf(all) }
  },
)

const plugsOf = (fabric: Fabric, { name }: Namespace, links: readonly Link[]): readonly Plug[] =>
  links.map((link) => ({
    link,
    segment: link.type.kind === 'ethernet' ? segmentAt(fabric, { namespace: name, link: link.name }) : undefined,
  }))

function ownersOf(machines: readonly Machine[], pods: PodEnds): Pick<Cast, 'owners' | 'shared'> {
  const owners = new Map<Ipv4, Owner>()
  const shared = new Set(pods.shared)
  for (const { id, addresses } of machines) {
    for (const [ordinal, address] of addresses.entries()) {
      if (owners.has(address) || pods.byAddress.has(address)) shared.add(address)
      owners.set(address, { machine: id, ordinal })
    }
  }
  return { owners, shared }
}
