import { groupBy } from '../../engine/group-by'
import { bestRoute } from '../../engine/linux/fib'
import type { Ipv4 } from '../../engine/net/ipv4'
import type { Mac } from '../../engine/net/mac'
import type { Prefix } from '../../engine/net/prefix'
import { type Atom, type Atoms, atomsOf } from './atoms'
import type { Cast, Machine } from './cast'
import type { PodEnd } from './pod-ends'
import { type Names, routeShape } from './shape'
import { type Survey, surveyOf } from './survey'
import { linesBut } from './tables'
import { compareWith, type View, viewsIn } from './views'
import { vtepAt, vtepShape } from './vteps'

/** How everybody sees everybody, as far as forwarding asks. */
export interface Sights {
  readonly atoms: Atoms
  /** An atom as each view sees it, in the views' order. */
  readonly seen: (atom: number) => { readonly address: Ipv4; readonly columns: readonly string[] }
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
  const column = ({ base, members, baseSeen }: View, place: number, { address, owner }: Atom): string => {
    if (owner === base.id) return members.length > 1 ? (baseSeen.get(place) ?? '') : 'itself'
    const onlooker = { viewer: base.id, owner }
    const vtep = vtepShape(vtepAt(base.namespace, address), onlooker, names, macOwners)
    return routeShape(bestRoute(base.namespace, address), onlooker, names) + vtep
  }
  return {
    atoms,
    viewOf: (machine) => viewOf.get(machine) as number,
    seen: (place) => {
      const atom = atoms.all[place] as Atom
      return { address: atom.address, columns: views.map((view) => column(view, place, atom)) }
    },
    wayHome: ({ machine: id, address }) => {
      const machine = cast.machines[id] as Machine
      return routeShape(bestRoute(machine.namespace, address), { viewer: id, owner: id }, names)
    },
    survey,
  }
}
