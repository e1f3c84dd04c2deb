import type { Fabric } from '../engine/fabric/fabric'
import type { Timeline } from '../playback/timeline'
import { selectFabric, selectTimeline, timelineForProbe } from './derived'
import type { Flow, LabState, ProbeQuestion } from './lab-state'
import { memoByIdentity, memoByPair } from './memo'

/** More at once than this are not watched by anybody. */
export const MOST_FLOWS = 200

type Asked = Pick<LabState, 'document' | 'probe' | 'flows'> & Partial<Pick<LabState, 'sent' | 'worldsMs'>>

/** A flow and what becomes of it. */
export interface FlowTimeline {
  readonly flow: Flow
  readonly timeline: Timeline
}

const NONE: readonly Flow[] = []
const sole = memoByIdentity((probe: ProbeQuestion): readonly Flow[] => [{ probe, number: 1 }])

/** All pings in flight, in the order they were asked for; the one in front is `probe`. */
export function selectFlows({ probe, flows }: Pick<LabState, 'probe' | 'flows'>): readonly Flow[] {
  if (!probe) return NONE
  return flows.some((flow) => flow.probe === probe) ? flows : sole(probe)
}

const timelinesOf = memoByPair((fabric: Fabric, flows: readonly Flow[]): readonly FlowTimeline[] =>
  flows.flatMap((flow) => {
    const timeline = timelineForProbe(fabric, flow.probe)
    return timeline ? [{ flow, timeline }] : []
  }),
)
const soleTimeline = memoByPair((timeline: Timeline, flow: Flow): readonly FlowTimeline[] => [{ flow, timeline }])
const NO_TIMELINES: readonly FlowTimeline[] = []

/** Flows of which an end is gone have none. */
export function selectFlowTimelines(state: Asked): readonly FlowTimeline[] {
  const flows = selectFlows(state)
  if (flows.length > 1) return timelinesOf(selectFabric(state), flows)
  const [flow] = flows
  const timeline = selectTimeline(state)
  return flow && timeline ? soleTimeline(timeline, flow) : NO_TIMELINES
}

/** Until the last of them is done, in whichever world is looked at. */
export const selectDurationMs = (state: Asked): number =>
  Math.max(state.worldsMs ?? 0, ...selectFlowTimelines(state).map(({ timeline }) => timeline.durationMs))

/** Neighbours in number are far apart in hue. */
export const hueOf = ({ number }: Flow): number => Math.round(((number - 1) * 137.508 + 260) % 360)
