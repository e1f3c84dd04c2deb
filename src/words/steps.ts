import type { WireLoss } from '../engine/fabric/segment-loss'
import { assertNever } from '../engine/invariant'
import type { RouteLookup } from '../engine/linux/fib'
import type { ForwardDrop } from '../engine/linux/namespace'
import type { Route } from '../engine/linux/route'
import { formatIpv4 } from '../engine/net/ipv4'
import { formatPrefix } from '../engine/net/prefix'
import type { ResourceRef } from '../engine/resource-ref'
import type { DropReason, Step, StepEvent, Trace } from '../engine/trace/trace'
import { addressName } from './address-name'
import { filteredText } from './filter-text'
import { hostName } from './host-name'
import { provenanceText, routeText } from './provenance-text'
import { destinationLine, routeLine } from './route-text'
import type { Said } from './said'
import { sentence } from './sentence'

/**
 * What a step does, in a sentence, and in another why Calico wants it so; `stepDetails` has the evidence.
 * @throws if there is no such step.
 */
export function stepText(trace: Trace, stepIndex: number): Said {
  const step = stepAt(trace, stepIndex)
  const { event } = step
  switch (event.kind) {
    case 'originate':
      return originateText(trace, step, event)
    case 'receive':
      return sentence('step.receive', { link: event.link })
    case 'forward':
      return withReason(forwardText(event.lookup), event.lookup, step.namespace)
    case 'masquerade':
      return sentence('step.masquerade', { ...fromTo(event), link: event.link })
    case 'restore':
      return sentence('step.restore', fromTo(event))
    case 'encapsulate':
      return encapsulateText(event)
    case 'decapsulate':
      return sentence('step.decapsulate', { link: event.link, source: addressName(trace, event.outer.source) })
    case 'resolve':
      return sentence(`step.resolve.${event.answer.by}`, { nextHop: formatIpv4(event.nextHop), mac: event.answer.mac })
    case 'transmit':
      return transmitText(trace, step, event)
    case 'netem':
      return netemText(event)
    case 'deliver':
      return deliverText(trace, step)
    case 'drop':
      return dropStepText(trace, step, event)
    default:
      return assertNever(event)
  }
}

/** What `stepText` leaves out: other programmers' reasons, why the other routes lost, which source, what it costs. */
export function stepDetails(trace: Trace, stepIndex: number): readonly Said[] {
  const step = stepAt(trace, stepIndex)
  const { event, namespace } = step
  switch (event.kind) {
    case 'originate':
      return [...lookupDetails(event.lookup, namespace), sourceText(event)]
    case 'forward':
      return [...lookupDetails(event.lookup, namespace), ttlText(trace, step)]
    case 'masquerade':
      return [provenanceText(event.rule.provenance, namespace)]
    case 'encapsulate':
      return encapsulateDetails(event)
    case 'drop':
      if (event.reason.kind === 'input-filtered') return [provenanceText(event.reason.filter.provenance, namespace)]
      return 'route' in event.reason && event.reason.route ? [routeText(event.reason.route, namespace)] : []
    default:
      return []
  }
}

/** Why a packet went no further, as the end of a sentence. */
export function dropText(reason: DropReason): Said {
  switch (reason.kind) {
    case 'no-route':
      return sentence('drop.no-route', { destination: formatIpv4(reason.destination) })
    case 'blackhole':
    case 'unreachable-route':
    case 'prohibited':
      return sentence(`drop.${reason.kind}`, { route: routeLine(reason.route) })
    case 'too-big':
      return sentence('drop.too-big', { size: reason.sizeBytes, mtu: reason.mtuBytes, link: reason.link })
    case 'filtered':
      return filterText(reason.rule)
    case 'input-filtered':
      return sentence('drop.input-filtered', {
        what: `${reason.filter.provenance.details.encap ?? reason.filter.protocol}`,
        source: formatIpv4(reason.source),
      })
    case 'no-neighbour':
      return sentence('drop.no-neighbour', { nextHop: formatIpv4(reason.nextHop), link: reason.link })
    case 'no-tunnel-device':
      return sentence('drop.no-tunnel-device', { protocol: reason.protocol })
    case 'closed-port':
      return sentence('drop.closed-port', { port: reason.port })
    case 'no-vtep':
      return sentence('drop.no-vtep', { gateway: formatIpv4(reason.gateway), link: reason.link })
    case 'link-down':
      return sentence('drop.link-down', { link: reason.link })
    case 'martian-source':
      return sentence('drop.martian-source', { source: formatIpv4(reason.source) })
    case 'reverse-path':
      return reversePathText(reason)
    case 'lost-on-wire':
      return wireText(reason.segment, reason.loss)
    case 'unmodelled':
      if (reason.what === 'flapping') {
        return sentence('drop.unmodelled.flapping', { network: formatPrefix(reason.network) })
      }
      if (reason.what !== 'policy') return sentence(`drop.unmodelled.${reason.what}`)
      return sentence(`drop.unmodelled.policy.${reason.direction}`, {
        policies: reason.policies.map(resourceName).join(', '),
      })
    default:
      return sentence(`drop.${reason.kind}`)
  }
}

const resourceName = ({ kind, name, namespace }: ResourceRef): string =>
  `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`

function reversePathText({ mode, source, link, route }: Extract<DropReason, { readonly kind: 'reverse-path' }>): Said {
  const params = { mode, source: formatIpv4(source), link }
  return route
    ? sentence('drop.reverse-path.other', { ...params, route: routeLine(route) })
    : sentence('drop.reverse-path.none', params)
}

/** What the network between the machines did not carry, and why. */
function wireText(segment: string, loss: WireLoss): Said {
  switch (loss.kind) {
    case 'no-send':
    case 'no-receive':
      return sentence(`drop.lost-on-wire.${loss.kind}`, { host: hostName(loss.port.namespace) })
    case 'netem':
      return sentence(`drop.lost-on-wire.netem.${loss.way}`, {
        host: hostName(loss.port.namespace),
        percent: loss.lossPercent,
      })
    case 'source-check':
      return sentence(`drop.lost-on-wire.source-check.${loss.which}`, {
        host: hostName(loss.port.namespace),
        found: formatIpv4(loss.found),
        own: formatIpv4(loss.own),
      })
    case 'filtered':
      return sentence('drop.lost-on-wire.filtered', { segment, filter: filterText(loss.rule) })
    case 'too-big':
      return sentence('drop.lost-on-wire.too-big', { segment, size: loss.sizeBytes, mtu: loss.mtuBytes })
    default:
      return assertNever(loss)
  }
}

const filterText = ({ source, destination, ...what }: ForwardDrop): Said =>
  sentence('drop.filtered', {
    packets: filteredText({
      ...what,
      ...(source && { source: formatPrefix(source) }),
      ...(destination && { destination: formatPrefix(destination) }),
    }),
  })

type EventOf<K extends StepEvent['kind']> = Extract<StepEvent, { readonly kind: K }>

function stepAt(trace: Trace, index: number): Step {
  const step = trace.steps[index]
  if (!step) throw new RangeError(`no step ${index}`)
  return step
}

function originateText(trace: Trace, step: Step, { lookup }: EventOf<'originate'>): Said {
  const { kind = 'request', error } = trace.packets[step.packet] ?? {}
  const host = hostName(step.namespace)
  const destination = addressName(trace, lookup.destination)
  if (!lookup.route) return sentence('step.originate.nowhere', { host, destination })
  if (lookup.route.type === 'local')
    return sentence('step.originate.local', { host, destination: formatIpv4(lookup.destination) })
  const route = routeLine(lookup.route, lookup.nextHop)
  const what =
    kind === 'error' && error
      ? sentence('step.originate.error', { host, destination, route, error: sentence(`icmp.${error}`) })
      : sentence(`step.originate.${kind === 'reply' ? 'reply' : 'request'}`, { host, destination, route })
  return withReason(what, lookup, step.namespace)
}

const withReason = (what: Said, { route }: RouteLookup, host: string): Said =>
  route && isByCalico(route) ? sentence('step.because', { what, why: routeText(route, host) }) : what

/** Whether the route teaches something about Calico: the step itself says why it is there. */
const isByCalico = ({ provenance: { programmer } }: Route): boolean => programmer === 'felix' || programmer === 'bird'

function forwardText({ route, nextHop, losers, destination }: RouteLookup): Said {
  if (!route) return sentence('step.forward.nowhere', { destination: formatIpv4(destination) })
  const winner = routeLine(route, nextHop)
  return losers.length === 0
    ? sentence('step.forward.only', { route: winner })
    : sentence('step.forward.over', { route: winner, others: namesOf(losers) })
}

const namesOf = (losers: RouteLookup['losers']): string => losers.map(({ route }) => destinationLine(route)).join(', ')

function lookupDetails({ route, losers }: RouteLookup, namespace: string): readonly Said[] {
  if (!route || route.type === 'local') return []
  const lengths = losers.flatMap((loser) =>
    loser.because === 'shorter-prefix' ? [`/${loser.route.destination.length}`] : [],
  )
  const metrics = losers.flatMap((loser) => (loser.because === 'higher-metric' ? [loser.route.metric] : []))
  const { length } = route.destination
  return [
    ...(isByCalico(route) ? [] : [routeText(route, namespace)]),
    ...(lengths.length > 0 ? [sentence('step.forward.longest', { length, others: lengths.join(', ') })] : []),
    ...(metrics.length > 0
      ? [sentence('step.forward.metric', { metric: route.metric, others: metrics.join(', ') })]
      : []),
  ]
}

function sourceText({ source, sourceBecause, lookup }: EventOf<'originate'>): Said {
  const link = lookup.nextHop?.dev ?? 'lo'
  const own = formatIpv4(source)
  return sourceBecause === 'link-address' || sourceBecause === 'first-address'
    ? sentence(`step.source.${sourceBecause}`, { source: own, link })
    : sentence(`step.source.${sourceBecause}`, { source: own })
}

/** Byte 8 of an IPv4 header (RFC 791 §3.1). */
const ttlOf = ({ bytes }: Step): number => bytes[8] ?? 0

const ttlText = (trace: Trace, step: Step): Said =>
  sentence(isWrapped(trace, step) ? 'step.forward.wrapped' : 'step.forward.bare', { ttl: ttlOf(step) })

/** Whether a tunnel header is on the packet when the step is taken. */
export function isWrapped({ steps }: Trace, { packet, index }: Step): boolean {
  const last = steps.findLast(
    (step) =>
      step.packet === packet &&
      step.index <= index &&
      (step.event.kind === 'encapsulate' || step.event.kind === 'decapsulate'),
  )
  return last?.event.kind === 'encapsulate'
}

function encapsulateText({ link, outer }: EventOf<'encapsulate'>): Said {
  return outer.encap === 'ipip'
    ? sentence('step.encapsulate.ipip', { link, ...addressesOf(outer) })
    : sentence('step.encapsulate.vxlan', { link, ...addressesOf(outer), ttl: outer.ttl })
}

function encapsulateDetails({ outer, lookup }: EventOf<'encapsulate'>): readonly Said[] {
  const grows = sentence('step.encapsulate.grows', { overhead: outer.overheadBytes })
  if (!lookup.route) return [grows]
  const destination = formatIpv4(outer.destination)
  const route = routeLine(lookup.route, lookup.nextHop)
  return [grows, sentence('step.encapsulate.again', { destination, route })]
}

const addressesOf = ({ source, destination }: EventOf<'encapsulate'>['outer']) => ({
  source: formatIpv4(source),
  destination: formatIpv4(destination),
})

const fromTo = ({ from, to }: EventOf<'restore'> | EventOf<'masquerade'>) => ({
  from: formatIpv4(from),
  to: formatIpv4(to),
})

/** The lookup that sent the packet where it now leaves is the last one made here. */
/** A copy comes out before the packet itself. */
function netemText({ port, way, afterUs }: EventOf<'netem'>): Said {
  const [first = 0, second] = afterUs.map((us) => us / 1000)
  const params = { host: hostName(port.namespace), ms: first }
  return second === undefined
    ? sentence(`step.netem.${way}`, params)
    : sentence(`step.netem.twice.${way}`, { ...params, again: second })
}

function transmitText({ steps }: Trace, step: Step, { link, nextHop }: EventOf<'transmit'>): Said {
  const lookup = steps.findLast(
    ({ packet, namespace, index, event }) =>
      packet === step.packet && namespace === step.namespace && index < step.index && 'lookup' in event,
  )
  const hop = formatIpv4(nextHop)
  if (steps[step.index + 1]?.event.kind === 'encapsulate')
    return sentence('step.transmit.tunnel', { link, nextHop: hop })
  if (!lookup || !('lookup' in lookup.event)) return sentence('step.transmit.onLink', { nextHop: hop })
  const { destination, route } = lookup.event.lookup
  if (destination === nextHop) return sentence('step.transmit.onLink', { nextHop: hop })
  return route?.nextHops.some(({ onlink }) => onlink)
    ? sentence('step.transmit.onlinkGateway', { nextHop: hop })
    : sentence('step.transmit.gateway', { nextHop: hop, destination: formatIpv4(destination) })
}

function deliverText(trace: Trace, step: Step): Said {
  const { kind = 'request', error } = trace.packets[step.packet] ?? {}
  const host = hostName(step.namespace)
  return kind === 'error'
    ? sentence('step.deliver.error', { host, error: sentence(`icmp.${error ?? 'net-unreachable'}`) })
    : sentence(`step.deliver.${kind}`, { host, ttl: ttlOf(step) })
}

function dropStepText(trace: Trace, step: Step, { reason }: EventOf<'drop'>): Said {
  const { packets, steps } = trace
  const { kind = 'request', error } = packets[step.packet] ?? {}
  const lost = { host: hostName(step.namespace), reason: dropText(reason) }
  const isFirst = steps.find(({ packet }) => packet === step.packet) === step
  if (!isFirst || !error) return sentence(`step.drop.${kind}`, lost)
  const complaint = { host: lost.host, error: sentence(`icmp.${error}`) }
  return reason.kind === 'no-route'
    ? sentence('step.drop.noWayBack', { ...complaint, destination: addressName(trace, reason.destination) })
    : sentence('step.drop.unsent', { ...complaint, reason: lost.reason })
}
