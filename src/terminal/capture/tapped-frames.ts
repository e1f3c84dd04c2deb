import type { LinkName } from '../../engine/linux/link'
import type { NamespaceName } from '../../engine/linux/namespace'
import type { Frame, Step, Trace } from '../../engine/trace/trace'
import type { SentPacket } from '../command'

/** A frame as a capture at one device sees it. */
export interface TappedFrame {
  readonly link: LinkName
  readonly direction: 'in' | 'out'
  readonly frame: Frame
  /** On the clock of `TraceMemory.nowUs`. */
  readonly timeUs: number
  /** Where it comes from: the step, and the trace it is a step of. */
  readonly step: Step
  readonly trace: Trace
}

/** What captures on all devices of a host see of these packets, in order of time. */
export const tappedFrames = (sent: readonly SentPacket[], host: NamespaceName): readonly TappedFrame[] =>
  sent.flatMap(({ trace, startUs }) =>
    trace.steps.flatMap((step) => {
      const { event, namespace, timeUs } = step
      if (namespace !== host || (event.kind !== 'receive' && event.kind !== 'transmit')) return []
      const direction = event.kind === 'receive' ? ('in' as const) : ('out' as const)
      return [{ link: event.link, direction, frame: event.frame, timeUs: startUs + timeUs, step, trace }]
    }),
  )
