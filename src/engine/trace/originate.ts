import { lookupRoute, type RouteLookup } from '../linux/fib'
import type { Namespace } from '../linux/namespace'
import { findLink, sourceFor } from '../linux/source-address'
import type { Ipv4 } from '../net/ipv4'
import { NO_MAC } from '../net/mac'
import { fail, ok, type Result } from '../result'
import { buildEthernet } from '../wire/ethernet'
import { buildIpv4, IPV4_HEADER_BYTES } from '../wire/ipv4'
import { peerKey } from './memory'
import { type Cursor, type Run, record } from './run'
import type { Frame, Verdict } from './trace'

/** A packet that a machine's own stack is asked to send. */
export interface Outgoing {
  readonly destination: Ipv4
  /** Given when it is an answer: it comes from the address that was asked. */
  readonly source?: Ipv4
  readonly ttl: number
  readonly typeOfService: number
  readonly dontFragment: boolean
  /** DF is the sender's own wish: a packet too big is refused at once (`IP_PMTUDISC_DO`). */
  readonly refuseTooBig: boolean
  readonly protocol: number
  readonly payload: Uint8Array
}

export type LocalError = Extract<Verdict, { readonly kind: 'local-error' }>

/** The default of `net.ipv4.ip_default_ttl`. */
export const DEFAULT_TTL = 64

/**
 * Routes and sends a packet of the machine's own; the error is what the system call returns.
 * Source: `ip_route_output_key_hash_rcu` in net/ipv4/route.c. [OUT-1]
 */
export function originate(
  run: Run,
  namespace: Namespace,
  packet: number,
  outgoing: Outgoing,
): Result<void, LocalError> {
  const { destination } = outgoing
  const lookup = lookupRoute(namespace, destination, outgoing.source)
  const { route, nextHop } = lookup
  const refusal = route ? REFUSALS[route.type] : ('network-unreachable' as const)
  if (refusal || !route) return fail({ kind: 'local-error', error: refusal ?? 'network-unreachable' })
  const choice = outgoing.source === undefined ? sourceFor(namespace, lookup) : undefined
  const source = outgoing.source ?? choice?.source
  if (source === undefined || !nextHop) return fail({ kind: 'local-error', error: 'network-unreachable' })

  const { ttl, typeOfService, protocol, payload } = outgoing
  const mtuBytes = pathMtuBytes(run, namespace, destination, lookup)
  const isTooBig = IPV4_HEADER_BYTES + payload.length > mtuBytes
  if (isTooBig && outgoing.refuseTooBig) return fail({ kind: 'local-error', error: 'message-too-long', mtuBytes })
  // What is fragmented at home goes out without DF (`__ip_make_skb`).
  const dontFragment = outgoing.dontFragment && !isTooBig
  const header = { ttl, typeOfService, dontFragment, protocol, source, destination }
  const identification = run.nextIdentification++
  const bytes = buildIpv4({ ...header, identification, moreFragments: false, fragmentOffset: 0 }, payload)
  const cursor: Cursor = { packet, namespace, bytes }
  record(run, cursor, {
    kind: 'originate',
    lookup,
    source,
    sourceBecause: choice?.because ?? 'answers-from-destination',
  })
  run.tasks.push(
    route.type === 'local'
      ? { kind: 'arrive', packet, port: { namespace: namespace.name, link: 'lo' }, frame: loopbackFrame(bytes) }
      : { kind: 'output', packet, namespace, dev: nextHop.dev, nextHop: nextHop.gateway ?? destination, bytes },
  )
  return ok(undefined)
}

/** `lo` has a link header with no addresses in it. */
const loopbackFrame = (bytes: Uint8Array): Frame => ({
  linkType: 'ethernet',
  bytes: buildEthernet(NO_MAC, NO_MAC, bytes),
})

/** What a route that is no way out makes of a `connect` or `sendto`. Source: `fib_props` in net/ipv4/fib_semantics.c. */
const REFUSALS = {
  unicast: undefined,
  local: undefined,
  blackhole: 'invalid-argument',
  unreachable: 'host-unreachable',
  prohibit: 'permission-denied',
} as const

/** The largest packet the machine itself sends there: what it learned, else the route's, else the device's MTU. [MTU-3] */
export function pathMtuBytes(run: Run, namespace: Namespace, destination: Ipv4, lookup: RouteLookup): number {
  const learned = run.pathMtuBytes.get(peerKey(namespace.name, destination))
  const dev = lookup.nextHop && findLink(namespace, lookup.nextHop.dev)
  return learned ?? lookup.route?.mtuBytes ?? dev?.mtuBytes ?? Number.POSITIVE_INFINITY
}
