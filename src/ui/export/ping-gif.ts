import { applyPalette, GIFEncoder, quantize } from 'gifenc'
import { selectTimeline } from '../../store/derived'
import { labStore } from '../lab'
import { labPixels } from './still-of-lab'

const FRAMES_PER_SECOND = 10
const LAST_FRAME_MS = 2_000
const MAX_WIDTH = 900
const COLOURS = 256

/**
 * The ping from its start to its end as a moving picture; undefined if there is none. Draws a frame at a time and lets
 * the page live between two.
 */
export async function pingGif(onFrame: (frame: number, frames: number) => void): Promise<Uint8Array | undefined> {
  const timeline = selectTimeline(labStore.getState())
  if (!timeline) return undefined
  const stepMs = 1000 / FRAMES_PER_SECOND
  const frames = Math.ceil(timeline.durationMs / stepMs) + 1
  const gif = GIFEncoder()
  for (let frame = 0; frame < frames; frame++) {
    onFrame(frame + 1, frames)
    await new Promise((resolve) => setTimeout(resolve))
    const { data, width, height } = labPixels(Math.min(frame * stepMs, timeline.durationMs), MAX_WIDTH)
    const palette = quantize(data, COLOURS)
    const isLast = frame === frames - 1
    gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay: isLast ? LAST_FRAME_MS : stepMs })
  }
  gif.finish()
  return gif.bytes()
}
