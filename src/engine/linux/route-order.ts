import type { Prefix } from '../net/prefix'
import type { Route } from './route'

/**
 * The order of `ip route` and `/proc/net/route`, which is the kernel's trie walk: by destination; of equal ones the
 * longer prefix first, then the lower metric. [FIB-1]
 */
export const compareRoutes = (a: Route, b: Route): number =>
  compareDestinations(a.destination, b.destination) || a.metric - b.metric

export const compareDestinations = (a: Prefix, b: Prefix): number => a.address - b.address || b.length - a.length

/** Two tables that are each in that order, as one; of equal lines those of `first` come first. */
export function mergeRoutes(first: readonly Route[], second: readonly Route[]): readonly Route[] {
  if (first.length === 0) return second
  const merged: Route[] = []
  let next = 0
  for (const route of second) {
    for (let early = first[next]; early && compareRoutes(early, route) <= 0; early = first[++next]) merged.push(early)
    merged.push(route)
  }
  for (; next < first.length; next++) merged.push(first[next] as Route)
  return merged
}
