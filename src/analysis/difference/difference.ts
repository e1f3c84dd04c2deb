import type { Fabric } from '../../engine/fabric/fabric'
import type { NamespaceName } from '../../engine/linux/namespace'
import { oncePer } from '../../engine/once-per'
import { matrixOf } from '../matrix/matrix'
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

export const podsIn = ({ namespaces }: Fabric): readonly NamespaceName[] => {
  const pods: NamespaceName[] = []
  for (const { name, role } of namespaces.values()) if (role === 'pod') pods.push(name)
  return pods
}

/** @param mostMeetings kinds of pairs that may be looked at. */
export function differenceBetween(before: Fabric, after: Fabric, mostMeetings?: number): Difference {
  const [old, now] = [podSide(before), podSide(after)]
  const [was, is] = [new Set(old.matrix.hosts), new Set(now.matrix.hosts)]
  return {
    routes: routeChanges(before, after),
    pairs: pairChanges(old, now, mostMeetings),
    gone: old.matrix.hosts.filter((host) => !is.has(host)),
    come: now.matrix.hosts.filter((host) => !was.has(host)),
  }
}
