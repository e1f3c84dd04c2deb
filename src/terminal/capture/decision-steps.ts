import type { Step, Trace } from '../../engine/trace/trace'

const isFrame = ({ event }: Step): boolean => event.kind === 'receive' || event.kind === 'transmit'

/**
 * What the host decided about the packet of this frame, as indexes of steps. A frame that leaves has what made it leave
 * here; one that arrives has what became of it, unless it left again, for then the frame that left has it.
 */
export function decisionSteps({ steps }: Trace, frame: Step): readonly number[] {
  const here = steps.filter(({ packet, namespace }) => packet === frame.packet && namespace === frame.namespace)
  const at = here.indexOf(frame)
  const before = here.slice(here.slice(0, at).findLastIndex(isFrame) + 1, at)
  const rest = here.slice(at + 1)
  const next = rest.findIndex(isFrame)
  const after = next < 0 ? rest : rest.slice(0, next)
  const leaves = next >= 0 && rest[next]?.event.kind === 'transmit'
  const decided = [...(frame.event.kind === 'transmit' ? [...before, frame] : []), ...(leaves ? [] : after)]
  return decided.map(({ index }) => index)
}

/** What became of the packet after this frame, until the next one of it here: also of one that leaves again. */
export function stepsAfter({ steps }: Trace, frame: Step): readonly number[] {
  const rest = steps.filter(
    ({ packet, namespace, index }) => packet === frame.packet && namespace === frame.namespace && index > frame.index,
  )
  const next = rest.findIndex(isFrame)
  return (next < 0 ? rest : rest.slice(0, next)).map(({ index }) => index)
}
