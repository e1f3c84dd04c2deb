import type { RouteLookup } from '../../engine/linux/fib'
import type { Ipv4 } from '../../engine/net/ipv4'
import type { CurrentMoment } from '../use-moment'

/** The route lookup that a moment is about: its own, or else the last that the packet met on this host. */
export function lookupOf({ timeline, moment }: CurrentMoment): RouteLookup | undefined {
  const { steps } = timeline.trace
  const main = steps[moment.step]
  if (main && 'lookup' in main.event) return main.event.lookup
  const last = moment.steps.at(-1) ?? moment.step
  const found = steps.findLast(
    ({ index, packet, namespace, event }) =>
      index <= last && packet === moment.packet && namespace === moment.at.namespace && 'lookup' in event,
  )
  return found && 'lookup' in found.event ? found.event.lookup : undefined
}

/** The destination for which no row matched, if that is what the moment is about. */
export function unmatchedAt({ timeline, moment }: CurrentMoment): Ipv4 | undefined {
  const event = timeline.trace.steps[moment.step]?.event
  return event?.kind === 'drop' && event.reason.kind === 'no-route' ? event.reason.destination : undefined
}
