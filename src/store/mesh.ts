import type { Picture } from '../canvas/picture'
import type { NamespaceName } from '../engine/linux/namespace'
import { findElement, hostOf } from './elements'
import { MOST_FLOWS } from './flows'
import type { ProbeQuestion } from './lab-state'

/**
 * A mesh of pings: from a pod to all others; among the pods of a node or of a subnet, or of the whole lab, one for each
 * pair. No more than can be in flight.
 */
export function meshOf(picture: Picture, element: string | undefined): readonly ProbeQuestion[] {
  const found = findElement(picture, element)
  if (found?.kind === 'router') return []
  const nodes = picture.nodes.filter(
    (node) =>
      found === undefined ||
      found.kind === 'pod' ||
      (found.kind === 'node' ? node.id === found.node.id : node.subnet === found.subnet.id),
  )
  const pods = nodes.flatMap((node) => node.pods.flatMap(({ id }) => hostOf(id) ?? []))
  const own = found?.kind === 'pod' ? hostOf(found.pod.id) : undefined
  if (own === undefined) return meshAmong(pods)
  const others = pods.filter((pod) => pod !== own).slice(0, MOST_FLOWS)
  return others.map((to) => ({ from: own, to }))
}

/** One ping for each pair of these, no more than can be in flight. */
export function meshAmong(hosts: readonly NamespaceName[]): readonly ProbeQuestion[] {
  const probes: ProbeQuestion[] = []
  for (const [index, from] of hosts.entries()) {
    for (const to of hosts.slice(index + 1)) {
      if (probes.length === MOST_FLOWS) return probes
      probes.push({ from, to })
    }
  }
  return probes
}
