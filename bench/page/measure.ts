import type { Subject } from './subject'

const nextFrame = (): Promise<number> => new Promise(requestAnimationFrame)

/** Time from one frame to the next, in milliseconds, sorted. */
export type FrameTimes = readonly number[]

/** Frames while `step` is done in each of them, with the share of the time gone by (0 to 1). */
export async function framesOf(durationMs: number, step: (share: number) => void): Promise<FrameTimes> {
  const deltas: number[] = []
  const start = await nextFrame()
  let before = start
  while (before - start < durationMs) {
    step((before - start) / durationMs)
    const now = await nextFrame()
    deltas.push(now - before)
    before = now
  }
  return deltas.sort((a, b) => a - b)
}

/** Until what was asked for has been painted: two frames later. */
async function toPaint(act: () => void): Promise<number> {
  await nextFrame()
  const start = performance.now()
  act()
  await nextFrame()
  await nextFrame()
  return performance.now() - start
}

const DURATION_MS = 2000

/** A round of panning and zooming by a quarter either way, as by a hand that cannot keep still. */
function wander(subject: Subject): (share: number) => void {
  let zoom = 1
  return (share) => {
    const wanted = 1 + 0.25 * Math.sin(share * 4 * Math.PI)
    subject.panBy(6 * Math.cos(share * 8 * Math.PI), 4 * Math.sin(share * 8 * Math.PI))
    subject.zoomBy(wanted / zoom)
    zoom = wanted
  }
}

export const measures = {
  panFit: (subject: Subject) => {
    subject.fit()
    return framesOf(DURATION_MS, wander(subject))
  },
  /** `factor` brings a fitted graph to zoom 1. */
  panNear: async (subject: Subject, factor: number) => {
    subject.fit()
    subject.zoomBy(factor)
    await nextFrame()
    const frames = await framesOf(DURATION_MS, wander(subject))
    subject.fit()
    return frames
  },
  /** The pointer is moved from outside, by a real mouse. */
  record: () => framesOf(DURATION_MS, () => {}),
  packetsWhilePanning: async (subject: Subject) => {
    subject.fit()
    const move = wander(subject)
    const frames = await framesOf(DURATION_MS, (share) => {
      subject.playPackets(50, share)
      move(share)
    })
    subject.stopPackets()
    return frames
  },
  packets: async (subject: Subject) => {
    const frames = await framesOf(DURATION_MS, (share) => subject.playPackets(50, share))
    subject.stopPackets()
    return frames
  },
  /** As many pings as can be in flight at once. */
  manyPackets: async (subject: Subject) => {
    const frames = await framesOf(DURATION_MS, (share) => subject.playPackets(200, share))
    subject.stopPackets()
    return frames
  },
  drop: (subject: Subject) => toPaint(subject.drop),
  firstPaint: async (create: () => Subject): Promise<{ subject: Subject; ms: number }> => {
    const made: Subject[] = []
    const ms = await toPaint(() => made.push(create()))
    return { subject: made[0] as Subject, ms }
  },
}
