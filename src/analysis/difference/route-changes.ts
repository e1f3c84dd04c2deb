import type { Fabric } from '../../engine/fabric/fabric'
import type { NamespaceName } from '../../engine/linux/namespace'
import type { Route } from '../../engine/linux/route'
import { compareDestinations } from '../../engine/linux/route-order'
import { printsAlike } from './route-key'

export type RouteChange =
  | { readonly kind: 'added'; readonly now: Route }
  | { readonly kind: 'changed'; readonly before: Route; readonly now: Route }
  | { readonly kind: 'removed'; readonly before: Route }

/** How many lines of a host's main table are new, other than they were, and gone. */
export interface RouteCounts {
  readonly added: number
  readonly changed: number
  readonly removed: number
}

export interface RouteChanges {
  /** By host; one without changes is left out. */
  readonly counts: ReadonlyMap<NamespaceName, RouteCounts>
  readonly total: RouteCounts
  /** The lines themselves, in the kernel's order. */
  readonly on: (host: NamespaceName) => readonly RouteChange[]
}

const NONE: readonly Route[] = []

/** What became of every host's main table between two fabrics. */
export function routeChanges(before: Fabric, after: Fabric): RouteChanges {
  const isAlike = comparisons()
  const counts = new Map<NamespaceName, RouteCounts>()
  const total = { added: 0, changed: 0, removed: 0 }
  const compare = (host: NamespaceName): void => {
    const [old, now] = [before.namespaces.get(host)?.routes ?? NONE, after.namespaces.get(host)?.routes ?? NONE]
    const own = { added: 0, changed: 0, removed: 0 }
    if (old !== now) eachChange(old, now, isAlike, (kind) => own[kind]++)
    if (own.added + own.changed + own.removed === 0) return
    counts.set(host, own)
    for (const kind of ['added', 'changed', 'removed'] as const) total[kind] += own[kind]
  }
  for (const host of before.namespaces.keys()) compare(host)
  for (const host of after.namespaces.keys()) if (!before.namespaces.has(host)) compare(host)
  return {
    counts,
    total,
    on: (host) => changesOn(before.namespaces.get(host)?.routes ?? NONE, after.namespaces.get(host)?.routes ?? NONE),
  }
}

export const countOf = ({ added, changed, removed }: RouteCounts): number => added + changed + removed

function changesOn(before: readonly Route[], now: readonly Route[]): readonly RouteChange[] {
  const changes: RouteChange[] = []
  eachChange(before, now, printsAlike, (kind, old, line) => {
    if (kind === 'changed' && old && line) changes.push({ kind, before: old, now: line })
    else if (kind === 'added' && line) changes.push({ kind, now: line })
    else if (kind === 'removed' && old) changes.push({ kind, before: old })
  })
  return changes
}

type Report = (kind: RouteChange['kind'], before: Route | undefined, now: Route | undefined) => void

/**
 * Both tables in their order. A line stands for the one before it to the same destination: a reader takes one that only
 * gets another metric for changed, whatever the kernel does.
 */
function eachChange(
  before: readonly Route[],
  after: readonly Route[],
  isAlike: (old: Route, now: Route) => boolean,
  report: Report,
): void {
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]]
    const order = !old ? 1 : !now ? -1 : old === now ? 0 : compareDestinations(old.destination, now.destination)
    if (order === 0 && old && now && old !== now && !isAlike(old, now)) report('changed', old, now)
    if (order < 0) report('removed', old, undefined)
    if (order > 0) report('added', undefined, now)
    if (order <= 0) i++
    if (order >= 0) j++
  }
}

/** Hosts that stand alike share their lines, before and after: each two are compared once. */
function comparisons(): (old: Route, now: Route) => boolean {
  const last = new Map<Route, { readonly now: Route; readonly alike: boolean }>()
  return (old, now) => {
    const known = last.get(old)
    if (known?.now === now) return known.alike
    const alike = printsAlike(old, now)
    last.set(old, { now, alike })
    return alike
  }
}
