import type { Route } from '../engine/linux/route'
import { formatIpv4, type Ipv4 } from '../engine/net/ipv4'
import type { DropReason, IcmpError, Step, Trace } from '../engine/trace/trace'
import { addressName } from './address-name'
import { hostName } from './host-name'
import type { Said } from './said'
import { sentence } from './sentence'
import { dropText, isWrapped } from './steps'

/** The whole story of a packet that was lost, a sentence a fact; empty if no packet of the ping was. */
export function lossText(trace: Trace): readonly Said[] {
  const lost = lossThatMattered(trace)
  if (!lost) return []
  const cause = causeText(trace, lost)
  return [hereText(trace, lost), ...(cause ? [cause] : []), ...errorTexts(trace, lost.step)]
}

interface Loss {
  readonly step: Step
  readonly reason: DropReason
}

const asLoss = (step: Step | undefined): Loss | undefined =>
  step?.event.kind === 'drop' ? { step, reason: step.event.reason } : undefined

function lossThatMattered({ verdict, steps, packets }: Trace): Loss | undefined {
  if (verdict.kind === 'lost') return asLoss(steps[verdict.step])
  if (verdict.kind !== 'error') return undefined
  return asLoss(steps.findLast(({ packet, event }) => event.kind === 'drop' && packets[packet]?.kind !== 'error'))
}

function hereText(trace: Trace, { step, reason }: Loss): Said {
  const host = hostName(step.namespace)
  const what = trace.packets[step.packet]?.kind === 'reply' ? 'reply' : 'request'
  return reason.kind === 'no-route'
    ? sentence(`loss.noRoute.${what}`, { host, destination: addressName(trace, reason.destination) })
    : sentence(`loss.other.${what}`, { host, reason: dropText(reason) })
}

/** What in the network led to the loss, where the trace shows it. */
function causeText({ steps }: Trace, { step, reason }: Loss): Said | undefined {
  const lookups = steps.flatMap(({ packet, index, namespace, event }) =>
    packet === step.packet && index < step.index && 'lookup' in event ? [{ namespace, ...event.lookup }] : [],
  )
  const because = lookups.at(-1)?.route?.provenance.because
  if (reason.kind === 'no-neighbour' && because === 'cni-default') return sentence('loss.noProxyArp')
  const before = lookups.findLast(({ namespace }) => namespace !== step.namespace)
  return reason.kind === 'no-route' && before?.route
    ? sentBy(before.route, before, hostName(step.namespace))
    : undefined
}

/**
 * How a packet comes to a machine that has no route for it: handed over as the pod made it, to a gateway that knows no
 * pods, as a cluster without encapsulation most often suffers from; or by a default route, for want of a block's.
 */
function sentBy({ destination, provenance }: Route, before: { namespace: string; destination: Ipv4 }, host: string) {
  const { mode, block, gateway, nextHop } = provenance.details
  if (provenance.because === 'bird-plain' && mode && block && gateway && gateway !== nextHop) {
    return sentence('loss.bareToRouter', { mode, block, gateway, host })
  }
  if (destination.length > 0 || provenance.programmer === 'cni') return undefined
  const node = hostName(before.namespace)
  return sentence('loss.byDefault', { node, destination: formatIpv4(before.destination) })
}

/** What became of the ICMP errors about the lost packet; silence is told too. */
function errorTexts(trace: Trace, lost: Step): readonly Said[] {
  const errors = trace.packets.flatMap(({ kind, error, parent }, packet) =>
    kind === 'error' && error && parent === lost.packet ? [errorText(trace, packet, error, lost)] : [],
  )
  return errors.length > 0 ? errors : [sentence('loss.silent', { from: hostName(trace.probe.from) })]
}

function errorText(trace: Trace, packet: number, error: IcmpError, lost: Step): Said {
  const from = hostName(trace.probe.from)
  const loss = asLoss(trace.steps.findLast((step) => step.packet === packet && step.event.kind === 'drop'))
  const name = sentence(`icmp.${error}`)
  if (!loss) return sentence('loss.errorArrived', { error: name, from })
  const { reason, step } = loss
  const host = hostName(step.namespace)
  if (reason.kind === 'not-for-the-sender') {
    const isReplier = trace.packets[lost.packet]?.kind === 'reply' && !isWrapped(trace, lost)
    return sentence(isReplier ? 'loss.errorForReplier' : 'loss.errorForTunnel', { error: name, host, from })
  }
  return reason.kind === 'no-route'
    ? sentence('loss.errorNoWayBack', {
        sender: hostName(lost.namespace),
        error: name,
        destination: addressName(trace, reason.destination),
      })
    : sentence('loss.errorLost', { error: name, host, reason: dropText(reason) })
}
