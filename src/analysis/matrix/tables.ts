import { matchingRoutes } from '../../engine/linux/fib'
import { linesOf } from '../../engine/linux/main-table'
import type { Route } from '../../engine/linux/route'
import { compareRoutes, mergeRoutes } from '../../engine/linux/route-order'
import type { Ipv4 } from '../../engine/net/ipv4'
import { prefixContains } from '../../engine/net/prefix'
import type { Lines, Machine } from './cast'

/** One table against another, by identity: most lines of machines that stand alike are the same objects. */
export interface TableDifference {
  readonly added: readonly Route[]
  readonly missing: readonly Route[]
}

/** Without what leads to their own pods; of two that share lines only what either leaves out or has alone is looked at. */
export function differenceTo({ lines: base }: Machine, { lines }: Machine): TableDifference {
  if (base.shared !== lines.shared) return tableDifference(linesBut(base), linesBut(lines))
  const left = tableDifference(base.without, lines.without)
  const own = tableDifference(base.others, lines.others)
  return { added: mergeRoutes(left.missing, own.added), missing: mergeRoutes(left.added, own.missing) }
}

/** A table without the lines to its machine's own pods. */
export const linesBut = ({ shared, without, others }: Lines): readonly Route[] =>
  linesOf({ shared, without, own: others })

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
 * A machine's route to an address, where only the difference of its table to another's is known.
 * @param ofOther all lines of the other's table to the address, the best first
 */
export function routeIn(
  { namespace, lines }: Machine,
  other: Machine,
  { added, missing }: TableDifference,
  address: Ipv4,
  ofOther: readonly Route[],
): Route | undefined {
  const toItsPod = other.lines.toPods.get(address)
  const kept = ofOther.find((route) => route !== toItsPod && !missing.includes(route))
  let best = lines.toPods.get(address)
  for (const route of added) {
    if (prefixContains(route.destination, address) && (!best || isBetter(route, best) < 0)) best = route
  }
  if (!best || !kept) return best ?? kept
  const order = isBetter(best, kept)
  // Two lines of one destination and metric: the table itself knows which comes first.
  return order === 0 ? matchingRoutes(namespace.routes, address)[0] : order < 0 ? best : kept
}

const isBetter = (a: Route, b: Route): number => b.destination.length - a.destination.length || a.metric - b.metric
