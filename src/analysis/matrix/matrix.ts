import type { Fabric } from '../../engine/fabric/fabric'
import type { NamespaceName } from '../../engine/linux/namespace'
import type { PairOutcome } from '../pairs/outcome'
import { outcomeOfPair } from '../pairs/ping-pair'
import { type Places, placesOf, type Stand } from './places'

/** What comes of a ping from each of these hosts to each other one. */
export interface Matrix {
  readonly hosts: readonly NamespaceName[]
  readonly stands: readonly Stand[]
  readonly places: Places
  /** @throws InvariantError if one of the two is no host of the matrix */
  readonly outcome: (from: NamespaceName, to: NamespaceName) => PairOutcome
  /** As `outcome`, by the very machines that this ping passes: of its doubles all but the names on the way is the same. */
  readonly ownOutcome: (from: NamespaceName, to: NamespaceName) => PairOutcome
}

/** A cell is traced when it is first asked for, and with it all that cannot but come to the same. */
export function matrixOf(fabric: Fabric, hosts: readonly NamespaceName[]): Matrix {
  const places = placesOf(fabric, hosts)
  const known = new Map<string, PairOutcome>()
  const traced = new Map<string, PairOutcome>()
  const ownOutcome: Matrix['ownOutcome'] = (from, to) => {
    const key = `${from} ${to}`
    const outcome = traced.get(key) ?? outcomeOfPair(fabric, from, to)
    traced.set(key, outcome)
    return outcome
  }
  return {
    hosts,
    stands: places.stands,
    places,
    outcome: (from, to) => {
      const key = relationOf(places, from, to)
      const outcome = known.get(key) ?? ownOutcome(from, to)
      known.set(key, outcome)
      return outcome
    },
    ownOutcome,
  }
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
