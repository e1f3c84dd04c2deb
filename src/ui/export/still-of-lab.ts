import { drawStill, stillSize } from '../../canvas/draw-still'
import { sceneAt } from '../../playback/scene-at'
import { selectPicture, selectTimeline } from '../../store/derived'
import { sceneLabels } from '../canvas-pane/drop-words'
import { labStore } from '../lab'
import { canvasOf, type Drawing } from './drawing'

/** The lab as it is, with its packets as they are at `playheadMs`. */
export function labDrawing(playheadMs = labStore.getState().playheadMs): Drawing {
  const state = labStore.getState()
  const timeline = selectTimeline(state)
  const picture = selectPicture(state)
  const scene = timeline && sceneAt(timeline, playheadMs)
  const still = { picture, view: {}, scene, labels: sceneLabels() }
  return { ...stillSize(picture), draw: (context, theme) => drawStill(context, still, theme) }
}

/** The lab's pixels at one moment of the ping. */
export function labPixels(playheadMs: number, maxWidth: number): ImageData {
  const drawing = labDrawing(playheadMs)
  const { canvas, context } = canvasOf(drawing, Math.min(1, maxWidth / drawing.width))
  return context.getImageData(0, 0, canvas.width, canvas.height)
}
