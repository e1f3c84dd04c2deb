import type { Fabric } from '../engine/fabric/fabric'
import type { NamespaceName } from '../engine/linux/namespace'
import type { Route } from '../engine/linux/route'
import { routeSlot, routeText } from './route-key'

export type RouteChange =
  | { readonly kind: 'added'; readonly now: Route }
  | { readonly kind: 'changed'; readonly before: Route; readonly now: Route }
  | { readonly kind: 'removed'; readonly before: Route }

const NONE: readonly Route[] = []

function changesOn(before: readonly Route[], now: readonly Route[]): RouteChange[] {
  const slotsBefore = new Map(before.map((route) => [routeSlot(route), route]))
  const slotsNow = new Set(now.map(routeSlot))
  const changes = now.flatMap((route): RouteChange[] => {
    const old = slotsBefore.get(routeSlot(route))
    if (!old) return [{ kind: 'added', now: route }]
    return routeText(old) === routeText(route) ? [] : [{ kind: 'changed', before: old, now: route }]
  })
  const gone = before.filter((route) => !slotsNow.has(routeSlot(route)))
  return [...changes, ...gone.map((route): RouteChange => ({ kind: 'removed', before: route }))]
}

/** What became of every host's main table between two fabrics; a host without changes is left out. */
export function routeChanges(before: Fabric, after: Fabric): ReadonlyMap<NamespaceName, readonly RouteChange[]> {
  const names = new Set([...before.namespaces.keys(), ...after.namespaces.keys()])
  const result = new Map<NamespaceName, readonly RouteChange[]>()
  for (const name of names) {
    const old = before.namespaces.get(name)
    const now = after.namespaces.get(name)
    if (old === now) continue
    const changes = changesOn(old?.routes ?? NONE, now?.routes ?? NONE)
    if (changes.length > 0) result.set(name, changes)
  }
  return result
}
