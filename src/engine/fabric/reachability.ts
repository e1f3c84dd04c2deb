import { bestRoute, hopOf, isAsked } from '../linux/fib'
import { type FilteredPacket, forbids } from '../linux/forward-drop'
import { localTable } from '../linux/local-table'
import type { Namespace, NamespaceName } from '../linux/namespace'
import { sourceFault } from '../linux/source-validation'
import { type Fabric, type Port, segmentAt } from './fabric'
import { resolveNeighbour } from './resolve-neighbour'
import { lossOn } from './segment-loss'
import { losesAll } from './segment-netem'

export type Flow = FilteredPacket

/** Of a packet of TCP that carries no data; sessions begin with such. */
const SMALL_BYTES = 40

/** More machines than any path of a lab has. */
const MAX_HOPS = 64

/** Whether a packet of the flow, sent by `from`, gets to who has the destination: routes, neighbours, filters. [REACH-1] */
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
    const asked = isAsked(namespace, nextHop) ? nextHop.gateway : flow.destination
    const answer = resolveNeighbour(fabric, asker, asked, flow.source)
    const segment = segmentAt(fabric, asker)
    if (segment?.losses && answer && lossOn(segment, asker, answer.port, flow, SMALL_BYTES)) return false
    if (segment?.netem && answer && losesAll(segment, asker, answer.port)) return false
    arrival = answer?.port
    namespace = answer && fabric.namespaces.get(answer.port.namespace)
  }
  return false
}
