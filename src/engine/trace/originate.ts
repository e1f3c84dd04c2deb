import { lookupRouteBy } from '../linux/bound-lookup'
import { lookupRoute, type RouteLookup } from '../linux/fib'
import type { LinkName } from '../linux/link'
import type { Namespace } from '../linux/namespace'
import { findLink, selectAddress, sourceFor } from '../linux/source-address'
import { type Ipv4, UNSPECIFIED } from '../net/ipv4'
import { NO_MAC } from '../net/mac'
import { fail, ok, type Result } from '../result'
import { buildEthernet } from '../wire/ethernet'
import { buildIpv4, IPV4_HEADER_BYTES } from '../wire/ipv4'
import { masquerade, restoreMasqueraded } from './conntrack'
import { headerOf } from './header'
import { peerKey } from './memory'
import { policyOutOf } from './policies'
import { BACKLOG, type Cursor, callNext, drop, enqueue, type Run, record } from './run'
import type { DropReason, Frame, Verdict } from './trace'
import { unsettledLookup } from './unsettled'

/** A packet that a machine's own stack is asked to send. */
export interface Outgoing {
  readonly destination: Ipv4
  /** Given when it is an answer: it comes from the address that was asked; or by the process that sends it. */
  readonly source?: Ipv4
  /** The socket is bound to it. */
  readonly device?: LinkName
  readonly ttl: number
  readonly typeOfService: number
  readonly dontFragment: boolean
  /** DF is the sender's own wish: a packet too big is refused at once (`IP_PMTUDISC_DO`). */
  readonly refuseTooBig: boolean
  /** Too big is what the device does not take, whatever was learned of the path (`IP_PMTUDISC_PROBE`). [UDP-3] */
  readonly ignoreLearnedMtu?: true
  readonly protocol: number
  /** Made when the source is known: UDP's checksum covers the addresses. */
  readonly payload: (source: Ipv4) => Uint8Array
  /** A process sends it; else the kernel does, in answer to something. */
  readonly isProcess?: true
}

export type LocalError = Extract<Verdict, { readonly kind: 'local-error' }>

/** The default of `net.ipv4.ip_default_ttl`. */
export const DEFAULT_TTL = 64

/**
 * Routes and sends a packet of the machine's own. One that cannot set out is dropped where it would have been made; the
 * error is what the system call returns.
 * Source: `ip_route_output_key_hash_rcu` in net/ipv4/route.c. [OUT-1]
 */
export function originate(
  run: Run,
  namespace: Namespace,
  packet: number,
  outgoing: Outgoing,
): Result<void, LocalError> {
  const { destination } = outgoing
  const lookup =
    outgoing.device === undefined
      ? lookupRoute(namespace, destination, outgoing.source)
      : lookupRouteBy(namespace, destination, outgoing.device)
  const choice = outgoing.source === undefined ? sourceFor(namespace, lookup) : undefined
  const source = outgoing.source ?? choice?.source
  const mtuBytes = outgoing.ignoreLearnedMtu
    ? deviceMtuBytes(namespace, lookup)
    : pathMtuBytes(run, namespace, destination, lookup)
  // The kernel builds no packet that cannot set out; the trace shows the one it would have been.
  const shown = source ?? selectAddress(namespace, 'lo', undefined, 'global')?.source ?? UNSPECIFIED
  const payload = outgoing.payload(shown)
  const isTooBig = IPV4_HEADER_BYTES + payload.length > mtuBytes
  // What is fragmented at home goes out without DF (`__ip_make_skb`).
  const bytes = headed(
    run,
    { ...outgoing, dontFragment: outgoing.dontFragment && (!isTooBig || outgoing.refuseTooBig) },
    shown,
    payload,
  )
  const cursor: Cursor = { packet, namespace, bytes }
  const unsettled = unsettledLookup(namespace, lookup)
  if (unsettled) {
    drop(run, cursor, unsettled)
    return ok(undefined)
  }
  const { route, nextHop } = lookup
  const refusal = refusalOf(lookup, source)
  if (refusal || !route || !nextHop || source === undefined) {
    const { error, reason } = refusal ?? noRoute(destination)
    drop(run, cursor, reason)
    return fail({ kind: 'local-error', error })
  }
  if (isTooBig && outgoing.refuseTooBig) {
    drop(run, cursor, { kind: 'too-big', sizeBytes: bytes.length, mtuBytes, link: nextHop.dev })
    return fail({ kind: 'local-error', error: 'message-too-long', mtuBytes })
  }
  if (isMulticast(destination)) {
    drop(run, cursor, { kind: 'unmodelled', what: 'multicast' })
    return ok(undefined)
  }
  const sourceBecause = choice?.because ?? (outgoing.isProcess ? 'asked-for' : 'answers-from-destination')
  record(run, cursor, { kind: 'originate', lookup, source, sourceBecause })
  if (namespace.system === 'windows') {
    drop(run, cursor, { kind: 'unmodelled', what: 'windows' })
    return ok(undefined)
  }
  const undecided = route.type === 'local' ? undefined : policyOutOf(run, cursor, nextHop.dev)
  if (undecided) drop(run, cursor, undecided)
  else leave(run, cursor, lookup, mtuBytes, outgoing.isProcess)
  return ok(undefined)
}

/**
 * LOCAL_OUT, then out by the route. An error about a packet that this machine has masqueraded is addressed to itself;
 * it is put back here like one that arrives, and routed again. Source: `nf_nat_ipv4_local_fn` in
 * net/netfilter/nf_nat_proto.c, `ip_route_me_harder` in net/ipv4/netfilter.c. [NAT-6]
 */
function leave(run: Run, made: Cursor, madeLookup: RouteLookup, madeMtuBytes: number, isProcess?: true): void {
  const cursor = restoreMasqueraded(run, made)
  const { namespace, packet, bytes } = cursor
  const { source, destination } = headerOf(bytes)
  const isAsMade = cursor === made
  const lookup = isAsMade ? madeLookup : lookupRoute(namespace, destination, source)
  const { route, nextHop } = lookup
  if (route?.type === 'local') {
    // To oneself it goes out by `lo`, and POSTROUTING is asked there too. [NAT-8]
    const sent = masquerade(run, cursor, 'lo', destination)
    const port = { namespace: namespace.name, link: 'lo' }
    return enqueue(run, BACKLOG, { kind: 'arrive', packet, port, frame: loopbackFrame(sent.bytes) })
  }
  if (route?.type !== 'unicast' || !nextHop) return drop(run, cursor, { kind: 'no-route', destination })
  callNext(run, {
    kind: 'output',
    packet,
    namespace,
    dev: nextHop.dev,
    nextHop: nextHop.gateway ?? destination,
    bytes,
    fragmentBytes: isAsMade ? madeMtuBytes : pathMtuBytes(run, namespace, destination, lookup),
    ...(isProcess && { isProcess }),
  })
}

/** 224.0.0.0/4: for whoever has joined the group, which the lab does not know. */
const isMulticast = (address: Ipv4): boolean => address >>> 28 === 0xe

function headed(run: Run, outgoing: Outgoing, source: Ipv4, payload: Uint8Array): Uint8Array {
  const { ttl, typeOfService, dontFragment, protocol, destination } = outgoing
  const identification = run.nextIdentification++
  const header = { ttl, typeOfService, dontFragment, protocol, source, destination, identification }
  return buildIpv4({ ...header, moreFragments: false, fragmentOffset: 0 }, payload)
}

interface Refusal {
  readonly error: LocalError['error']
  readonly reason: DropReason
}

const noRoute = (destination: Ipv4): Refusal => ({
  error: 'network-unreachable',
  reason: { kind: 'no-route', destination },
})

/** What a route that is no way out makes of a `connect` or `sendto`. Source: `fib_props` in net/ipv4/fib_semantics.c. */
function refusalOf({ route, destination }: RouteLookup, source: Ipv4 | undefined): Refusal | undefined {
  switch (route?.type) {
    case 'unicast':
    case 'local':
      return source === undefined ? noRoute(destination) : undefined
    case 'blackhole':
      return { error: 'invalid-argument', reason: { kind: 'blackhole', route } }
    case 'unreachable':
      return { error: 'host-unreachable', reason: { kind: 'unreachable-route', route } }
    case 'prohibit':
      return { error: 'permission-denied', reason: { kind: 'prohibited', route } }
    default:
      return noRoute(destination)
  }
}

/** `lo` has a link header with no addresses in it. */
const loopbackFrame = (bytes: Uint8Array): Frame => ({
  linkType: 'ethernet',
  bytes: buildEthernet(NO_MAC, NO_MAC, bytes),
})

/**
 * The largest packet the machine itself sends there: what it learned, else the route's, else the device's MTU. To an
 * address of its own it goes by `lo`, whichever device has the address (`__mkroute_output`). [MTU-3]
 */
export function pathMtuBytes(run: Run, namespace: Namespace, destination: Ipv4, lookup: RouteLookup): number {
  if (lookup.route?.type === 'local') return deviceMtuBytes(namespace, lookup)
  const learned = run.pathMtuBytes.get(peerKey(namespace.name, destination))
  return learned ?? lookup.route?.mtuBytes ?? deviceMtuBytes(namespace, lookup)
}

function deviceMtuBytes(namespace: Namespace, { route, nextHop }: RouteLookup): number {
  const name = route?.type === 'local' ? 'lo' : nextHop?.dev
  return (name === undefined ? undefined : findLink(namespace, name)?.mtuBytes) ?? Number.POSITIVE_INFINITY
}
