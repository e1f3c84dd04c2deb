import { formatIpv4 } from '../engine/net/ipv4'
import type { DropReason, IcmpError, Step, Trace } from '../engine/trace/trace'
import { hostName } from './host-name'
import type { Said } from './said'
import { sentence } from './sentence'
import { dropText } from './steps'

/** The whole story of a packet that was lost, a sentence a fact; empty if no packet of the ping was. */
export function lossText(trace: Trace): readonly Said[] {
  const lost = lossThatMattered(trace)
  if (!lost) return []
  const cause = bareToRouter(trace, lost.step)
  return [hereText(lost), ...(cause ? [cause] : []), ...errorTexts(trace, lost.step)]
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

function hereText({ step, reason }: Loss): Said {
  const host = hostName(step.namespace)
  return reason.kind === 'no-route'
    ? sentence('loss.noRoute', { host, destination: formatIpv4(reason.destination) })
    : sentence('loss.other', { host, reason: dropText(reason) })
}

/**
 * What a cluster without encapsulation most often suffers from: the node before handed the packet to a gateway as the
 * pod made it, and the gateway has no route to pods.
 */
function bareToRouter({ steps }: Trace, lost: Step): Said | undefined {
  if (lost.event.kind !== 'drop' || lost.event.reason.kind !== 'no-route') return undefined
  const before = steps.findLast(
    ({ packet, index, namespace, event }) =>
      packet === lost.packet && index < lost.index && namespace !== lost.namespace && 'lookup' in event,
  )
  const provenance = before && 'lookup' in before.event ? before.event.lookup.route?.provenance : undefined
  if (provenance?.because !== 'bird-plain') return undefined
  const { mode, block, gateway, nextHop } = provenance.details
  if (mode === undefined || block === undefined || gateway === undefined || gateway === nextHop) return undefined
  return sentence('loss.bareToRouter', { mode, block, gateway, host: hostName(lost.namespace) })
}

/** What became of the ICMP errors about the lost packet; silence is told too. */
function errorTexts(trace: Trace, lost: Step): readonly Said[] {
  const errors = trace.packets.flatMap(({ kind, error, parent }, packet) =>
    kind === 'error' && error && parent === lost.packet ? [errorText(trace, packet, error)] : [],
  )
  return errors.length > 0 ? errors : [sentence('loss.silent', { from: hostName(trace.probe.from) })]
}

function errorText(trace: Trace, packet: number, error: IcmpError): Said {
  const from = hostName(trace.probe.from)
  const loss = asLoss(trace.steps.findLast((step) => step.packet === packet && step.event.kind === 'drop'))
  const name = sentence(`icmp.${error}`)
  if (!loss) return sentence('loss.errorArrived', { error: name, from })
  const { reason, step } = loss
  const host = hostName(step.namespace)
  if (reason.kind === 'not-for-the-sender') return sentence('loss.errorForTunnel', { error: name, host, from })
  return reason.kind === 'no-route'
    ? sentence('loss.errorNoWayBack', { error: name, destination: formatIpv4(reason.destination) })
    : sentence('loss.errorLost', { error: name, host, reason: dropText(reason) })
}
