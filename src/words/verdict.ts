import { assertNever } from '../engine/invariant'
import { formatIpv4 } from '../engine/net/ipv4'
import type { Step, Trace, TracedPacket, Verdict } from '../engine/trace/trace'
import { hostName } from './host-name'
import type { Said } from './said'
import { sentence } from './sentence'
import { dropText } from './steps'

/** How a host is called: by all of its name, or as briefly as the place needs. */
type Called = (namespace: string) => string

/**
 * How the ping ended, in one line. `destinationName` is what people call the destination, for a ping that never got
 * there to show it; without it the address stands.
 */
export function verdictText(trace: Trace, destinationName?: string, called: Called = hostName): Said {
  const { verdict } = trace
  const ends = { from: called(trace.probe.from), to: called(destinationName ?? destinationOf(trace)) }
  switch (verdict.kind) {
    case 'answered':
      return sentence('verdict.answered', { ...ends, ttl: verdict.ttl, way: wayText(trace) })
    case 'error':
      return errorText(trace, verdict, ends, called)
    case 'local-error':
      return sentence('verdict.localError', { ...ends, error: localErrorText(verdict) })
    case 'lost': {
      const step = trace.steps[verdict.step]
      const isReply = step && trace.packets[step.packet]?.kind === 'reply'
      const host = called(step?.namespace ?? trace.probe.from)
      const said = { ...ends, host, reason: dropText(verdict.reason) }
      if (verdict.reason.kind === 'unmodelled') return sentence('verdict.unmodelled', said)
      return isReply ? sentence('verdict.replyLost', said) : sentence('verdict.lost', said)
    }
    default:
      return assertNever(verdict)
  }
}

/** The host that took the request, or its address. */
function destinationOf({ steps, packets, probe }: Trace): string {
  const taken = steps.find(({ packet, event }) => event.kind === 'deliver' && packets[packet]?.kind === 'request')
  return taken?.namespace ?? formatIpv4(probe.destination)
}

/** How request and reply travelled. */
function wayText({ steps, packets }: Trace): Said {
  const of = (kind: TracedPacket['kind']) => steps.filter(({ packet }) => packets[packet]?.kind === kind)
  const machines = new Set(steps.map(({ namespace }) => namespace).filter((name) => !name.includes('/')))
  const [there, back] = [isWrapped(of('request')), isWrapped(of('reply'))]
  if (there && back) return sentence('verdict.way.wrapped')
  if (there) return sentence('verdict.way.wrappedThere')
  if (back) return sentence('verdict.way.wrappedBack')
  return machines.size <= 1 ? sentence('verdict.way.local') : sentence('verdict.way.direct')
}

const isWrapped = (steps: readonly Step[]): boolean => steps.some(({ event }) => event.kind === 'encapsulate')

type VerdictOf<K extends Verdict['kind']> = Extract<Verdict, { readonly kind: K }>

function errorText(
  trace: Trace,
  { error, from: sender }: VerdictOf<'error'>,
  ends: { from: string; to: string },
  called: Called,
): Said {
  const told = { ...ends, sender: formatIpv4(sender), error: sentence(`icmp.${error}`) }
  const drop = trace.steps.findLast(
    ({ packet, event }) => event.kind === 'drop' && trace.packets[packet]?.kind !== 'error',
  )
  return drop?.event.kind === 'drop'
    ? sentence('verdict.error', { ...told, host: called(drop.namespace), reason: dropText(drop.event.reason) })
    : sentence('verdict.refused', told)
}

const localErrorText = ({ error, mtuBytes }: VerdictOf<'local-error'>): Said =>
  error === 'message-too-long'
    ? sentence('verdict.local.message-too-long', { mtu: mtuBytes ?? 0 })
    : sentence(`verdict.local.${error}`)
