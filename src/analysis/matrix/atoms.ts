import type { Ipv4 } from '../../engine/net/ipv4'
import type { Prefix } from '../../engine/net/prefix'
import type { Cast } from './cast'

/** Addresses of one machine's, or of its pods, that no network anybody knows tells apart. */
export interface Atom {
  /** One of them. */
  readonly address: Ipv4
  /** Absent: nobody has it, though somebody names it. */
  readonly owner?: number
}

export interface Atoms {
  /** By address. */
  readonly all: readonly Atom[]
  /** @param podOn the machine whose pod has the address; absent: a machine itself. */
  readonly at: (address: Ipv4, podOn?: number) => number
  /** Those in a network: from one, up to but not including the other. */
  readonly within: (network: Prefix) => readonly [number, number]
  readonly of: (machine: number) => readonly number[]
}

/**
 * @param networks every network that is known to anybody
 * @param unowned addresses that are asked for though nobody has them
 */
export function atomsOf({ machines, pods, owners }: Cast, networks: Iterable<Prefix>, unowned: Iterable<Ipv4>): Atoms {
  const intervalOf = intervals(networks)
  const drawn: { key: number; atom: Atom }[] = []
  const known = new Set<number>()
  // Addresses are below 2^32; what stands for the pods of a machine is above.
  const keyOfPods = (address: Ipv4, machine: number): number =>
    2 ** 32 + intervalOf(address) * machines.length + machine
  const add = (key: number, atom: Atom): void => {
    if (known.has(key)) return
    known.add(key)
    drawn.push({ key, atom })
  }
  for (const { id, addresses } of machines) for (const address of addresses) add(address, { address, owner: id })
  for (const { address, machine } of pods.values()) {
    add(keyOfPods(address, machine), { address, owner: machine })
  }
  for (const address of unowned) if (!owners.has(address)) add(address, { address })
  drawn.sort((a, b) => a.atom.address - b.atom.address)
  const places = new Map(drawn.map(({ key }, place) => [key, place]))
  const byOwner = new Map<number, number[]>()
  for (const [place, { atom }] of drawn.entries()) {
    if (atom.owner === undefined) continue
    const own = byOwner.get(atom.owner)
    if (own) own.push(place)
    else byOwner.set(atom.owner, [place])
  }
  const starts = drawn.map(({ atom }) => atom.address)
  return {
    all: drawn.map(({ atom }) => atom),
    at: (address, podOn) => places.get(podOn === undefined ? address : keyOfPods(address, podOn)) as number,
    within: ({ address, length }) => [firstFrom(starts, address), firstFrom(starts, address + 2 ** (32 - length))],
    of: (machine) => byOwner.get(machine) ?? [],
  }
}

/** Numbers the stretches between the ends of all networks. */
function intervals(networks: Iterable<Prefix>): (address: Ipv4) => number {
  const ends = new Set<number>()
  for (const { address, length } of networks) ends.add(address).add(address + 2 ** (32 - length))
  const sorted = Float64Array.from(ends).sort()
  return (address) => firstFrom(sorted, address + 1)
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
