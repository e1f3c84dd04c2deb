import type { FdbEntry, Namespace, Neighbour } from '../../engine/linux/namespace'
import type { Ipv4 } from '../../engine/net/ipv4'
import type { Mac } from '../../engine/net/mac'
import { oncePer } from '../../engine/once-per'
import type { Machine } from './cast'
import { type Names, nameOf, type Onlooker } from './shape'

/** What a machine has written down of another's end of the VXLAN: its MAC, and which machine that is. */
export interface Vtep {
  readonly neighbour: Neighbour | undefined
  readonly entry: FdbEntry | undefined
}

const byAddress = oncePer(
  (neighbours: readonly Neighbour[]): ReadonlyMap<Ipv4, Neighbour> =>
    new Map(neighbours.map((neighbour) => [neighbour.address, neighbour])),
)
const byMac = oncePer(
  (fdb: readonly FdbEntry[]): ReadonlyMap<Mac, FdbEntry> => new Map(fdb.map((entry) => [entry.mac, entry])),
)

export function vtepAt({ neighbours, fdb }: Namespace, address: Ipv4): Vtep {
  const neighbour = byAddress(neighbours).get(address)
  return { neighbour, entry: neighbour && byMac(fdb).get(neighbour.mac) }
}

/** Whose VXLAN device has a MAC. */
export function macOwnersOf(machines: readonly Machine[]): {
  readonly owners: ReadonlyMap<Mac, Machine>
  readonly shared: ReadonlySet<Mac>
} {
  const owners = new Map<Mac, Machine>()
  const shared = new Set<Mac>()
  for (const machine of machines) {
    for (const { type, mac } of machine.links) {
      if (type.kind !== 'vxlan' || mac === undefined) continue
      if (owners.has(mac)) shared.add(mac)
      owners.set(mac, machine)
    }
  }
  return { owners, shared }
}

export function vtepShape(
  { neighbour, entry }: Vtep,
  onlooker: Onlooker,
  names: Names,
  macOwners: ReadonlyMap<Mac, Machine>,
): string {
  if (!neighbour) return ''
  const machine = macOwners.get(neighbour.mac)
  if (machine && machine.id !== onlooker.owner) for (const address of machine.addresses) names.mentions.add(address)
  const whose = machine && machine.id === onlooker.owner ? 'o' : neighbour.mac
  return ` ${neighbour.dev} ${whose} ${entry ? `${entry.dev} ${nameOf(entry.destination, onlooker, names)}` : ''}`
}

/** What a machine has of the base's end, if it has all else as the base has, but for its own; else undefined. */
export function vtepsLike(base: Machine, machine: Machine, names: Names): ReadonlyMap<Ipv4, Vtep> | undefined {
  const isOf = (address: Ipv4, { id }: Machine): boolean => names.owners.get(address)?.machine === id
  const neighbours = extras(base.namespace.neighbours, machine.namespace.neighbours, ({ address }, isMissing) =>
    isOf(address, isMissing ? machine : base),
  )
  const entries = extras(base.namespace.fdb, machine.namespace.fdb, ({ destination }, isMissing) =>
    isOf(destination, isMissing ? machine : base),
  )
  if (!neighbours || !entries) return undefined
  return new Map(
    neighbours.map((neighbour) => [
      neighbour.address,
      { neighbour, entry: entries.find(({ mac }) => mac === neighbour.mac) },
    ]),
  )
}

/** What one list has more than another, by identity and in the same order; undefined if they differ in what they may not. */
function extras<T extends object>(
  base: readonly T[],
  list: readonly T[],
  mayDiffer: (item: T, isMissing: boolean) => boolean,
): readonly T[] | undefined {
  const more: T[] = []
  let [i, j] = [0, 0]
  while (i < base.length || j < list.length) {
    const [old, now] = [base[i], list[j]]
    if (old === now) {
      i++
      j++
    } else if (old && mayDiffer(old, true)) i++
    else if (now && mayDiffer(now, false)) {
      more.push(now)
      j++
    } else return undefined
  }
  return more
}
