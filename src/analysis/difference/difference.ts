import type { Fabric } from '../../engine/fabric/fabric'
import type { NamespaceName } from '../../engine/linux/namespace'
import { oncePer } from '../../engine/once-per'
import { matrixOf } from '../matrix/matrix'
import { hostsOf, namesOf } from '../matrix/pod-ends'
import { type PairChanges, pairChanges, type Side } from './pair-changes'
import { type RouteChanges, routeChanges } from './route-changes'

/** What one lab has and another has not. */
export interface Difference {
  readonly routes: RouteChanges
  /** Of the pods; undefined if it was not to be counted, with so many that all stand differently. */
  readonly pairs: PairChanges | undefined
  /** Pods that only one of the two has. */
  readonly gone: readonly NamespaceName[]
  readonly come: readonly NamespaceName[]
}

/** A fabric's pods in all pairs; the cells that have been asked for stay known. */
export const podSide = oncePer((fabric: Fabric): Side => ({ fabric, matrix: matrixOf(fabric, podsIn(fabric)) }))

/** The same list for all fabrics that have the same pods. */
export const podsIn = (fabric: Fabric): readonly NamespaceName[] => namesOf(hostsOf(fabric).pods)

/** @param mostMeetings kinds of pairs that may be looked at. */
export function differenceBetween(before: Fabric, after: Fabric, mostMeetings?: number): Difference {
  const [old, now] = [podSide(before), podSide(after)]
  return {
    routes: routeChanges(before, after),
    pairs: pairChanges(old, now, mostMeetings),
    gone: without(old.matrix.hosts, now.matrix.hosts),
    come: without(now.matrix.hosts, old.matrix.hosts),
  }
}

function without(hosts: readonly NamespaceName[], others: readonly NamespaceName[]): readonly NamespaceName[] {
  if (hosts === others) return []
  const left = new Set(others)
  return hosts.filter((host) => !left.has(host))
}
