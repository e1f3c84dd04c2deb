import { matchingRoutes } from '../../engine/linux/fib'
import { tableOf } from '../../engine/linux/main-table'
import type { Namespace } from '../../engine/linux/namespace'
import type { Route } from '../../engine/linux/route'
import { compareRoutes, mergeRoutes } from '../../engine/linux/route-order'
import type { Ipv4 } from '../../engine/net/ipv4'
import { prefixContains } from '../../engine/net/prefix'

/** One table against another, by identity: most lines of machines that stand alike are the same objects. */
export interface TableDifference {
  readonly added: readonly Route[]
  readonly missing: readonly Route[]
}

/** Of two that share their lines only what either leaves out or has alone is looked at. */
export function differenceTo(base: Namespace, machine: Namespace): TableDifference {
  const [old, now] = [tableOf(base), tableOf(machine)]
  if (!old || !now || old.shared !== now.shared) return tableDifference(base.routes, machine.routes)
  const left = tableDifference(old.without, now.without)
  const own = tableDifference(old.own, now.own)
  return { added: mergeRoutes(left.missing, own.added), missing: mergeRoutes(left.added, own.missing) }
}

/** Both tables are in the kernel's order. */
export function tableDifference(base: readonly Route[], table: readonly Route[]): TableDifference {
  const added: Route[] = []
  const missing: Route[] = []
  let [i, j] = [0, 0]
  const [baseEnd, tableEnd] = [base.length, table.length]
  for (;;) {
    while (i < baseEnd && j < tableEnd && base[i] === table[j]) {
      i++
      j++
    }
    if (i >= baseEnd || j >= tableEnd) break
    const [old, now] = [base[i] as Route, table[j] as Route]
    const order = compareRoutes(old, now)
    if (order <= 0) {
      missing.push(old)
      i++
    }
    if (order >= 0) {
      added.push(now)
      j++
    }
  }
  for (; i < base.length; i++) missing.push(base[i] as Route)
  for (; j < table.length; j++) added.push(table[j] as Route)
  return { added, missing }
}

/**
 * The route of a table to an address, of which only the difference to another is known: what both have is asked of the
 * other, whose index is made once for all.
 */
export function routeIn(
  table: Namespace,
  base: readonly Route[],
  { added, missing }: TableDifference,
  address: Ipv4,
): Route | undefined {
  const kept = matchingRoutes(base, address).find((route) => !missing.includes(route))
  const own = added.filter(({ destination }) => prefixContains(destination, address))
  const best = own.toSorted(isBetter)[0]
  if (!best || !kept) return best ?? kept
  const order = isBetter(best, kept)
  // Two lines of one destination and metric: the table itself knows which comes first.
  return order === 0 ? matchingRoutes(table.routes, address)[0] : order < 0 ? best : kept
}

const isBetter = (a: Route, b: Route): number => b.destination.length - a.destination.length || a.metric - b.metric
