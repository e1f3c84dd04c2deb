import type { Route } from '../../engine/linux/route'
import type { Mac } from '../../engine/net/mac'
import type { Atom } from './atoms'
import type { Machine } from './cast'
import { type AddressSet, membershipIn } from './named'
import { numbering } from './numbering'
import { routeSweep } from './route-sweep'
import { type Names, routeShape } from './shape'
import type { Sights } from './sights'
import type { View } from './views'
import { vtepAt, vtepShape } from './vteps'

/**
 * By the atom's place, for each that somebody has: of one number are those that everybody sees alike, and that are in the
 * same of the sets that somebody names.
 */
export function looksOf(
  { atoms, views }: Sights,
  sets: readonly AddressSet[],
  names: Names,
  macOwners: ReadonlyMap<Mac, Machine>,
): Int32Array {
  const membership = membershipIn(sets)
  const number = numbering()
  const columns = views.map((view) => columnOf(view, names, macOwners))
  const looks = new Int32Array(atoms.all.length)
  for (const atom of atoms.all) {
    if (atom.owner === undefined) continue
    let text = membership(atom.address)
    for (const column of columns) text += ` ${column(atom)}`
    looks[atom.place] = number(text)
  }
  return looks
}

/** How a view sees atoms, which are asked for in their order, as numbers. */
function columnOf(
  { base, members, baseSeen }: View,
  names: Names,
  macOwners: ReadonlyMap<Mac, Machine>,
): (atom: Atom) => number {
  const number = numbering()
  const { namespace, id: viewer } = base
  const routeTo = routeSweep(namespace)
  const hasVteps = namespace.neighbours.length > 0
  let last:
    | { readonly route: Route | undefined; readonly owner: number | undefined; readonly number: number }
    | undefined
  return ({ address, owner, place }) => {
    if (owner === viewer) return number(members.length > 1 ? (baseSeen.get(place) ?? '') : 'itself')
    const onlooker = { viewer, owner }
    const route = routeTo(address)
    if (hasVteps) {
      const vtep = vtepShape(vtepAt(namespace, address), onlooker, names, macOwners)
      return number(routeShape(route, onlooker, names) + vtep)
    }
    // Neighbours in the order of addresses are mostly one machine's, reached by one line.
    if (last?.route !== route || last?.owner !== owner || !last) {
      last = { route, owner, number: number(routeShape(route, onlooker, names)) }
    }
    return last.number
  }
}
