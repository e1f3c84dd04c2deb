import { type FlowAt, flowsScene } from '../playback/flows-scene'
import type { Scene } from '../playback/scene'
import { sceneAt } from '../playback/scene-at'
import { hueOf, selectFlowTimelines } from './flows'
import type { LabState } from './lab-state'

type Asked = Pick<LabState, 'document' | 'probe' | 'flows' | 'playheadMs'> & Partial<Pick<LabState, 'sent'>>

/** What is to be seen of all pings in flight. */
export function selectScene(state: Asked): Scene | undefined {
  const all = selectFlowTimelines(state)
  const [first] = all
  if (!first) return undefined
  if (all.length === 1) return sceneAt(first.timeline, state.playheadMs)
  return flowsScene(
    all.map(
      ({ flow, timeline }): FlowAt => ({
        timeline,
        ms: flow.heldAtMs ?? state.playheadMs,
        mark: { number: flow.number, hueDegrees: hueOf(flow), inFront: flow.probe === state.probe },
      }),
    ),
  )
}
