import type { NamespaceName } from '../engine/linux/namespace'
import type { Step, Trace } from '../engine/trace/trace'
import { isPod } from './pace'

export type Wrapping = 'bare' | 'ipip' | 'vxlan'

/** How one of the two packets of a ping went, as far as it came. */
export interface Way {
  /** The first tunnel it was put into; `bare` between machines, or without leaving one. */
  readonly wrapping: Wrapping
  /** The machines it passed in their order, pods left out, each once at a time. */
  readonly machines: readonly NamespaceName[]
  readonly delivered: boolean
}

/** In what the way back differs from the way there. */
export type Asymmetry = 'wrapping' | 'machines'

/** A ping's two ways; `back` is absent if nothing came back to be followed. */
export interface RoundTrip {
  readonly there: Way
  readonly back?: Way
  /** Empty too if there is only one way to look at. */
  readonly asymmetries: readonly Asymmetry[]
}

/**
 * Request and reply side by side. They are compared even where the reply was lost, as far as both went: that it set out
 * bare where the request came wrapped is often why. A router's own list is compared only if both arrived.
 */
export function roundTrip(trace: Trace): RoundTrip | undefined {
  const request = trace.packets.findIndex(({ kind }) => kind === 'request')
  if (request < 0) return undefined
  const there = wayOf(trace, request)
  const reply = trace.packets.findIndex(({ kind }) => kind === 'reply')
  if (reply < 0) return { there, asymmetries: [] }
  const back = wayOf(trace, reply)
  return { there, back, asymmetries: asymmetriesOf(there, back) }
}

function wayOf({ steps, packets }: Trace, packet: number): Way {
  const own = steps.filter((step) => step.packet === packet)
  const machines = own
    .map(({ namespace }) => namespace)
    .filter((name, index, all) => !isPod(name) && name !== all[index - 1])
  return { wrapping: wrappingOf(own), machines, delivered: packets[packet]?.fate === 'delivered' }
}

function wrappingOf(steps: readonly Step[]): Wrapping {
  for (const { event } of steps) if (event.kind === 'encapsulate') return event.outer.encap
  return 'bare'
}

function asymmetriesOf(there: Way, back: Way): readonly Asymmetry[] {
  const leaves = there.machines.length > 1 || back.machines.length > 1
  const sameMachines = there.machines.toReversed().join() === back.machines.join()
  return [
    ...(leaves && there.wrapping !== back.wrapping ? (['wrapping'] as const) : []),
    ...(there.delivered && back.delivered && !sameMachines ? (['machines'] as const) : []),
  ]
}
