import type { Fabric } from '../../engine/fabric/fabric'
import { groupBy } from '../../engine/group-by'
import type { NamespaceName } from '../../engine/linux/namespace'
import type { Ipv4 } from '../../engine/net/ipv4'
import { oncePer } from '../../engine/once-per'
import { type Cast, castOf, type Machine } from './cast'
import { podPartsIn } from './households'
import { asksForFlowPorts, lonersIn } from './loners'
import { looksOf } from './looks'
import { namedInFabric } from './named'
import { numbering } from './numbering'
import type { PodEnd } from './pod-ends'
import { machineShape, type Names, settingsNumbering } from './shape'
import { sightsOf } from './sights'
import { macOwnersOf } from './vteps'

/**
 * Where hosts stand: two of one class are told apart by nobody but themselves. Whoever swaps two machines of a class, or
 * two pods of one, with all that others know of them, has the same network again; so a ping between two classes comes to
 * the same, whoever of them is asked, as long as both are on one machine or both are not.
 */
export interface Places {
  /** Of the hosts that were asked about. */
  readonly stands: readonly Stand[]
  readonly classOf: (host: NamespaceName) => number | undefined
  /** The machine a pod hangs on; of all others themselves. */
  readonly machineOf: (host: NamespaceName) => NamespaceName
}

/** Hosts of one class on one machine, or that machine itself. */
export interface Stand {
  readonly number: number
  readonly machine: NamespaceName
  /** The same list, where they are all pods of a machine, in all fabrics in which it has these. */
  readonly hosts: readonly NamespaceName[]
}

/** Of all machines, and of the pods among these hosts. */
export function placesOf(fabric: Fabric, hosts: readonly NamespaceName[]): Places {
  const cast = castOf(fabric, hosts)
  const names: Names = { owners: cast.owners, mentions: new Set() }
  const settingsNumber = settingsNumbering()
  const settings = cast.machines.map(({ namespace }) => settingsNumber(namespace))
  const settingsOf = ({ id }: Machine): number => settings[id] as number
  const shapeNumber = numbering()
  const shapes = cast.machines.map((machine) => shapeNumber(machineShape(machine, settingsOf(machine), names)))
  const named = namedInFabric(fabric, cast, settingsOf)
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

  // All are looked at before any is classed: who is called by name then is nobody's double.
  const { atoms, survey, viewOf } = sights
  const looks = looksOf(sights, named.sets, names, macOwners)
  const partsOf = podPartsIn(cast, sights, names)

  const residueOf = asksForFlowPorts(fabric, cast) ? String : residues(survey.widths)
  const classes = numbering()
  const machineClasses = cast.machines.map(({ id, addresses }) => {
    const own = addresses.map((address) => `${looks[atoms.at(address).place]} ${residueOf?.(address)}`)
    const isAlone = loners.has(id) || addresses.some((address) => names.mentions.has(address))
    return classes(isAlone ? `alone ${id}` : `${viewOf(id)} ${shapes[id]} ${own}`)
  })
  const nameOf = (id: number): NamespaceName => (cast.machines[id] as Machine).namespace.name
  const podStands = atoms.runs.flatMap((run) =>
    partsOf(run, residueOf).map(
      ({ pods, key }): Stand => ({
        number: classes(`pod ${machineClasses[run.machine]} ${looks[run.atom.place]} ${key}`),
        machine: nameOf(run.machine),
        hosts: podNames(pods),
      }),
    ),
  )
  return placesWith(cast, machineClasses, podStands, hosts)
}

function placesWith(
  { machines, pods }: Cast,
  machineClasses: readonly number[],
  podStands: readonly Stand[],
  hosts: readonly NamespaceName[],
): Places {
  const ids = new Map(machines.map(({ namespace, id }) => [namespace.name, id]))
  const standsAt = groupBy(podStands, ({ machine }) => machine)
  const machineOf = (host: NamespaceName): NamespaceName => {
    const pod = pods.byName.get(host)
    return pod ? (machines[pod.machine] as Machine).namespace.name : host
  }
  const classOf = (host: NamespaceName): number | undefined => {
    const id = ids.get(host)
    if (id !== undefined) return machineClasses[id]
    const stands = standsAt.get(machineOf(host)) ?? []
    return (stands.length === 1 ? stands[0] : stands.find((stand) => stand.hosts.includes(host)))?.number
  }
  const own = (host: NamespaceName): readonly Stand[] => {
    const id = ids.get(host)
    return id === undefined ? [] : [{ number: machineClasses[id] as number, machine: host, hosts: [host] }]
  }
  const machineStands = pods.byName.size === hosts.length ? [] : hosts.flatMap(own)
  return { stands: [...machineStands, ...podStands], classOf, machineOf }
}

const podNames = oncePer((pods: readonly PodEnd[]): readonly NamespaceName[] =>
  pods.map(({ namespace }) => namespace.name),
)

/**
 * What of an address decides between equal-cost next hops: the flow's hash is source XOR destination, and which of 2, 4, …
 * it chooses is in the last bits of both. Of other numbers it is in all bits. [FIB-3]
 */
function residues(widths: ReadonlySet<number>): ((address: Ipv4) => string) | undefined {
  if (widths.size === 0) return undefined
  const isPowerOfTwo = (width: number): boolean => (width & (width - 1)) === 0
  if (![...widths].every(isPowerOfTwo)) return String
  const most = Math.max(...widths)
  return (address) => `${address % most}`
}
