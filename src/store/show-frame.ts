import type { CaptureRow } from '../terminal/capture/capture-rows'
import { tapKey } from '../terminal/capture/tap'
import type { LabStoreApi } from './create-lab-store'
import { selectFabric, selectPicture, selectTimeline } from './derived'
import { elementOfHost } from './elements'
import { selectFlowTimelines } from './flows'
import { questionOf } from './probe-question'

/** Whether the canvas can show where the frame was: the lab is still the one that it was sent in. */
export const isShowable = (state: Parameters<typeof selectFabric>[0], { sent }: Pick<CaptureRow, 'sent'>): boolean =>
  sent.fabric === selectFabric(state)

/** Chooses a frame: the picture goes to its ping, its moment and its host. */
export function showFrame(store: LabStoreApi, { sent, tap, tapped }: CaptureRow): void {
  const state = store.getState()
  const { trace, step } = tapped
  const choice = { kind: 'sent', startUs: sent.startUs, trace, step: step.index, tap: tapKey(tap) } as const
  state.showCaptures({ captureChoice: choice })
  const picture = selectPicture(state)
  if (!isShowable(state, { sent })) return
  const inFlight = selectFlowTimelines(state).find(({ timeline }) => timeline.trace === trace)
  if (inFlight) state.focusFlow(inFlight.flow)
  else state.showSent({ probe: questionOf(sent.fabric, trace.probe), trace })
  state.select(elementOfHost(picture, tap.host))
  const moment = selectTimeline(store.getState())?.moments.find(({ steps }) => steps.includes(step.index))
  if (moment) state.goToMoment(moment.index)
}
