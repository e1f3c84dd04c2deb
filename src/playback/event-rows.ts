import type { LinkName } from '../engine/linux/link'
import type { NamespaceName } from '../engine/linux/namespace'
import type { Step, StepEvent } from '../engine/trace/trace'
import { readPacket } from './layers'
import type { Timeline } from './timeline'

/** What is on the wire at an event: the outermost tunnel, or the packet bare. */
export type EventProtocol = 'bare' | 'ipip' | 'vxlan'

/** What kind of thing happened, coarsely enough to choose from. */
export type EventClass = 'routing' | 'tunnel' | 'wire' | 'nat' | 'arp' | 'end' | 'loss'

/** One step of one flow as a row. */
export interface EventRow {
  /** Index into the timelines that the rows were made of. */
  readonly flow: number
  /** Index into that flow's `trace.steps`. */
  readonly step: number
  /** Index into that flow's `moments`; the step is part of it. */
  readonly moment: number
  /** Virtual time since the ping was sent. */
  readonly timeUs: number
  readonly host: NamespaceName
  readonly link?: LinkName
  readonly class: EventClass
  readonly protocol: EventProtocol
}

const CLASS_OF: Readonly<Record<StepEvent['kind'], EventClass>> = {
  originate: 'routing',
  forward: 'routing',
  encapsulate: 'tunnel',
  decapsulate: 'tunnel',
  receive: 'wire',
  transmit: 'wire',
  netem: 'wire',
  masquerade: 'nat',
  restore: 'nat',
  resolve: 'arp',
  deliver: 'end',
  drop: 'loss',
}

/** Every event of every flow, in order of time; at one time in the order of the flows. */
export function eventRows(timelines: readonly Timeline[]): readonly EventRow[] {
  const rows = timelines.flatMap(({ trace, moments }, flow) => {
    const momentOf = new Map(moments.flatMap(({ index, steps }) => steps.map((step) => [step, index] as const)))
    return trace.steps.map((step) => rowOf(step, flow, momentOf.get(step.index) ?? 0))
  })
  return rows.sort((a, b) => a.timeUs - b.timeUs || a.flow - b.flow || a.step - b.step)
}

function rowOf({ event, namespace, timeUs, index, bytes }: Step, flow: number, moment: number): EventRow {
  const [outer] = readPacket(bytes).summaries
  const link = 'link' in event ? event.link : undefined
  return {
    flow,
    step: index,
    moment,
    timeUs,
    host: namespace,
    class: CLASS_OF[event.kind],
    protocol: outer?.protocol === 'ipip' || outer?.protocol === 'vxlan' ? outer.protocol : 'bare',
    ...(link !== undefined && { link }),
  }
}

/** What of the rows is to be seen; a part that is absent lets all through. */
export interface EventFilter {
  readonly host?: NamespaceName
  readonly protocol?: EventProtocol
  readonly class?: EventClass
  readonly flow?: number
}

export const filterRows = (rows: readonly EventRow[], filter: EventFilter): readonly EventRow[] =>
  rows.filter(
    (row) =>
      (filter.host === undefined || row.host === filter.host) &&
      (filter.protocol === undefined || row.protocol === filter.protocol) &&
      (filter.class === undefined || row.class === filter.class) &&
      (filter.flow === undefined || row.flow === filter.flow),
  )
