import { lookupRoute } from '../linux/fib'
import { forbids } from '../linux/forward-drop'
import type { LinkName } from '../linux/link'
import { broadcastAddresses, localRouteTo } from '../linux/local-table'
import { findLink } from '../linux/source-address'
import { type SourceFault, sourceFault } from '../linux/source-validation'
import { ETHERNET_HEADER_BYTES } from '../wire/ethernet'
import { type Ipv4Header, rewriteIpv4 } from '../wire/ipv4'
import { restoreMasqueraded } from './conntrack'
import { deliver } from './deliver'
import { mayTellOfRoute } from './error-rate'
import { filteredPacket } from './filtered-packet'
import { headerOf } from './header'
import { sendIcmpError } from './icmp-error'
import { policyBetween, policyInto } from './policies'
import { reassemble } from './reassemble'
import { type Cursor, callNext, drop, namespaceOf, type Run, record, type Task } from './run'
import type { DropReason, IcmpError } from './trace'
import { unsettledLookup } from './unsettled'

/** A frame reaches a device: what the device shows to a capture as `In`. */
export function arrive(run: Run, { packet, port, frame }: Extract<Task, { readonly kind: 'arrive' }>): void {
  const namespace = namespaceOf(run, port.namespace)
  const bytes = frame.linkType === 'ethernet' ? frame.bytes.slice(ETHERNET_HEADER_BYTES) : frame.bytes
  record(run, { packet, namespace, bytes }, { kind: 'receive', link: port.link, frame })
  // Behind those that are handed up with it, which are seen first.
  run.tasks.push({ kind: 'input', packet, namespace, link: port.link, bytes })
}

/**
 * PREROUTING, the routing decision, then up or on.
 * Source: `ip_rcv_finish_core` and `ip_route_input_slow` in net/ipv4. [IN-1]
 * What a machine does that does not run Linux the lab does not know. [MODEL-3]
 */
export function input(run: Run, task: Extract<Task, { readonly kind: 'input' }>): void {
  if (task.namespace.system === 'windows') return drop(run, task, { kind: 'unmodelled', what: 'windows' })
  const gathered = defragment(run, task)
  if (!gathered) return
  const cursor = restoreMasqueraded(run, gathered)
  const header = headerOf(cursor.bytes)
  if (localRouteTo(task.namespace, header.destination)) {
    const fault = arrivalFault(task, header) ?? policyInto(run, cursor, task.link)
    return fault ? drop(run, cursor, fault) : deliver(run, cursor)
  }
  // Whoever has a device in that network takes the packet, and answers no such ping. [IN-3]
  if (broadcastAddresses(task.namespace).has(header.destination)) {
    return drop(run, cursor, arrivalFault(task, header) ?? { kind: 'broadcast' })
  }
  if (!task.namespace.forwarding) return drop(run, cursor, { kind: 'not-forwarding' })
  forward(run, cursor, header, task.link)
}

/** Whether the source can have come by that device. What came by `lo` was routed when it set out, and is not asked again. */
const arrivalFault = ({ namespace, link }: Arrival, { source }: Ipv4Header): SourceFault | undefined =>
  findLink(namespace, link)?.type.kind === 'loopback' ? undefined : sourceFault(namespace, source, link)

type Arrival = Pick<Extract<Task, { readonly kind: 'input' }>, 'namespace' | 'link'>

/**
 * Source: `ip_route_input_slow` in net/ipv4/route.c, then `ip_forward` in net/ipv4/ip_forward.c: no route, source, TTL,
 * size, in this order, then the TTL goes down and the FORWARD chain is asked. [FWD-1, IN-2]
 */
function forward(run: Run, cursor: Cursor, header: Ipv4Header, link: LinkName): void {
  const { namespace, bytes, packet, fragmentBytes } = cursor
  const lookup = lookupRoute(namespace, header.destination, header.source)
  const unsettled = unsettledLookup(namespace, lookup)
  if (unsettled) return drop(run, cursor, unsettled)
  const { route, nextHop } = lookup
  if (!route) return leadNowhere(run, cursor, { kind: 'no-route', destination: header.destination }, 'net-unreachable')
  if (route.type === 'blackhole') return drop(run, cursor, { kind: 'blackhole', route })
  if (route.type === 'prohibit') return leadNowhere(run, cursor, { kind: 'prohibited', route }, 'admin-prohibited')
  if (route.type !== 'unicast' || !nextHop) {
    return leadNowhere(run, cursor, { kind: 'unreachable-route', route }, 'host-unreachable')
  }
  const fault = arrivalFault({ namespace, link }, header)
  if (fault) return drop(run, cursor, fault)
  if (header.ttl <= 1) return refuse(run, cursor, { kind: 'ttl-expired' }, 'time-exceeded')
  // Forwarding heeds the route's and the device's MTU, not what was learned (`ip_dst_mtu_maybe_forward`). [MTU-1]
  const mtuBytes = route.mtuBytes ?? findLink(namespace, nextHop.dev)?.mtuBytes ?? Number.POSITIVE_INFINITY
  if (header.dontFragment && bytes.length > mtuBytes) {
    const reason: DropReason = { kind: 'too-big', sizeBytes: bytes.length, mtuBytes, link: nextHop.dev }
    return refuse(run, cursor, reason, 'fragmentation-needed', mtuBytes)
  }
  const onward = {
    packet,
    namespace,
    bytes: rewriteIpv4(bytes, { ttl: header.ttl - 1 }),
    ...(fragmentBytes !== undefined && { fragmentBytes }),
  }
  record(run, onward, { kind: 'forward', lookup, link })
  const undecided = policyBetween(run, cursor, link, nextHop.dev)
  if (undecided) return drop(run, onward, undecided)
  const rule = namespace.forwardDrops.find((candidate) => forbids(candidate, filteredPacket(bytes)))
  if (rule) return drop(run, onward, { kind: 'filtered', rule })
  callNext(run, { kind: 'output', ...onward, dev: nextHop.dev, nextHop: nextHop.gateway ?? header.destination })
}

/**
 * Where connections are tracked, fragments wait for each other before anything else looks at them: NAT has to see the
 * port or identifier, which only the first one has. Source: net/ipv4/netfilter/nf_defrag_ipv4.c. [NAT-5]
 */
const defragment = (run: Run, cursor: Cursor): Cursor | undefined =>
  cursor.namespace.tracksConnections ? reassemble(run, cursor) : cursor

/** The routes lead nowhere: the sender is told, if it has not been told too often (`ip_error` in net/ipv4/route.c). */
function leadNowhere(run: Run, cursor: Cursor, reason: DropReason, error: IcmpError): void {
  drop(run, cursor, reason)
  if (mayTellOfRoute(run, cursor.namespace, headerOf(cursor.bytes).source)) sendIcmpError(run, cursor, error)
}

/** Drops, and tells the sender. */
function refuse(run: Run, cursor: Cursor, reason: DropReason, error: IcmpError, mtuBytes?: number): void {
  drop(run, cursor, reason)
  sendIcmpError(run, cursor, error, mtuBytes)
}
