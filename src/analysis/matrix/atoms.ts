import type { Ipv4 } from '../../engine/net/ipv4'
import type { Prefix } from '../../engine/net/prefix'
import type { Cast } from './cast'
import type { PodEnd } from './pod-ends'

/** Addresses of one machine's, or of its pods, that no network anybody knows tells apart. */
export interface Atom {
  /** One of them. */
  readonly address: Ipv4
  /** Absent: nobody has it, though somebody names it. */
  readonly owner?: number
  /** Among all, by address. */
  place: number
}

/** The pods of a machine that are one atom. */
export interface PodRun {
  readonly machine: number
  readonly atom: Atom
  /** By address, and where the first of them is among all of the machine's. */
  readonly pods: readonly PodEnd[]
  readonly from: number
}

export interface Atoms {
  /** By address. */
  readonly all: readonly Atom[]
  /** Of an address that is a machine's own. */
  readonly at: (address: Ipv4) => Atom
  /** Of the pods that are asked about. */
  readonly runs: readonly PodRun[]
  /** Those in a network: from one, up to but not including the other. */
  readonly within: (network: Prefix) => readonly [number, number]
  readonly of: (machine: number) => readonly number[]
}

/**
 * @param networks every network that is known to anybody
 * @param unowned addresses that are asked for though nobody has them
 */
export function atomsOf({ machines, pods, owners }: Cast, networks: Iterable<Prefix>, unowned: Iterable<Ipv4>): Atoms {
  const ends = endsOf(networks)
  const drawn: Atom[] = []
  const single = new Map<Ipv4, Atom>()
  const add = (atom: Atom): void => {
    if (single.has(atom.address)) return
    single.set(atom.address, atom)
    drawn.push(atom)
  }
  for (const { id, addresses } of machines) for (const address of addresses) add({ address, owner: id, place: 0 })
  const runs: PodRun[] = []
  for (const [owner, own] of pods.at) {
    for (const slice of slicesOf(own, ends)) {
      const atom: Atom = { address: (slice.pods[0] as PodEnd).address, owner, place: 0 }
      drawn.push(atom)
      runs.push({ ...slice, machine: owner, atom })
    }
  }
  for (const address of unowned) if (!owners.has(address)) add({ address, place: 0 })
  drawn.sort((a, b) => a.address - b.address)
  for (let place = 0; place < drawn.length; place++) (drawn[place] as Atom).place = place
  const byOwner = new Map<number, number[]>()
  for (const [place, { owner }] of drawn.entries()) {
    if (owner === undefined) continue
    const own = byOwner.get(owner)
    if (own) own.push(place)
    else byOwner.set(owner, [place])
  }
  const starts = Float64Array.from(drawn, ({ address }) => address)
  return {
    all: drawn,
    at: (address) => single.get(address) as Atom,
    runs,
    within: ({ address, length }) => [firstFrom(starts, address), firstFrom(starts, address + 2 ** (32 - length))],
    of: (machine) => byOwner.get(machine) ?? [],
  }
}

/** Pods in the order of their addresses, by the stretches between the ends of all networks. */
function slicesOf(pods: readonly PodEnd[], ends: Float64Array): readonly Pick<PodRun, 'pods' | 'from'>[] {
  const slices: Pick<PodRun, 'pods' | 'from'>[] = []
  for (let from = 0; from < pods.length; ) {
    const { address } = pods[from] as PodEnd
    const end = ends[firstFrom(ends, address + 1)] ?? Number.POSITIVE_INFINITY
    let to = pods.length
    if ((pods.at(-1) as PodEnd).address >= end) to = pods.findIndex((pod) => pod.address >= end)
    slices.push({ pods: from === 0 && to === pods.length ? pods : pods.slice(from, to), from })
    from = to
  }
  return slices
}

function endsOf(networks: Iterable<Prefix>): Float64Array {
  const ends = new Set<number>()
  for (const { address, length } of networks) ends.add(address).add(address + 2 ** (32 - length))
  return Float64Array.from(ends).sort()
}

/** The place of the first that is not below `least`. */
function firstFrom(sorted: ArrayLike<number>, least: number): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] as number) < least) from = middle + 1
    else to = middle
  }
  return from
}
