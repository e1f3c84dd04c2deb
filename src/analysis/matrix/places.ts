import type { Fabric } from '../../engine/fabric/fabric'
import type { NamespaceName } from '../../engine/linux/namespace'
import type { Ipv4 } from '../../engine/net/ipv4'
import { castOf, type Machine } from './cast'
import { asksForFlowPorts, lonersIn } from './loners'
import { membershipIn, namedInFabric } from './named'
import { numbering } from './numbering'
import { machineShape, type Names, podShape } from './shape'
import { sightsOf } from './sights'
import { macOwnersOf } from './vteps'

/**
 * Where hosts stand: two of one class are told apart by nobody but themselves. Whoever swaps two machines of a class, or
 * two pods of one, with all that others know of them, has the same network again; so a ping between two classes comes to
 * the same, whoever of them is asked, as long as both are on one machine or both are not.
 */
export interface Places {
  readonly classOf: ReadonlyMap<NamespaceName, number>
  /** The machine a pod hangs on; of all others themselves. */
  readonly machineOf: (host: NamespaceName) => NamespaceName
}

/** Of all machines, and of the pods among these hosts. */
export function placesOf(fabric: Fabric, hosts: Iterable<NamespaceName>): Places {
  const cast = castOf(fabric, hosts)
  const names: Names = { owners: cast.owners, mentions: new Set() }
  const shapeNumber = numbering()
  const shapes = cast.machines.map((machine) => shapeNumber(machineShape(machine, names)))
  const named = namedInFabric(fabric, cast)
  for (const address of named.addresses) names.mentions.add(address)
  const loners = lonersIn(cast)
  const { owners: macOwners } = macOwnersOf(cast.machines)
  const kindOf = ({ id }: Machine): string => (loners.has(id) ? `alone ${id}` : `${shapes[id]}`)
  const sights = sightsOf(
    cast,
    names,
    macOwners,
    named.sets.flatMap(({ networks }) => networks),
    kindOf,
  )

  const membership = membershipIn(named.sets)
  const looks = numbering()
  const lookOfAtom = oncePerNumber((place) => {
    const { address, columns } = sights.seen(place)
    return looks(`${membership(address)};${columns.join(';')}`)
  })
  // All are looked at before any is classed: who is called by name then is nobody's double.
  const machineLooks = cast.machines.map(({ addresses }) =>
    addresses.map((address) => lookOfAtom(sights.atomAt(address))),
  )
  const pods = [...cast.pods.values()]
  const podLooks = Int32Array.from(pods, ({ address, machine }) => lookOfAtom(sights.atomAt(address, machine)))

  const isNamed = (address: Ipv4): boolean => names.mentions.has(address)
  const residueOf = asksForFlowPorts(fabric) ? String : residues(sights.widths)
  const classes = numbering()
  const classOf = new Map<NamespaceName, number>()
  for (const { id, namespace, addresses } of cast.machines) {
    const own = addresses.map((address, i) => `${machineLooks[id]?.[i]} ${residueOf(address)}`)
    const isAlone = loners.has(id) || addresses.some(isNamed)
    classOf.set(namespace.name, classes(isAlone ? `alone ${id}` : `${sights.viewOf(id)} ${shapes[id]} ${own}`))
  }
  const homes = cast.machines.map(({ namespace }) => classOf.get(namespace.name) as number)
  const stands = numbering()
  const podClasses = new Map<number, number>()
  for (const [i, pod] of pods.entries()) {
    const { namespace, address } = pod
    const machine = cast.machines[pod.machine] as Machine
    if (cast.shared.has(address) || isNamed(address) || sights.oddPods.has(pod)) {
      classOf.set(namespace.name, classes(`alone ${namespace.name}`))
      continue
    }
    const stand = stands(`${sights.wayHome(pod)} ${podShape(pod, machine.namespace)} ${residueOf(address)}`)
    // Three small numbers in one, which a double holds.
    const key = ((homes[pod.machine] as number) * NUMBERS + (podLooks[i] as number)) * NUMBERS + stand
    const known = podClasses.get(key) ?? classes(`pod ${key}`)
    podClasses.set(key, known)
    classOf.set(namespace.name, known)
  }
  const nameOfMachine = (id: number): NamespaceName => (cast.machines[id] as Machine).namespace.name
  return {
    classOf,
    machineOf: (host) => {
      const pod = cast.pods.get(host)
      return pod ? nameOfMachine(pod.machine) : host
    },
  }
}

/** More than there are classes, looks or stands of hosts in any lab. */
const NUMBERS = 2 ** 17

function oncePerNumber(make: (number: number) => number): (number: number) => number {
  const made = new Map<number, number>()
  return (number) => {
    const known = made.get(number) ?? make(number)
    made.set(number, known)
    return known
  }
}

/**
 * What of an address decides between equal-cost next hops: the flow's hash is source XOR destination, and which of 2, 4, …
 * it chooses is in the last bits of both. Of other numbers it is in all bits. [FIB-3]
 */
function residues(widths: ReadonlySet<number>): (address: Ipv4) => string {
  if (widths.size === 0) return () => ''
  const isPowerOfTwo = (width: number): boolean => (width & (width - 1)) === 0
  if (![...widths].every(isPowerOfTwo)) return String
  const most = Math.max(...widths)
  return (address) => `${address % most}`
}
