import type { Fabric } from '../../engine/fabric/fabric'
import type { NamespaceName } from '../../engine/linux/namespace'
import type { PairOutcome } from '../pairs/outcome'
import { outcomeOfPair } from '../pairs/ping-pair'
import { type Places, placesOf, type Stand } from './places'
import { renaming } from './renaming'

/** What comes of a ping from each of these hosts to each other one: names in an outcome may be those of a double. */
export interface Matrix {
  readonly hosts: readonly NamespaceName[]
  readonly stands: readonly Stand[]
  readonly places: Places
  /** @throws InvariantError if one of the two is no host of the matrix */
  readonly outcome: (from: NamespaceName, to: NamespaceName) => PairOutcome
  /** The hosts that this very ping passes, and its answer: of its doubles all but the names on the way is the same. */
  readonly ways: (from: NamespaceName, to: NamespaceName) => readonly (readonly NamespaceName[])[]
}

/** A cell is traced when it is first asked for, and with it all that cannot but come to the same. */
export function matrixOf(fabric: Fabric, hosts: readonly NamespaceName[]): Matrix {
  const places = placesOf(fabric, hosts)
  const known = new Map<string, Traced>()
  const tracedFor = (from: NamespaceName, to: NamespaceName): Traced => {
    const key = relationOf(places, from, to)
    const traced = known.get(key) ?? { pair: [from, to], outcome: outcomeOfPair(fabric, from, to) }
    known.set(key, traced)
    return traced
  }
  return {
    hosts,
    stands: places.stands,
    places,
    outcome: (from, to) => tracedFor(from, to).outcome,
    ways: (from, to) => {
      const { pair, outcome } = tracedFor(from, to)
      const journeys = outcome.kind === 'lost' ? [outcome.there] : [outcome.there, outcome.back]
      const calledHere = renaming(places, pair, [from, to])
      return journeys.map((journey) => journey?.hosts.map(calledHere) ?? [])
    },
  }
}

/** What came of the ping that was sent for all its doubles. */
interface Traced {
  readonly pair: readonly [NamespaceName, NamespaceName]
  readonly outcome: PairOutcome
}

/** The same of some of its hosts. */
export function partOf(matrix: Matrix, hosts: readonly NamespaceName[]): Matrix {
  const { machineOf, classOf } = matrix.places
  const stands = hosts.map((host) => ({ hosts: [host], machine: machineOf(host), number: classOf(host) as number }))
  return { ...matrix, hosts, stands }
}

/** What two pairs have in common that come to the same. */
export function relationOf({ classOf, machineOf }: Places, from: NamespaceName, to: NamespaceName): string {
  const isOneMachine = machineOf(from) === machineOf(to)
  return `${classOf(from)} ${classOf(to)}${isOneMachine ? ' home' : ''}`
}
