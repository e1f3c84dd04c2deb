import type { Step, StepEvent, Trace } from '../engine/trace/trace'

/** Consecutive steps of one packet in one place that make one sentence. */
export interface StepGroup {
  readonly packet: number
  /** Index into `trace.steps` of the step that the sentence is about. */
  readonly main: number
  readonly steps: readonly Step[]
}

/** What a reader follows: about one group a device, not one a kernel function. */
export function groupSteps(trace: Trace): readonly StepGroup[] {
  const groups: Step[][] = []
  trace.steps.forEach((step, index) => {
    const current = groups.at(-1)
    if (current && joins(current, step, trace.steps[index + 1])) current.push(step)
    else groups.push([step])
  })
  return groups.map((steps) => ({ packet: packetOf(steps), main: mainOf(steps).index, steps }))
}

const packetOf = (steps: readonly Step[]): number => steps[0]?.packet ?? 0

function joins(group: readonly Step[], step: Step, next: Step | undefined): boolean {
  const last = group.at(-1)
  if (!last || last.packet !== step.packet || last.namespace !== step.namespace) return false
  const kinds = new Set(group.map(({ event }) => event.kind))
  const arrived = last.event.kind === 'receive' && kinds.size === 1
  switch (step.event.kind) {
    case 'originate':
      return false
    case 'receive':
      return kinds.has('decapsulate')
    case 'decapsulate':
    case 'restore':
    case 'forward':
    case 'deliver':
      return arrived
    case 'encapsulate':
      return last.event.kind === 'transmit' && last.event.link === step.event.link && kinds.size === 1
    case 'masquerade':
      return false
    case 'resolve':
      return !kinds.has('encapsulate')
    case 'transmit':
      return !kinds.has('encapsulate') && next?.event.kind !== 'encapsulate'
    case 'drop':
      return arrived || leadsNowhere(last.event)
  }
}

/** A lookup that found no way out, of a packet that was passing through: the drop says it all. */
const leadsNowhere = (event: StepEvent): boolean => event.kind === 'forward' && !event.lookup.nextHop

const WEIGHT: Readonly<Record<StepEvent['kind'], number>> = {
  drop: 5,
  encapsulate: 4,
  decapsulate: 4,
  masquerade: 4,
  restore: 4,
  originate: 3,
  forward: 3,
  deliver: 3,
  transmit: 2,
  resolve: 1,
  receive: 0,
}

const mainOf = (steps: readonly Step[]): Step =>
  steps.reduce((best, step) => (WEIGHT[step.event.kind] > WEIGHT[best.event.kind] ? step : best))
