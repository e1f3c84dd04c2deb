import { lookupRoute } from '../linux/fib'
import { localTable } from '../linux/local-table'
import type { ForwardDrop, Namespace, NamespaceName } from '../linux/namespace'
import type { Ipv4 } from '../net/ipv4'
import { prefixContains } from '../net/prefix'
import type { Fabric } from './fabric'
import { resolveNeighbour } from './resolve-neighbour'

/** A flow, as far as filters look at it. */
export interface Flow {
  readonly source: Ipv4
  readonly destination: Ipv4
  /** IP protocol number. */
  readonly protocol: number
  readonly ports: readonly number[]
}

/** More machines than any path of a lab has. */
const MAX_HOPS = 64

/** Whether a packet of the flow, sent by `from`, gets to whoever has the destination: routes, neighbours, filters. */
export function reaches(fabric: Fabric, from: NamespaceName, flow: Flow): boolean {
  let namespace: Namespace | undefined = fabric.namespaces.get(from)
  for (let hop = 0; namespace && hop < MAX_HOPS; hop++) {
    if (localTable(namespace).has(flow.destination)) return true
    const isTransit = hop > 0
    if (isTransit && (!namespace.forwarding || namespace.forwardDrops.some((rule) => forbids(rule, flow)))) return false
    const { route, nextHop } = lookupRoute(namespace, flow.destination, flow.source)
    if (route?.type !== 'unicast' || !nextHop) return false
    const asker = { namespace: namespace.name, link: nextHop.dev }
    const answer = resolveNeighbour(fabric, asker, nextHop.gateway ?? flow.destination)
    namespace = answer && fabric.namespaces.get(answer.port.namespace)
  }
  return false
}

/** All that the filter names must match. */
export function forbids(rule: ForwardDrop, { source, protocol, ports }: Omit<Flow, 'destination'>): boolean {
  return (
    (rule.protocol === undefined || rule.protocol === protocol) &&
    (rule.source === undefined || prefixContains(rule.source, source)) &&
    (rule.port === undefined || ports.includes(rule.port))
  )
}
