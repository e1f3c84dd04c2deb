import type { Fabric } from '../../engine/fabric/fabric'
import { linesTo, type MainTable, tableOf } from '../../engine/linux/main-table'
import type { Namespace, NamespaceName } from '../../engine/linux/namespace'
import type { Route } from '../../engine/linux/route'
import { compareDestinations } from '../../engine/linux/route-order'
import { type Prefix, prefixKey } from '../../engine/net/prefix'
import { tableDifference } from '../matrix/tables'
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

const KINDS = ['added', 'changed', 'removed'] as const
const NONE: readonly Route[] = []

/** What became of every host's main table between two fabrics. */
export function routeChanges(before: Fabric, after: Fabric): RouteChanges {
  const countBetween = counting()
  const counts = new Map<NamespaceName, RouteCounts>()
  const total = { added: 0, changed: 0, removed: 0 }
  const compare = (host: NamespaceName): void => {
    const [old, now] = [before.namespaces.get(host), after.namespaces.get(host)]
    if (old === now) return
    const own = countBetween(old, now)
    if (own.added + own.changed + own.removed === 0) return
    counts.set(host, own)
    for (const kind of KINDS) total[kind] += own[kind]
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
function eachChange(before: readonly Route[], after: readonly Route[], isAlike: IsAlike, report: Report): void {
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

type Counts = { -readonly [K in keyof RouteCounts]: number }

/**
 * Hosts that share their lines with others before and after: what became of the shared ones is counted once for all, and
 * what became of those that one of them leaves out or has alone takes the place of that.
 */
function counting(): (old: Namespace | undefined, now: Namespace | undefined) => RouteCounts {
  const isAlike = comparisons()
  const known = new Map<readonly Route[], Map<readonly Route[], SharedChanges>>()
  const sharedChanges = (old: readonly Route[], now: readonly Route[]): SharedChanges => {
    const byNow = known.get(old) ?? new Map<readonly Route[], SharedChanges>()
    const changes = byNow.get(now) ?? changesAmong(old, now, isAlike)
    known.set(old, byNow.set(now, changes))
    return changes
  }
  return (old, now) => {
    const counts: Counts = { added: 0, changed: 0, removed: 0 }
    const [was, is] = [old && tableOf(old), now && tableOf(now)]
    if (!was || !is || was.shared.length === 0 || is.shared.length === 0) {
      const [before, after] = [old?.routes ?? NONE, now?.routes ?? NONE]
      if (before !== after) eachChange(before, after, isAlike, (kind) => counts[kind]++)
      return counts
    }
    const { total, at } = sharedChanges(was.shared, is.shared)
    for (const kind of KINDS) counts[kind] = total[kind]
    for (const [key, destination] of destinationsApart(was, is)) {
      const among = at.get(key)
      if (among) counts[among]--
      eachChange(linesTo(was, destination), linesTo(is, destination), isAlike, (kind) => counts[kind]++)
    }
    return counts
  }
}

interface SharedChanges {
  readonly total: RouteCounts
  /** By `prefixKey`: shared lines have a destination each. */
  readonly at: ReadonlyMap<number, RouteChange['kind']>
}

function changesAmong(old: readonly Route[], now: readonly Route[], isAlike: IsAlike): SharedChanges {
  const total: Counts = { added: 0, changed: 0, removed: 0 }
  const at = new Map<number, RouteChange['kind']>()
  eachChange(old, now, isAlike, (kind, before, after) => {
    total[kind]++
    const line = before ?? after
    if (line) at.set(prefixKey(line.destination), kind)
  })
  return { total, at }
}

/** To which the shared lines do not tell all. */
function destinationsApart(old: MainTable, now: MainTable): ReadonlyMap<number, Prefix> {
  const apart = new Map<number, Prefix>()
  const note = ({ destination }: Route): void => void apart.set(prefixKey(destination), destination)
  old.without.forEach(note)
  now.without.forEach(note)
  const own = tableDifference(old.own, now.own)
  own.missing.forEach(note)
  own.added.forEach(note)
  return apart
}

type IsAlike = (old: Route, now: Route) => boolean

/** Hosts that stand alike share their lines, before and after: each two are compared once. */
function comparisons(): IsAlike {
  const last = new Map<Route, { readonly now: Route; readonly alike: boolean }>()
  return (old, now) => {
    const known = last.get(old)
    if (known?.now === now) return known.alike
    const alike = printsAlike(old, now)
    last.set(old, { now, alike })
    return alike
  }
}
