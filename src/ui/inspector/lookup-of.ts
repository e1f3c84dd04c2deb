import type { RouteLookup } from '../../engine/linux/fib'
import type { CurrentMoment } from '../use-moment'

/** The route lookup that a moment is about: that of its main step, or else the last of those it sums up. */
export function lookupOf({ timeline, moment }: CurrentMoment): RouteLookup | undefined {
  const events = [moment.step, ...moment.steps.toReversed()].map((index) => timeline.trace.steps[index]?.event)
  const found = events.find((event) => event !== undefined && 'lookup' in event)
  return found && 'lookup' in found ? found.lookup : undefined
}
