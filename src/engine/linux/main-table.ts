import { prefixEquals, prefixKey } from '../net/prefix'
import { oncePer } from '../once-per'
import { installedRoutes } from './installed-routes'
import type { Namespace } from './namespace'
import type { Route } from './route'
import { compareRoutes, mergeRoutes } from './route-order'

/**
 * A main table as what many machines have, without the lines that one of them has not, and with those that are its own.
 * A cluster of a thousand nodes has a million lines, of which a few thousand differ: a table is written out when
 * somebody reads it. Each list is in the kernel's order.
 */
export interface MainTable {
  /** Not one destination twice; the same object on all who share it. */
  readonly shared: readonly Route[]
  readonly without: readonly Route[]
  /** None to a destination of the shared ones that are left. */
  readonly own: readonly Route[]
}

const NONE: readonly Route[] = []

export const tableOfOwn = (own: readonly Route[]): MainTable => ({ shared: NONE, without: NONE, own })

/**
 * What several programs write, as one table; of equal lines those of the first come first. Where two of them want one
 * place the table is the machine's own: who gets it is found line by line. [FIB-4]
 */
export function joinedTable(parts: readonly MainTable[]): MainTable {
  const joined = {
    shared: parts.map(({ shared }) => shared).reduce(mergedOnce, NONE),
    without: parts.map(({ without }) => without).reduce(mergedOnce, NONE),
    own: parts.map(({ own }) => own).reduce(mergedOnce, NONE),
  }
  return isSettled(joined) ? joined : tableOfOwn(installedRoutes(parts.map(linesOf).reduce(mergeRoutes, NONE)))
}

/** The same list for the same two, for as long as one of them is there. */
function mergedOnce(first: readonly Route[], second: readonly Route[]): readonly Route[] {
  if (first.length === 0) return second
  if (second.length === 0) return first
  const known = merged.get(first)
  if (known?.second === second) return known.both
  const both = mergeRoutes(first, second)
  merged.set(first, { second, both })
  return both
}

const merged = new WeakMap<readonly Route[], { readonly second: readonly Route[]; readonly both: readonly Route[] }>()

function isSettled({ shared, without, own }: MainTable): boolean {
  if (own.some((route, i) => i > 0 && compareRoutes(own[i - 1] as Route, route) === 0)) return false
  if (shared.length === 0) return true
  const byDestination = sharedByDestination(shared)
  return (
    byDestination.size === shared.length &&
    own.every(({ destination }) => {
      const other = byDestination.get(prefixKey(destination))
      return other === undefined || without.includes(other)
    })
  )
}

/** By `prefixKey`. */
export const sharedByDestination = oncePer(
  (shared: readonly Route[]): ReadonlyMap<number, Route> =>
    new Map(shared.map((route) => [prefixKey(route.destination), route])),
)

/** The lines to one destination. */
export function linesTo({ shared, without, own }: MainTable, destination: Route['destination']): readonly Route[] {
  const common = sharedByDestination(shared).get(prefixKey(destination))
  if (common && !without.includes(common)) return [common]
  return own.filter((route) => prefixEquals(route.destination, destination))
}

export function linesOf({ shared, without, own }: MainTable): readonly Route[] {
  if (shared.length === 0) return own
  const lines: Route[] = []
  let [gone, next] = [0, 0]
  for (let i = 0; i < shared.length; i++) {
    const route = shared[i] as Route
    if (route === without[gone]) {
      gone++
      continue
    }
    for (let early = own[next]; early && compareRoutes(early, route) < 0; early = own[++next]) lines.push(early)
    lines.push(route)
  }
  for (; next < own.length; next++) lines.push(own[next] as Route)
  return lines
}

const tables = new WeakMap<Namespace, MainTable>()

/** A machine whose table is written out when its routes are first read. */
export function withTable(machine: Omit<Namespace, 'routes'>, table: MainTable): Namespace {
  let lines: readonly Route[] | undefined
  const namespace: Namespace = {
    ...machine,
    get routes() {
      lines ??= linesOf(table)
      return lines
    },
  }
  tables.set(namespace, table)
  return namespace
}

/** Of a machine that shares its lines with others; its copies stand for themselves. */
export const tableOf = (namespace: Namespace): MainTable | undefined => tables.get(namespace)

/** A machine's table, as it is shared if it is. */
export const mainTable = (namespace: Namespace): MainTable => tables.get(namespace) ?? tableOfOwn(namespace.routes)

/** How many lines a machine's table has, without writing them out. */
export function lineCount(namespace: Namespace): number {
  const { shared, without, own } = mainTable(namespace)
  return shared.length - without.length + own.length
}
