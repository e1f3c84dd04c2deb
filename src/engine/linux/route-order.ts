import type { Route } from './route'

/**
 * The order of `ip route` and `/proc/net/route`, which is the kernel's trie walk: by destination; of equal ones the
 * longer prefix first, then the lower metric. [FIB-1]
 */
export const compareRoutes = (a: Route, b: Route): number =>
  a.destination.address - b.destination.address || b.destination.length - a.destination.length || a.metric - b.metric
