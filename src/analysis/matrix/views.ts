import { bestRoute, matchingRoutes } from '../../engine/linux/fib'
import type { Route } from '../../engine/linux/route'
import { compareRoutes } from '../../engine/linux/route-order'
import type { Ipv4 } from '../../engine/net/ipv4'
import type { Mac } from '../../engine/net/mac'
import type { Atom, Atoms } from './atoms'
import type { Machine } from './cast'
import { type Names, routeShape } from './shape'
import { differenceTo, linesBut, routeIn, type TableDifference } from './tables'
import { vtepShape, vtepsLike } from './vteps'

/** Machines that see everybody alike but themselves and the first of them, whose table stands for all. */
export interface View {
  readonly base: Machine
  readonly members: readonly Machine[]
  /** How each of the others sees the base, by its atoms. */
  readonly baseSeen: ReadonlyMap<number, string>
}

export interface Comparison {
  readonly base: Machine
  readonly differences: ReadonlyMap<Machine, TableDifference>
}

/** All tables against the first. */
export function compareWith([base, ...others]: readonly Machine[]): Comparison {
  const first = base as Machine
  return {
    base: first,
    differences: new Map(others.map((machine) => [machine, differenceTo(first, machine)])),
  }
}

export interface Ground {
  readonly atoms: Atoms
  readonly names: Names
  readonly macOwners: ReadonlyMap<Mac, Machine>
}

/** After so many tries to find machines that see alike, those that are left see for themselves. */
const MOST_TRIES = 6

/** More atoms than a line may concern that only one machine has. */
const MOST_TOUCHED = 400

/** Everybody of the comparison, with those he sees alike with. */
export function viewsIn(comparison: Comparison, ground: Ground): readonly View[] {
  const views: View[] = []
  let left: Comparison | undefined = comparison
  for (let tries = 0; left && tries < MOST_TRIES; tries++) {
    const { view, others } = viewOf(left, ground)
    views.push(view)
    left = others.length > 0 ? compareWith(others) : undefined
  }
  const alone = left ? [left.base, ...left.differences.keys()] : []
  return [...views, ...alone.map((base) => ({ base, members: [base], baseSeen: new Map() }))]
}

/** An atom of a base's, and all lines to it in its own table. */
interface OwnAtom extends Pick<Atom, 'place' | 'address'> {
  readonly lines: readonly Route[]
}

function viewOf(
  { base, differences }: Comparison,
  ground: Ground,
): { readonly view: View; readonly others: readonly Machine[] } {
  const others = [...differences.keys()]
  const byName = linesNaming(base)
  // A line that names the base itself and that others have too says of them something else than of the base.
  const isNamed = [...differences.values()].some(({ missing }) => byName.some((route) => !missing.includes(route)))
  const baseSeen = new Map<number, string>()
  const ofItself = ground.atoms.of(base.id).map((place): OwnAtom => {
    const { address } = ground.atoms.all[place] as Atom
    return { place, address, lines: matchingRoutes(base.namespace.routes, address) }
  })
  const alike = isNamed
    ? []
    : others.filter((machine) => seesAlike(machine, base, ofItself, differences, baseSeen, ground))
  const isAlike = new Set(alike)
  return {
    view: { base, members: [base, ...alike], baseSeen },
    others: others.filter((machine) => !isAlike.has(machine)),
  }
}

const linesNaming = ({ lines, addresses }: Machine): readonly Route[] => {
  const own = new Set<Ipv4 | undefined>(addresses)
  return linesBut(lines).filter(
    ({ nextHops, preferredSource }) =>
      (preferredSource !== undefined && own.has(preferredSource)) ||
      nextHops.some(({ gateway }) => gateway !== undefined && own.has(gateway)),
  )
}

/** Whether the machine sees the others as the base does, and the base as those before it did; what it sees is noted. */
function seesAlike(
  machine: Machine,
  base: Machine,
  ofItself: readonly OwnAtom[],
  differences: ReadonlyMap<Machine, TableDifference>,
  baseSeen: Map<number, string>,
  ground: Ground,
): boolean {
  const { atoms, names, macOwners } = ground
  const difference = differences.get(machine) as TableDifference
  const touched = touchedBy(difference, machine, base, ground)
  const vteps = vtepsLike(base, machine, names)
  if (!touched || !vteps) return false
  for (const place of touched) {
    const { address, owner } = atoms.all[place] as Atom
    if (owner === machine.id || owner === base.id) continue
    const ofBase = matchingRoutes(base.namespace.routes, address)
    const seen = routeShape(routeIn(machine, base, difference, address, ofBase), { viewer: machine.id, owner }, names)
    if (seen !== routeShape(bestRoute(base.namespace, address), { viewer: base.id, owner }, names)) return false
  }
  const onlooker = { viewer: machine.id, owner: base.id }
  const seen = ofItself.map(({ place, address, lines }): readonly [number, string] => {
    const route = routeIn(machine, base, difference, address, lines)
    const vtep = vteps.get(address)
    return [place, routeShape(route, onlooker, names) + (vtep ? vtepShape(vtep, onlooker, names, macOwners) : '')]
  })
  if (seen.some(([place, shape]) => (baseSeen.get(place) ?? shape) !== shape)) return false
  for (const [place, shape] of seen) baseSeen.set(place, shape)
  return true
}

/** The atoms that lines concern which only one of the two has; undefined if they are too many to look at. */
function touchedBy(
  { added, missing }: TableDifference,
  machine: Machine,
  base: Machine,
  { atoms, names }: Ground,
): ReadonlySet<number> | undefined {
  const touched = new Set<number>()
  const touch = ({ destination }: Route): boolean => {
    const [from, to] = atoms.within(destination)
    if (to - from > MOST_TOUCHED) return false
    for (let place = from; place < to; place++) touched.add(place)
    return true
  }
  const unnoted: Names = { owners: names.owners, mentions: new Set() }
  const isTwin = (mine: Route, its: Route): boolean =>
    compareRoutes(mine, its) === 0 &&
    routeShape(mine, { viewer: machine.id }, unnoted) === routeShape(its, { viewer: base.id }, unnoted)
  const twins = new Set<Route>()
  for (const route of added) {
    const twin = missing.find((other) => isTwin(route, other))
    if (twin) twins.add(twin)
    else if (!touch(route)) return undefined
  }
  return missing.every((route) => twins.has(route) || touch(route)) ? touched : undefined
}
