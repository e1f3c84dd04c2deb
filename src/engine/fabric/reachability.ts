import { bestRoute, hopOf, isAsked } from '../linux/fib'
import { type FilteredPacket, forbids } from '../linux/forward-drop'
import { localTable } from '../linux/local-table'
import type { Namespace, NamespaceName } from '../linux/namespace'
import type { Ipv4 } from '../net/ipv4'
import type { Fabric } from './fabric'
import { resolveNeighbour } from './resolve-neighbour'

export interface Flow extends FilteredPacket {
  readonly destination: Ipv4
}

/** More machines than any path of a lab has. */
const MAX_HOPS = 64

/** Whether a packet of the flow, sent by `from`, gets to whoever has the destination: routes, neighbours, filters. [REACH-1] */
export function reaches(fabric: Fabric, from: NamespaceName, flow: Flow): boolean {
  let namespace: Namespace | undefined = fabric.namespaces.get(from)
  let arrival: Port | undefined
  for (let hop = 0; namespace && hop < MAX_HOPS; hop++) {
    if (arrival && sourceFault(namespace, flow.source, arrival.link)) return false
    if (localTable(namespace).has(flow.destination)) return true
    const isTransit = hop > 0
    if (isTransit && (!namespace.forwarding || namespace.forwardDrops.some((rule) => forbids(rule, flow)))) return false
    const route = bestRoute(namespace, flow.destination)
    const nextHop = route && hopOf(route, flow.destination, flow.source)
    if (route?.type !== 'unicast' || nextHop?.dev === undefined) return false
    const asker = { namespace: namespace.name, link: nextHop.dev }
    const answer = resolveNeighbour(fabric, asker, isAsked(namespace, nextHop) ? nextHop.gateway : flow.destination)
    namespace = answer && fabric.namespaces.get(answer.port.namespace)
  }
  return false
}
