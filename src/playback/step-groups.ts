import type { LinkName } from '../engine/linux/link'
import type { Step, StepEvent, Trace } from '../engine/trace/trace'
import { readPacket } from './layers'

/** Consecutive steps of one packet in one place that make one sentence. */
export interface StepGroup {
  readonly packet: number
  /** Index into `trace.steps` of the step that the sentence is about. */
  readonly main: number
  readonly steps: readonly Step[]
}

/**
 * What a reader follows: about one group a device, not one a kernel function. Of a packet in fragments the first one
 * is followed, and the others' steps go along with it.
 */
export function groupSteps({ steps }: Trace): readonly StepGroup[] {
  const groups: Step[][] = []
  steps.forEach((step, index) => {
    const current = groups.at(-1)
    if (current && (followsAnother(step) || joins(current, step, steps.slice(index + 1, index + 3)))) current.push(step)
    else groups.push([step])
  })
  return groups.map((group) => {
    const main = mainOf(ownSteps(group))
    return { packet: main.packet, main: main.index, steps: group }
  })
}

/** Whether the step is that of a second or later fragment, which the first one stands for. */
export const followsAnother = ({ event, bytes }: Step): boolean =>
  event.kind !== 'drop' && readPacket(bytes).isLaterFragment

/** Those of the fragment that is followed: the others go on to other machines while it stands here. */
const ownSteps = (group: readonly Step[]): readonly Step[] => {
  const own = group.filter((step) => !followsAnother(step))
  return own.length > 0 ? own : group
}

function joins(gathered: readonly Step[], step: Step, next: readonly Step[]): boolean {
  const group = ownSteps(gathered)
  const first = group[0]
  if (!first || first.packet !== step.packet || first.namespace !== step.namespace) return false
  const kinds = new Set(group.map(({ event }) => event.kind))
  const arrived = kinds.size === 1 && kinds.has('receive')
  switch (step.event.kind) {
    case 'originate':
    case 'masquerade':
    case 'netem':
      return false
    case 'receive':
      return kinds.has('decapsulate')
    case 'decapsulate':
    case 'restore':
    case 'forward':
    case 'deliver':
      return arrived
    case 'encapsulate':
      return isAllLeaving(group, step.event.link)
    case 'resolve':
    case 'transmit':
      return isAllLeaving(group, step.event.link) || !(kinds.has('encapsulate') || entersTunnel(step.event.link, next))
    case 'drop':
      return arrived || leadsNowhere(group.at(-1)?.event)
  }
}

/** A tunnel's device resolves its peer and shows the packet to a capture before it wraps it. */
const entersTunnel = (link: LinkName, next: readonly Step[]): boolean => {
  const event = next.find((step) => step.event.kind !== 'transmit')?.event
  return event?.kind === 'encapsulate' && event.link === link
}

const isAllLeaving = (group: readonly Step[], link: LinkName): boolean =>
  group.every(({ event }) => (event.kind === 'resolve' || event.kind === 'transmit') && event.link === link)

/** A lookup that found no way out, of a packet that was passing through: the drop says it all. */
const leadsNowhere = (event: StepEvent | undefined): boolean => event?.kind === 'forward' && !event.lookup.nextHop

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
  netem: 4,
  resolve: 1,
  receive: 0,
}

/** The weightiest of the steps; `group` is never empty. */
const mainOf = (group: readonly Step[]): Step =>
  group.reduce((best, step) => (WEIGHT[step.event.kind] > WEIGHT[best.event.kind] ? step : best))
