import { groupBy } from '../../engine/group-by'
import { bestRoute } from '../../engine/linux/fib'
import type { Mac } from '../../engine/net/mac'
import type { Prefix } from '../../engine/net/prefix'
import { type Atoms, atomsOf } from './atoms'
import type { Cast, Machine } from './cast'
import type { PodEnd } from './pod-ends'
import { type Names, routeShape } from './shape'
import { type Survey, surveyOf } from './survey'
import { linesBut } from './tables'
import { compareWith, type View, viewsIn } from './views'

/** How everybody sees everybody, as far as forwarding asks. */
export interface Sights {
  readonly atoms: Atoms
  readonly views: readonly View[]
  /** Machines of one view see everybody alike. */
  readonly viewOf: (machine: number) => number
  /** How its own machine sees a pod. */
  readonly wayHome: (pod: PodEnd) => string
  readonly survey: Survey
}

/**
 * @param networks that are named by something else than routes
 * @param kindOf machines of different kinds are never compared
 */
export function sightsOf(
  cast: Cast,
  names: Names,
  macOwners: ReadonlyMap<Mac, Machine>,
  networks: readonly Prefix[],
  kindOf: (machine: Machine) => string,
): Sights {
  const comparisons = [...groupBy(cast.machines, kindOf).values()].map(compareWith)
  const survey = surveyOf(
    cast,
    comparisons.flatMap(({ base, differences }) => [
      [base, linesBut(base.lines)] as const,
      ...[...differences].map(([machine, { added }]) => [machine, added] as const),
    ]),
  )
  const atoms = atomsOf(cast, [...survey.networks, ...networks], survey.gateways)
  const views = comparisons.flatMap((comparison) => viewsIn(comparison, { atoms, names, macOwners }))
  const viewOf = new Map(views.flatMap(({ members }, view) => members.map(({ id }) => [id, view] as const)))
  return {
    atoms,
    views,
    viewOf: (machine) => viewOf.get(machine) as number,
    wayHome: ({ machine: id, address }) => {
      const machine = cast.machines[id] as Machine
      return routeShape(bestRoute(machine.namespace, address), { viewer: id, owner: id }, names)
    },
    survey,
  }
}
