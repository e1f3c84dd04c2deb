import { momentAt } from '../playback/player'
import type { Moment, Timeline } from '../playback/timeline'
import { selectTimeline } from '../store/derived'
import { useLab } from './lab'

export interface CurrentMoment {
  readonly timeline: Timeline
  readonly moment: Moment
}

/** The moment of the ping under way; renders again when it passes to the next, not with every frame. */
export function useMoment(): CurrentMoment | undefined {
  const timeline = useLab(selectTimeline)
  const index = useLab((state) => {
    const current = selectTimeline(state)
    return current && momentAt(current, state.playheadMs)
  })
  const moment = index === undefined ? undefined : timeline?.moments[index]
  return timeline && moment ? { timeline, moment } : undefined
}
